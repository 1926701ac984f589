import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneOffsets } from '#base';
import { type Zone, zonesAround } from './numbering.ts';
import { readNumberingRows, readPortedRows } from './readNumbering.ts';

const DESTINATIONS = new Map([
  ['DE-FIXED', 1],
  ['DE-MOBILE', 2],
]);
const BERLIN = zoneOffsets('Europe/Berlin');
const told = (findings: readonly { code: string; place?: { line?: number; field?: string } }[]) =>
  findings.map(({ code, place }) => `${place?.line} ${place?.field} ${code}`);

test('a numbering plan: prefix to destination, each prefix once', () => {
  const good = readNumberingRows(
    [
      { prefix: '49', destination: 'DE-FIXED' },
      { prefix: 'DE/118', destination: 'DE-FIXED' },
      { prefix: 'PLMN/262', destination: 'DE-MOBILE' },
    ],
    DESTINATIONS,
  );
  assert.deepEqual(
    [...good.prefixes],
    [
      ['49', 1],
      ['DE/118', 1],
      ['PLMN/262', 2],
    ],
  );
  assert.deepEqual(good.findings, []);
  const bad = readNumberingRows(
    [
      { prefix: '49', destination: 'DE-FIXED' },
      { prefix: '=49', destination: 'DE-FIXED' },
      { prefix: '49', destination: 'ATLANTIS' },
      { prefix: '', destination: 'DE-FIXED' },
    ],
    DESTINATIONS,
  );
  assert.deepEqual(told(bad.findings), [
    '2 prefix numbering.badPrefix',
    '3 prefix numbering.duplicatePrefix',
    '3 destination numbering.unknownDestination',
    '4 prefix numbering.badPrefix',
  ]);
});

test('ported numbers hold from local midnight on', () => {
  const row = { number: '491701234567', destination: 'DE-MOBILE', validFrom: '2026-10-25' };
  const good = readPortedRows([row, { ...row, number: '4930123', validTo: '2026-10-26' }], DESTINATIONS, BERLIN);
  assert.deepEqual(good.findings, []);
  assert.deepEqual(
    good.ported.map(({ number, validFromMs, validToMs }) => [number, validFromMs, validToMs]),
    [
      [491701234567, Date.parse('2026-10-24T22:00:00Z'), Number.POSITIVE_INFINITY],
      [4930123, Date.parse('2026-10-24T22:00:00Z'), Date.parse('2026-10-25T23:00:00Z')],
    ],
  );
  const bad = readPortedRows(
    [
      row,
      row,
      { ...row, number: '0170' },
      { ...row, number: '1', validFrom: '2026-02-29' },
      { ...row, number: '2', validTo: '2026-10-25' },
    ],
    DESTINATIONS,
    BERLIN,
  );
  assert.deepEqual(told(bad.findings), [
    '2 number ported.duplicateNumber',
    '3 number ported.badNumber',
    '4 validFrom ported.badDate',
    '5 validTo ported.badDate',
  ]);
});

test('the zones around a destination, the innermost first; a circle ends', () => {
  const zone = (id: number, parentId: number | null, ...destinationIds: number[]): Zone => ({
    id,
    code: `Z${id}`,
    parentId,
    destinationIds,
  });
  const ids = (zones: readonly Zone[], destinationId: number) => zonesAround(zones, destinationId).map(({ id }) => id);
  assert.deepEqual(ids([zone(1, null), zone(2, 1, 7), zone(3, 2, 8)], 8), [3, 2, 1]);
  assert.deepEqual(ids([zone(1, null), zone(2, 1, 7)], 9), []);
  assert.deepEqual(ids([zone(1, 2, 7), zone(2, 1)], 7), [1, 2]);
});
