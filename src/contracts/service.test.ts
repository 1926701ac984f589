import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { changesAfter } from '#access/service';
import { Refusal, startOfDayMs, zoneOffsets } from '#base';
import * as catalog from '#catalog/service';
import { addCustomer } from '#crm/service';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { type TestApp, testApp } from '#test/database';
import * as contracts from './service.ts';

let app: TestApp;
const run = <R>(work: (ctx: Context) => Promise<R>) => inTransaction(app, app.actor, work);
const NAME = { de: 'Name', fr: 'Nom', en: 'Name' };
const BERLIN = zoneOffsets('Europe/Berlin');
const day = (date: string) => startOfDayMs(BERLIN, date);
const OPEN = Number.POSITIVE_INFINITY;

let customerId = 0;
const plans = { basic: 0, business: 0 };
const options = { eu: 0, pack: 0 };

before(async () => {
  app = await testApp();
  await run(async (ctx) => {
    await catalog.addCalendar(ctx, { code: 'flat', zone: 'Europe/Berlin', bands: ['allDay'], rules: [], holidays: [] });
    for (const code of ['retail', 'eu'])
      await catalog.addPriceList(ctx, { code, name: code, side: 'customer', currency: 'EUR', calendarCode: 'flat' });
    const scope = { services: ['voice' as const] };
    await catalog.addAllowance(ctx, { code: 'free', name: NAME, unit: 'second', size: '100 minute', scope });
    await catalog.addAllowance(ctx, { code: 'topUp', name: NAME, unit: 'money', size: '5', scope });
    plans.basic = (await catalog.addPlan(ctx, { code: 'basic', name: NAME, priceListCode: 'retail' })).id;
    const business = { code: 'business', name: NAME, priceListCode: 'retail', allowanceCodes: ['free'] };
    plans.business = (await catalog.addPlan(ctx, business)).id;
    options.eu = (await catalog.addOption(ctx, { code: 'EU', name: NAME, priceListCode: 'eu' })).id;
    const pack = { code: 'PACK', name: NAME, allowanceCodes: ['topUp'], validDays: 30 };
    options.pack = (await catalog.addOption(ctx, pack)).id;
    const customer = await addCustomer(ctx, {
      number: 'K-1',
      kind: 'company',
      name: 'Beispiel GmbH',
      street: 'Weg 1',
      postcode: '20457',
      city: 'Hamburg',
      country: 'DE',
      email: 'a@example.com',
      language: 'de',
      currency: 'EUR',
      taxStatus: 'domestic',
    });
    customerId = customer.id;
  });
});
after(() => app.close());

let numbers = 0;
/** A contract on the basic plan since January with one line. */
async function contractWithLine(ends: string | null = null) {
  numbers += 1;
  const number = numbers;
  return run(async (ctx) => {
    const contract = await contracts.addContract(ctx, {
      customerId,
      number: `V-${number}`,
      pricePlanId: plans.basic,
      startsOn: '2026-01-01',
      endsOn: ends,
    });
    const line = await contracts.addLine(ctx, {
      contractId: contract.id,
      kind: 'number',
      identifier: `4940555${String(number).padStart(4, '0')}`,
      label: `line ${number}`,
      validFrom: '2026-01-01',
      validTo: ends,
    });
    return { contractId: contract.id, lineId: line.id, identifier: line.identifier };
  });
}

const linesOf = (contractId: number) =>
  run(async (ctx) => (await contracts.linesForRating(ctx)).filter((line) => line.contractId === contractId));

/** The codes of a refusal: its own, and of its findings. */
async function refusal(work: (ctx: Context) => Promise<unknown>): Promise<string> {
  try {
    await run(work);
  } catch (error) {
    if (error instanceof Refusal) return [error.code, ...error.findings.map(({ code }) => code)].join(' ');
    throw error;
  }
  return 'done';
}

/** What the last deed said that it affects. */
async function lastAffects() {
  return run(async (ctx) => (await changesAfter(ctx, 0)).at(-1)?.affects);
}

test('a plan change cuts the lines at local midnight, gives the plan’s allowances from then on, and says whom it affects', async () => {
  const { contractId } = await contractWithLine();
  await run((ctx) => contracts.changePlan(ctx, { contractId, pricePlanId: plans.business, from: '2026-03-01' }));
  assert.deepEqual(await lastAffects(), [{ kind: 'contract', id: contractId, fromMs: day('2026-03-01') }]);
  await run((ctx) => contracts.changePlan(ctx, { contractId, pricePlanId: plans.business, from: '2026-02-01' }));
  assert.deepEqual(await lastAffects(), [
    { kind: 'contract', id: contractId, fromMs: day('2026-02-01'), toMs: day('2026-03-01') },
  ]);
  assert.deepEqual(
    (await linesOf(contractId)).map((line) => [line.pricePlanId, line.validFromMs, line.validToMs]),
    [
      [plans.basic, day('2026-01-01'), day('2026-02-01')],
      [plans.business, day('2026-02-01'), OPEN],
    ],
  );
  const grants = await run(contracts.grantsForRating);
  const own = grants.filter((grant) => grant.key.startsWith(`plan/${contractId}/`));
  assert.deepEqual(
    own.map((grant) => [grant.fromMs, grant.toMs, grant.customerId, grant.contractId]),
    [[day('2026-02-01'), OPEN, customerId, contractId]],
  );
});

test('a plan change on the first day is the plan from the begin; the same day again replaces it', async () => {
  const { contractId } = await contractWithLine();
  const change = (from: string, pricePlanId: number) =>
    run((ctx) => contracts.changePlan(ctx, { contractId, pricePlanId, from }));
  await change('2026-01-01', plans.business);
  await change('2028-02-29', plans.basic);
  await change('2028-02-29', plans.business);
  assert.deepEqual(
    (await linesOf(contractId)).map((line) => [line.pricePlanId, line.validFromMs]),
    [[plans.business, day('2026-01-01')]],
  );
});

test('plan changes that contradict the contract are refused', async () => {
  const { contractId } = await contractWithLine('2026-07-01');
  const change = (from: string, pricePlanId = plans.business, id = contractId) =>
    refusal((ctx) => contracts.changePlan(ctx, { contractId: id, pricePlanId, from }));
  assert.equal(await change('2025-12-31'), 'contract.invalid contract.outsideContract');
  assert.equal(await change('2026-07-01'), 'contract.invalid contract.endsBeforeStart');
  assert.equal(await change('2026-03-01', plans.basic), 'contract.planUnchanged');
  assert.equal(await change('2026-03-01', 9999), 'contract.planUnknown');
  assert.equal(await change('2026-03-01', plans.basic, 9999), 'contract.unknown');
});

test('an option with prices is asked first while it is booked, to the minute', async () => {
  const { contractId } = await contractWithLine();
  const booking = await run((ctx) =>
    contracts.bookOption(ctx, { contractId, optionId: options.eu, from: '2026-03-10T15:30:00+01:00' }),
  );
  assert.deepEqual(await lastAffects(), [
    { kind: 'contract', id: contractId, fromMs: Date.parse('2026-03-10T14:30:00Z') },
  ]);
  await run((ctx) => contracts.endBooking(ctx, { bookingId: booking.id, at: '2026-04-01' }));
  assert.deepEqual(await lastAffects(), [{ kind: 'contract', id: contractId, fromMs: day('2026-04-01') }]);
  const lines = await linesOf(contractId);
  assert.deepEqual(
    lines.map((line) => [line.validFromMs, line.ownPriceListIds.length]),
    [
      [day('2026-01-01'), 0],
      [Date.parse('2026-03-10T14:30:00Z'), 1],
      [day('2026-04-01'), 0],
    ],
  );
});

test('packs are booked as often as wanted and end by themselves, each a grant of its own', async () => {
  const { contractId, lineId } = await contractWithLine();
  const book = (from: string, quantity: number) =>
    run((ctx) => contracts.bookOption(ctx, { contractId, lineId, optionId: options.pack, from, quantity }));
  const first = await book('2026-03-28T09:00:00+01:00', 1);
  const second = await book('2026-03-28T09:00:00+01:00', 2);
  const end = Date.parse('2026-04-27T10:00:00+02:00');
  const grants = (await run(contracts.grantsForRating)).filter((grant) => grant.lineId === lineId);
  assert.deepEqual(
    grants.map((grant) => [grant.key.replace(/\d+$/, ''), grant.quantity, grant.fromMs, grant.toMs]),
    [
      [`booking/${first.id}/`, 1, first.fromMs, end],
      [`booking/${second.id}/`, 2, second.fromMs, end],
    ],
  );
  assert.equal((await linesOf(contractId)).length, 1, 'without prices a line is not cut');
  const later = await run((ctx) => contracts.endBooking(ctx, { bookingId: first.id, at: '2026-12-24' }));
  assert.equal(later.toMs, end, 'no pack is made to last longer');
});

test('bookings that contradict contract, line or each other are refused', async () => {
  const { contractId, lineId } = await contractWithLine('2026-07-01');
  const other = await contractWithLine();
  const book = (input: Partial<Parameters<typeof contracts.bookOption>[1]>) =>
    refusal((ctx) => contracts.bookOption(ctx, { contractId, optionId: options.eu, from: '2026-02-01', ...input }));
  assert.equal(await book({ from: '2025-12-31T22:59:59.999Z' }), 'contract.invalid booking.beforeContract');
  assert.equal(await book({ from: '2026-07-01' }), 'contract.invalid booking.afterContract');
  assert.equal(await book({ until: '2026-07-02' }), 'contract.invalid booking.afterContract');
  assert.equal(await book({ until: '2026-02-01' }), 'contract.invalid booking.endsBeforeStart');
  assert.equal(await book({ optionId: 9999 }), 'booking.optionUnknown');
  assert.equal(await book({ contractId: 9999 }), 'contract.unknown');
  assert.equal(await book({ lineId: other.lineId }), 'contract.lineUnknown');
  await run((ctx) => contracts.endLine(ctx, { lineId, validTo: '2026-05-01' }));
  assert.equal(await book({ lineId, from: '2026-05-01' }), 'contract.invalid booking.afterLine');
  assert.equal(await book({ lineId, until: '2026-03-01' }), 'done');
  assert.equal(await book({ lineId, from: '2026-02-28T22:59:00Z' }), 'booking.twice');
  assert.equal(await book({}), 'booking.twice');
  assert.equal(await book({ from: '2026-03-01' }), 'done');
  const end = (bookingId: number, at: string) => refusal((ctx) => contracts.endBooking(ctx, { bookingId, at }));
  assert.equal(await end(9999, '2026-03-01'), 'booking.unknown');
  const bookings = await run(async (ctx) => (await contracts.holdings(ctx, [customerId])).bookings);
  const [ofLine, ofContract] = bookings.filter((booking) => booking.contractId === contractId);
  assert.equal(await end(ofLine?.id ?? 0, '2026-03-02'), 'booking.twice');
  assert.equal(await end(ofContract?.id ?? 0, '2026-03-01'), 'contract.invalid booking.endsBeforeStart');
  assert.equal(await end(ofContract?.id ?? 0, '2026-07-02'), 'contract.invalid booking.afterContract');
});

test('a number moves to another contract on a day: until then its old line, from then on the new', async () => {
  const { contractId, lineId, identifier } = await contractWithLine();
  const other = await contractWithLine();
  const take = (validFrom: string) =>
    refusal((ctx) =>
      contracts.addLine(ctx, {
        contractId: other.contractId,
        kind: 'number',
        identifier,
        label: 'moved',
        validFrom,
      }),
    );
  assert.equal(await take('2026-06-01'), 'contract.lineTaken contract.lineHeldBy');
  await run((ctx) => contracts.endLine(ctx, { lineId, validTo: '2026-06-01' }));
  assert.deepEqual(await lastAffects(), [{ kind: 'line', id: lineId, fromMs: day('2026-06-01') }]);
  assert.equal(await take('2026-05-31'), 'contract.lineTaken contract.lineHeldBy');
  assert.equal(await take('2026-06-01'), 'done');
  const end = (validTo: string | null) => refusal((ctx) => contracts.endLine(ctx, { lineId, validTo }));
  assert.equal(await end('2026-06-02'), 'contract.lineTaken contract.lineHeldBy');
  assert.equal(await end(null), 'contract.lineTaken contract.lineHeldBy');
  assert.equal(await end('2026-01-01'), 'contract.invalid contract.endsBeforeStart');
  assert.equal(await refusal((ctx) => contracts.endLine(ctx, { lineId: 9999, validTo: null })), 'contract.lineUnknown');
  assert.equal((await linesOf(contractId))[0]?.validToMs, day('2026-06-01'));
});

test('a contract ends with all that is on it; its end moves, and may be taken back', async () => {
  const { contractId, lineId } = await contractWithLine();
  await run(async (ctx) => {
    await contracts.bookOption(ctx, { contractId, optionId: options.eu, from: '2026-03-01' });
    await contracts.bookOption(ctx, { contractId, optionId: options.pack, from: '2026-03-25' });
  });
  const end = (endsOn: string | null) => refusal((ctx) => contracts.endContract(ctx, { contractId, endsOn }));
  assert.equal(await end('2026-01-01'), 'contract.invalid contract.endsBeforeStart');
  assert.equal(await end('2026-03-25'), 'contract.partBeyond');
  assert.equal(await end('2026-04-01'), 'done');
  assert.deepEqual(await lastAffects(), [
    { kind: 'contract', id: contractId, fromMs: day('2026-04-01') },
    { kind: 'line', id: lineId, fromMs: day('2026-04-01') },
  ]);
  assert.equal((await linesOf(contractId)).at(-1)?.validToMs, day('2026-04-01'));
  const pack = async () =>
    (await run(contracts.grantsForRating)).find(
      (one) => one.contractId === contractId && one.key.startsWith('booking'),
    );
  assert.equal((await pack())?.toMs, day('2026-04-01'));
  assert.equal(
    await refusal((ctx) => contracts.endLine(ctx, { lineId, validTo: null })),
    'contract.invalid contract.outsideContract',
  );
  assert.equal(await end('2026-05-01'), 'done');
  assert.equal((await linesOf(contractId)).at(-1)?.validToMs, day('2026-05-01'));
  assert.equal((await pack())?.toMs, day('2026-03-25') + 30 * 86_400_000);
  assert.equal(await end(null), 'done');
  assert.equal((await linesOf(contractId)).at(-1)?.validToMs, OPEN);
});

test('what had an end of its own has it again when the contract runs on', async () => {
  const { contractId, lineId } = await contractWithLine();
  const ends = async () => {
    const { subscriptions } = await run((ctx) => contracts.holdings(ctx, [customerId]));
    const fees = subscriptions.filter((one) => one.contractId === contractId).map(({ endsOn }) => endsOn);
    return [...fees, (await linesOf(contractId)).at(-1)?.validToMs];
  };
  const end = (endsOn: string | null) => run((ctx) => contracts.endContract(ctx, { contractId, endsOn }));
  await run(async (ctx) => {
    const monthly = { code: 'FEE', name: NAME, kind: 'recurring', unitPrice: '5', revenueAccount: '8400' } as const;
    const { id: productId } = await catalog.addProduct(ctx, monthly);
    const fee = { contractId, productId, startsOn: '2026-01-01' };
    await contracts.addSubscription(ctx, fee);
    await contracts.addSubscription(ctx, { ...fee, endsOn: '2026-06-01' });
    await contracts.endLine(ctx, { lineId, validTo: '2026-06-15' });
  });
  await end('2026-05-01');
  assert.deepEqual(await ends(), ['2026-05-01', '2026-05-01', day('2026-05-01')]);
  await end('2026-06-01');
  assert.deepEqual(await ends(), ['2026-06-01', '2026-06-01', day('2026-06-01')]);
  await end(null);
  assert.deepEqual(await ends(), [null, '2026-06-01', day('2026-06-15')]);
});

test('what is added while a contract ends waits, and is refused beyond the end', async () => {
  const { contractId } = await contractWithLine();
  const line = { contractId, kind: 'account', identifier: 'late', label: 'late', validFrom: '2026-02-01' } as const;
  let added: Promise<string> | null = null;
  await run(async (ctx) => {
    await contracts.endContract(ctx, { contractId, endsOn: '2026-07-01' });
    added = refusal((other) => contracts.addLine(other, { ...line, validTo: '2026-09-01' }));
    await Promise.race([added, sleep(100)]);
  });
  assert.equal(await added, 'contract.invalid contract.outsideContract');
});

test('a discount on all usage is a percentage of at most four decimals', async () => {
  const add = (usageDiscount: string) =>
    run(async (ctx) => {
      numbers += 1;
      const input = { customerId, number: `D-${numbers}`, pricePlanId: plans.basic, startsOn: '2026-01-01' };
      const contract = await contracts.addContract(ctx, { ...input, usageDiscount });
      return (await contracts.getContract(ctx, contract.id)).usageDiscount;
    });
  assert.equal(await add('12.3456'), '12.3456');
  for (const wrong of ['-1', '100.0001', '1.23456', 'ten']) await assert.rejects(add(wrong), wrong);
});

test('the customer screen shows options booked and what is included', async () => {
  const { contractId, lineId } = await contractWithLine();
  await run(async (ctx) => {
    await contracts.changePlan(ctx, { contractId, pricePlanId: plans.business, from: '2026-02-01' });
    await contracts.bookOption(ctx, { contractId, lineId, optionId: options.pack, from: '2026-03-25', quantity: 3 });
  });
  const { contracts: shown } = await run((ctx) => contracts.customerContracts(ctx, customerId));
  const contract = shown.find((one) => one.id === contractId);
  assert.deepEqual(
    contract?.options.map((one) => [one.optionCode, one.quantity, one.lineLabel, one.from, one.to]),
    [['PACK', 3, `line ${numbers}`, '2026-03-24T23:00:00.000Z', '2026-04-23T23:00:00.000Z']],
  );
  assert.deepEqual(
    contract?.allowances.map((one) => [one.code, one.unit, one.size, one.optionName === null, one.to]),
    [
      ['free', 'second', '6000', true, null],
      ['topUp', 'money', '15.0000', false, '2026-04-23T23:00:00.000Z'],
    ],
  );
  assert.deepEqual(
    contract?.planChanges.map((change) => [change.startsOn, change.planName]),
    [['2026-02-01', NAME]],
  );
});
