import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { changesAfter } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { type TestApp, testApp } from '#test/database';
import type { NewAllowance } from './allowance.ts';
import * as catalog from './service.ts';

let app: TestApp;
const run = <R>(work: (ctx: Context) => Promise<R>) => inTransaction(app, app.actor, work);
const refusedAs = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const NAME = { de: 'Ziel', fr: 'Destination', en: 'Destination' };
const MINUTES: NewAllowance = {
  code: 'MIN-500',
  name: NAME,
  unit: 'second',
  size: '500 minute',
  scope: { services: ['voice'], destinationCodes: ['DE'], zoneCodes: ['EU'], bands: ['all'] },
};

before(async () => {
  app = await testApp();
  await run(async (ctx) => {
    await catalog.addDestinations(
      ctx,
      ['DE', 'FR', 'CH'].map((code) => ({ code, name: NAME, class: 'internationalFixed', country: code })),
    );
    await catalog.addCalendar(ctx, { code: 'flat', zone: 'Europe/Berlin', bands: ['all'] });
    for (const [code, side] of [
      ['retail', 'customer'],
      ['carrier', 'supplier'],
    ] as const)
      await catalog.addPriceList(ctx, { code, name: code, side, currency: 'EUR', calendarCode: 'flat' });
    await catalog.addZone(ctx, { code: 'WORLD' });
    await catalog.addZone(ctx, { code: 'EU', parentCode: 'WORLD', destinationCodes: ['DE', 'FR'] });
  });
});
after(() => app.close());

/** What the last deed says it affects. */
async function lastAffected() {
  const changes = await run((ctx) => changesAfter(ctx, 0, 1000));
  return changes.at(-1)?.affects.map(({ kind, id, fromMs }) => `${kind} ${id} ${fromMs}`);
}

test('zones nest, hold a destination once, and never come round', async () => {
  const book = await run(catalog.priceBook);
  assert.deepEqual(book.zones, [
    { id: 1, code: 'WORLD', parentId: null, destinationIds: [] },
    { id: 2, code: 'EU', parentId: 1, destinationIds: [1, 2] },
  ]);
  await assert.rejects(
    run((ctx) => catalog.addZone(ctx, { code: 'DACH', destinationCodes: ['CH', 'DE'] })),
    refusedAs('zone.destinationTaken'),
  );
  await assert.rejects(
    run((ctx) => catalog.changeZone(ctx, 'WORLD', { parentCode: 'EU' })),
    refusedAs('zone.circular'),
  );
  const changed = await run((ctx) => catalog.changeZone(ctx, 'EU', { destinationCodes: ['FR'] }));
  assert.deepEqual(changed, { id: 2, code: 'EU', parentId: 1, destinationIds: [2] });
  assert.deepEqual((await run(catalog.listZones))[1], changed);
  assert.deepEqual(await lastAffected(), ['zone 2 0']);
});

test('the numbering plan comes in versions, ported numbers in stretches', async () => {
  const importing = (validFrom: string, destination: string) =>
    run((ctx) => catalog.importNumbering(ctx, { validFrom, rows: [{ prefix: '49', destination }] }));
  assert.deepEqual(await importing('2026-01-01', 'DE'), { version: 1, prefixes: 1 });
  await importing('2026-07-01', 'CH');
  assert.deepEqual(await lastAffected(), [`numbering 0 ${Date.parse('2026-06-30T22:00:00Z')}`]);
  await assert.rejects(importing('2026-07-01', 'DE'), refusedAs('numbering.versionOrder'));
  await assert.rejects(importing('2027-07-01', 'ATLANTIS'), refusedAs('numbering.refused'));
  const porting = (validFrom: string, destination: string) =>
    run((ctx) => catalog.importPorted(ctx, [{ number: '491701', destination, validFrom }]));
  await porting('2026-03-01', 'FR');
  await porting('2026-09-01', 'CH');
  await porting('2026-09-01', 'DE');
  await porting('2026-01-01', 'CH'); // an earlier one, heard of late: ends where the next begins
  const { numbering, ported } = await run(catalog.priceBook);
  assert.deepEqual(
    numbering.map(({ version, validToMs, prefixes }) => [version, validToMs, [...prefixes]]),
    [
      [1, Date.parse('2026-06-30T22:00:00Z'), [['49', 1]]],
      [2, Number.POSITIVE_INFINITY, [['49', 3]]],
    ],
  );
  const march = Date.parse('2026-02-28T23:00:00Z');
  const september = Date.parse('2026-08-31T22:00:00Z');
  assert.deepEqual(ported, [
    { number: 491701, destinationId: 3, validFromMs: Date.parse('2025-12-31T23:00:00Z'), validToMs: march },
    { number: 491701, destinationId: 2, validFromMs: march, validToMs: september },
    { number: 491701, destinationId: 1, validFromMs: september, validToMs: Number.POSITIVE_INFINITY },
  ]);
});

test('allowances are kept as they are given, with sizes as people write them', async () => {
  const added = await run((ctx) => catalog.addAllowance(ctx, MINUTES));
  assert.equal(added.size, 30_000);
  assert.deepEqual(added.scope, {
    services: ['voice'],
    directions: [],
    destinationIds: [1],
    zoneIds: [2],
    bands: ['all'],
  });
  const pack = await run((ctx) =>
    catalog.addAllowance(ctx, {
      code: 'DATA-1GB',
      name: NAME,
      unit: 'byte',
      size: '1 GB',
      scope: { services: ['data'] },
      holder: 'line',
      period: { kind: 'days', days: 30 },
      fairUse: { maxEventsPerPeriod: 10 },
      rollover: { maxPeriods: 2, maxUnits: 500 },
      countedIn: 'exact',
      rest: 'afresh',
    }),
  );
  assert.deepEqual(await run(catalog.listAllowances), [added, pack]);
  const empty = { ...MINUTES, code: 'EMPTY', scope: { services: [] } };
  await assert.rejects(
    run((ctx) => catalog.addAllowance(ctx, empty)),
    (error: unknown) => error instanceof Refusal && error.findings[0]?.code === 'allowance.emptyScope',
  );
  await assert.rejects(
    run((ctx) =>
      catalog.addAllowance(ctx, { ...MINUTES, code: 'X', scope: { services: ['voice'], zoneCodes: ['MARS'] } }),
    ),
    refusedAs('zone.unknown'),
  );
  const changed = await run((ctx) => catalog.changeAllowance(ctx, { ...MINUTES, size: null }));
  assert.equal((await run(catalog.allowancesById)).get(added.id)?.size, null);
  assert.equal(changed.id, added.id);
  assert.deepEqual(await lastAffected(), [`allowance ${added.id} 0`]);
});

test('options give prices of customers, allowances, or both', async () => {
  const option = await run((ctx) =>
    catalog.addOption(ctx, {
      code: 'EUROPE',
      name: NAME,
      priceListCode: 'retail',
      allowanceCodes: ['DATA-1GB'],
      validDays: 30,
    }),
  );
  assert.deepEqual(await run(catalog.listOptions), [option]);
  const refused = (change: object) => run((ctx) => catalog.addOption(ctx, { code: 'OTHER', name: NAME, ...change }));
  await assert.rejects(refused({}), refusedAs('option.empty'));
  await assert.rejects(refused({ priceListCode: 'carrier' }), refusedAs('option.supplierList'));
  await assert.rejects(refused({ allowanceCodes: ['NONE'] }), refusedAs('allowance.unknown'));
  await assert.rejects(refused({ code: 'EUROPE', priceListCode: 'retail' }), refusedAs('catalog.codeTaken'));
});

test('a plan can be changed; its parents never come round', async () => {
  await run(async (ctx) => {
    await catalog.addPlan(ctx, { code: 'base', name: NAME, priceListCode: 'retail' });
    await catalog.addPlan(ctx, { code: 'flex', name: NAME, priceListCode: 'retail', parentCode: 'base' });
    await catalog.addPlan(ctx, {
      code: 'office',
      name: NAME,
      priceListCode: 'retail',
      parentCode: 'flex',
      allowanceCodes: ['MIN-500'],
    });
  });
  for (const parentCode of ['base', 'flex', 'office'])
    await assert.rejects(
      run((ctx) => catalog.changePlan(ctx, 'base', { parentCode })),
      refusedAs('plan.circular'),
      parentCode,
    );
  await assert.rejects(
    run((ctx) => catalog.changePlan(ctx, 'flex', { priceListCode: 'carrier' })),
    refusedAs('plan.supplierList'),
  );
  const rounding = { mode: 'down', decimals: 2, at: 'event' } as const;
  const changed = await run((ctx) =>
    catalog.changePlan(ctx, 'flex', { rounding, parentCode: null, allowanceCodes: ['DATA-1GB', 'MIN-500'] }),
  );
  assert.deepEqual([changed.rounding, changed.parentId, changed.allowanceIds], [rounding, null, [2, 1]]);
  assert.deepEqual((await run(catalog.plansById)).get(changed.id), changed);
  assert.deepEqual(await lastAffected(), [`plan ${changed.id} 0`]);
  const { plans } = await run(catalog.browsePlans);
  assert.deepEqual(
    plans.map(({ code, parentCode, allowanceCodes }) => [code, parentCode, allowanceCodes]),
    [
      ['base', null, []],
      ['flex', null, ['DATA-1GB', 'MIN-500']],
      ['office', 'flex', ['MIN-500']],
    ],
  );
});

test('a calendar gets computed holidays, and can be changed; what it concerns is told', async () => {
  const added = await run((ctx) =>
    catalog.addCalendar(ctx, {
      code: 'vienna',
      zone: 'Europe/Vienna',
      bands: ['peak', 'off'],
      rules: [{ band: 'peak', weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
      holidaysOf: { country: 'AT', fromYear: 2026, toYear: 2026 },
    }),
  );
  assert.equal(added.holidays.length, 13);
  const longer = await run((ctx) =>
    catalog.changeCalendar(ctx, 'vienna', { holidaysOf: { country: 'AT', fromYear: 2026, toYear: 2027 } }),
  );
  assert.equal(longer.holidays.length, 26);
  assert.deepEqual((await run(catalog.listCalendars)).at(-1), longer);
  assert.deepEqual(await lastAffected(), [`calendar ${added.id} ${Date.parse('2026-12-30T23:00:00Z')}`]);
  await run((ctx) =>
    catalog.changeCalendar(ctx, 'vienna', { rules: [{ band: 'peak', weekdays: [8], from: '00:00', to: '24:00' }] }),
  );
  assert.deepEqual(await lastAffected(), [`calendar ${added.id} 0`]);
  await assert.rejects(
    run((ctx) =>
      catalog.changeCalendar(ctx, 'vienna', { holidaysOf: { country: 'XX', fromYear: 2026, toYear: 2026 } }),
    ),
    refusedAs('calendar.unknownHolidays'),
  );
  await assert.rejects(
    run((ctx) => catalog.changeCalendar(ctx, 'vienna', { holidays: ['2026-02-29'] })),
    refusedAs('calendar.invalid'),
  );
});
