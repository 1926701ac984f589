import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Calendar, checkCalendar, checkVersions, DESTINATION_CLASSES, readPriceRows } from '#catalog';
import { ALLOWANCES, OPTIONS, ZONES } from './allowances.ts';
import { DESTINATIONS, UNPRICED_PREFIX } from './destinations.ts';
import { EXTRA_DESTINATIONS } from './extraDestinations.ts';
import { germanAreaCodes } from './germanAreaCodes.ts';
import { CALENDARS, priceLists } from './priceLists.ts';
import { PLANS, PRODUCTS } from './products.ts';

const LISTS = priceLists();
const CODES = new Map([...DESTINATIONS, ...EXTRA_DESTINATIONS].map(({ code }, index) => [code, index + 1]));
const bandsOf = (list: string) =>
  CALENDARS.find(({ code }) => code === LISTS.find((one) => one.code === list)!.calendar)!.bands;

for (const { code, side, versions } of LISTS) {
  test(`price list ${code} passes the catalogue's own checks`, () => {
    for (const { rows } of versions) {
      const { findings, prices } = readPriceRows(rows, {
        listCode: code,
        side,
        bands: bandsOf(code),
        destinations: CODES,
        zones: new Set(ZONES.map((zone) => zone.code)),
      });
      assert.deepEqual(
        findings.filter(({ severity }) => severity !== 'info'),
        [],
      );
      assert.equal(prices.length, rows.length);
    }
    const times = versions.map(({ validFrom }, index) => ({
      version: index + 1,
      validFromMs: Date.parse(validFrom),
      validToMs: index + 1 < versions.length ? Date.parse(versions[index + 1]!.validFrom) : Number.POSITIVE_INFINITY,
    }));
    assert.deepEqual(checkVersions(code, times), []);
  });
}

test('the retail list prices at least 5,000 prefixes, each once per band', () => {
  const { rows } = LISTS.find(({ code }) => code === 'RETAIL')!.versions[0]!;
  assert.ok(new Set(rows.map(({ target }) => target)).size >= 5000);
  assert.equal(new Set(rows.map(({ target, direction, band }) => `${target} ${direction} ${band}`)).size, rows.length);
});

test('one prefix is priced nowhere, and no list reaches it by a shorter one', () => {
  for (const { code, versions } of LISTS)
    for (const { rows } of versions)
      assert.deepEqual(
        rows.filter(({ target, direction }) => direction !== 'inbound' && UNPRICED_PREFIX.startsWith(target)),
        [],
        code,
      );
});

test('the price change in the middle of the third month makes some calls dearer and some cheaper', () => {
  const [before, after] = LISTS.find(({ code }) => code === 'RETAIL')!.versions;
  assert.equal(after!.validFrom, '2026-10-15');
  const changes = before!.rows.flatMap((row, index) => {
    const next = after!.rows[index]!;
    assert.equal(next.target, row.target);
    return next.price === row.price ? [] : [Number(next.price.replace('.', '')) - Number(row.price.replace('.', ''))];
  });
  assert.ok(changes.some((change) => change > 0) && changes.some((change) => change < 0));
});

test('carriers are dearer than retail for a few destinations and cheaper for the rest', () => {
  const price = (list: string, destination: string) => {
    const { rows } = LISTS.find(({ code }) => code === list)!.versions[0]!;
    return Number(rows.find((row) => row.destination === destination)!.price.replace('.', ''));
  };
  for (const list of ['HANSA', 'ATLANTIQUE']) {
    const dearer = DESTINATIONS.filter(({ code }) => price(list, code) > price('RETAIL', code));
    assert.ok(dearer.length >= 2 && dearer.length <= 5, list);
  }
});

test('every destination has a known class and a name in each language', () => {
  for (const { code, name, class: destinationClass } of [...DESTINATIONS, ...EXTRA_DESTINATIONS]) {
    assert.ok(DESTINATION_CLASSES.includes(destinationClass), code);
    for (const text of [name.de, name.fr, name.en]) assert.ok(text.length > 2, code);
  }
  assert.equal(CODES.size, DESTINATIONS.length + EXTRA_DESTINATIONS.length);
});

test('calendars, plans and products fit together', () => {
  for (const calendar of CALENDARS) {
    const { rules, ...rest } = calendar;
    assert.deepEqual(checkCalendar({ ...rest, rules } satisfies Omit<Calendar, 'id'>), []);
  }
  for (const plan of PLANS)
    assert.ok(
      LISTS.some(({ code }) => code === plan.priceListCode),
      plan.code,
    );
  assert.equal(PLANS.length, 5);
  assert.equal(PRODUCTS.filter(({ kind }) => kind === 'usage').length, 1);
});

test('plans, options, allowances and zones name what there is', () => {
  const allowances = new Set(ALLOWANCES.map(({ code }) => code));
  for (const { allowanceCodes = [] } of [...PLANS, ...OPTIONS])
    for (const code of allowanceCodes) assert.ok(allowances.has(code), code);
  const zoned = ZONES.flatMap(({ destinationCodes = [] }) => destinationCodes);
  assert.equal(new Set(zoned).size, zoned.length, 'no destination in two zones');
  for (const code of [...zoned, ...ALLOWANCES.flatMap(({ scope }) => scope.destinationCodes ?? [])])
    assert.ok(CODES.has(code), code);
  for (const { priceListCode } of OPTIONS)
    assert.ok(priceListCode == null || LISTS.some(({ code }) => code === priceListCode));
});

test('area codes: all of Germany, none the beginning of another', () => {
  const codes = germanAreaCodes();
  assert.equal(codes.length, 5201);
  const known = new Set(codes);
  assert.equal(known.size, codes.length);
  for (const code of codes)
    for (let length = 1; length < code.length; length++) assert.ok(!known.has(code.slice(0, length)), code);
  for (const code of ['30', '40', '69', '89', '221', '33701', '9978']) assert.ok(known.has(code), code);
});
