import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkVersions, type PriceRow, readPriceRows, versionAt } from './priceList.ts';

const CONTEXT = {
  listCode: 'retail',
  bands: ['peak', 'offPeak'],
  destinations: new Map([
    ['DE-FIXED', 1],
    ['DE-MOBILE', 2],
  ]),
};
const ROW: PriceRow = { prefix: '49', destination: 'DE-FIXED', perMinute: '0.01' };
const errorsOf = (...rows: PriceRow[]) =>
  readPriceRows(rows, CONTEXT)
    .findings.filter((finding) => finding.severity === 'error')
    .map((finding) => `${finding.place?.line} ${finding.place?.field} ${finding.code}`);

test('a row becomes a price; what it leaves out has a default', () => {
  assert.deepEqual(readPriceRows([ROW], CONTEXT), {
    prices: [
      {
        prefix: '49',
        band: 'any',
        destinationId: 1,
        priceNano: 10_000_000,
        connectionFeeNano: 0,
        firstIncrement: 60,
        nextIncrement: 60,
      },
    ],
    findings: [],
  });
});

test('each trouble names its row and field', () => {
  const cases: readonly (readonly [Partial<PriceRow>, string])[] = [
    [{ prefix: '+49' }, '1 prefix priceList.badPrefix'],
    [{ destination: 'ATLANTIS' }, '1 destination priceList.unknownDestination'],
    [{ band: 'lunch' }, '1 band priceList.unknownBand'],
    [{ perMinute: '0,01' }, '1 perMinute priceList.badPrice'],
    [{ perMinute: '1e-2' }, '1 perMinute priceList.badPrice'],
    [{ perMinute: '' }, '1 perMinute priceList.badPrice'],
    [{ perMinute: '0.0000000001' }, '1 perMinute priceList.badPrice'],
    [{ perMinute: '-0.01' }, '1 perMinute priceList.negativePrice'],
    [{ perMinute: '100000.000000001' }, '1 perMinute priceList.priceTooHigh'],
    [{ connectionFee: 'free' }, '1 connectionFee priceList.badPrice'],
    [{ increments: '60' }, '1 increments priceList.badIncrements'],
  ];
  for (const [change, expected] of cases) assert.deepEqual(errorsOf({ ...ROW, ...change }), [expected]);
});

test('a prefix stands once per band, has one destination and all bands', () => {
  assert.deepEqual(errorsOf(ROW, ROW), ['2 prefix priceList.duplicatePrefix']);
  assert.deepEqual(errorsOf({ ...ROW, band: 'peak' }), ['1 band priceList.bandMissing']);
  assert.deepEqual(errorsOf({ ...ROW, band: 'peak' }, { ...ROW, band: 'offPeak' }), []);
  assert.deepEqual(errorsOf({ ...ROW, band: 'peak' }, ROW), []);
  assert.deepEqual(errorsOf({ ...ROW, band: 'peak' }, { ...ROW, destination: 'DE-MOBILE' }), [
    '2 destination priceList.twoDestinations',
  ]);
});

test('what a shorter prefix says already is told in sum', () => {
  const { findings } = readPriceRows(
    [ROW, { ...ROW, prefix: '4940' }, { ...ROW, prefix: '4989', perMinute: '0.02' }, { ...ROW, prefix: '49891' }],
    CONTEXT,
  );
  assert.deepEqual(
    findings.map(({ code, params }) => [code, params]),
    [['priceList.redundantPrefixes', { count: 1 }]],
  );
});

test('a thousand errors are told, the rest counted', () => {
  const rows = Array.from({ length: 1200 }, (_, index) => ({ ...ROW, prefix: String(index + 1000), perMinute: 'x' }));
  const { findings } = readPriceRows(rows, CONTEXT);
  assert.equal(findings.length, 1001);
  assert.deepEqual(findings.at(-1)?.params, { count: 200 });
});

test('versions: in force from inclusive to exclusive; overlaps are errors, gaps warnings', () => {
  const version = (number: number, validFromMs: number, validToMs: number) => ({
    version: number,
    validFromMs,
    validToMs,
  });
  const versions = [version(1, 0, 100), version(2, 100, Number.POSITIVE_INFINITY)];
  assert.deepEqual(checkVersions('retail', versions), []);
  assert.equal(versionAt(versions, 99)?.version, 1);
  assert.equal(versionAt(versions, 100)?.version, 2);
  assert.equal(versionAt(versions, -1), undefined);
  const codes = (...all: ReturnType<typeof version>[]) => checkVersions('retail', all).map((finding) => finding.code);
  assert.deepEqual(codes(version(2, 90, 200), version(1, 0, 100)), ['priceList.versionsOverlap']);
  assert.deepEqual(codes(version(1, 0, 100), version(2, 110, 200)), ['priceList.versionGap']);
});
