import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { compileFormat, FileReading, findFormat } from '#mediation';
import { compileOrderedRating, compileRating, inOrderOfStart } from '#rating';
import { DIRECTION, STATUS, type UsageRecord } from '#usage';
import type { DemoCall } from './calls.ts';
import { demoCustomers, FREEPHONE_NUMBER } from './customers.ts';
import { fileBytes, monthOfFiles } from './generate.ts';
import { ratingInput } from './inMemory.ts';
import { SOURCES } from './sources.ts';
import { WRITERS } from './writers.ts';

/** The demo rated in memory: reader and rater are the program's, database and operations are left out. */
const CUSTOMERS = demoCustomers();
const sourceId = (code: string) => SOURCES.findIndex((source) => source.code === code) + 1;

const INPUT = ratingInput(CUSTOMERS);
const rate = compileRating(INPUT);
const classOfDestination = new Map(INPUT.book.destinations.map((destination) => [destination.id, destination.class]));

interface Rated {
  readonly call: DemoCall;
  readonly record: UsageRecord;
}

/** Every stored call of a month with the record the program makes of it, rated. */
function ratedMonth(month: string, scale: number): Rated[] {
  return monthOfFiles(month, scale).flatMap((file): Rated[] => {
    if (file.fate !== 'imported') return [];
    const source = SOURCES.find(({ code }) => code === file.source)!;
    const { compiled } = compileFormat(findFormat(source.format)!, { ...source, id: sourceId(source.code) });
    const records: UsageRecord[] = [];
    const reading = new FileReading(compiled!, (record) => {
      rate(record, sourceId(file.source));
      records.push({ ...record });
    });
    const bytes = fileBytes(file, WRITERS[file.source]);
    reading.push(file.name.endsWith('.gz') ? gunzipSync(bytes) : bytes);
    reading.end();
    const rows = file.rows.filter(({ fate }) => fate.is === 'stored' || fate.is === 'duplicate');
    return rows.flatMap(({ fate, call }, index) =>
      fate.is === 'stored' ? [{ call: call!, record: records[index]! }] : [],
    );
  });
}

const OCTOBER = ratedMonth('2026-10', 0.1);

test('every call belongs to the customer who made or got it, strays to nobody', () => {
  for (const { call, record } of OCTOBER)
    assert.equal(record.customerId, Number(call.customer ?? 0), `call ${call.serial}`);
});

test('only the prefix left out on purpose is unpriced', () => {
  const unpriced = OCTOBER.filter(({ record }) => record.status === STATUS.unpriced);
  assert.deepEqual(new Set(unpriced.map(({ call }) => call.partner.slice(0, 3))), new Set(['883']));
  assert.equal(unpriced.length, 3);
});

test("the supplier leg is what the carrier's own file says, worked out independently", () => {
  let compared = 0;
  for (const { call, record } of OCTOBER) {
    if (record.sourceCostMicro < 0 || call.kind === 'inbound' || call.partner.includes('/')) continue;
    // A local time of the hour that comes twice may be read an hour early: another band at most.
    if (call.startMs !== record.startMs) continue;
    assert.equal(record.costMicro, record.sourceCostMicro, `call ${call.serial} to ${call.partner}`);
    compared++;
  }
  assert.ok(compared > 1000);
});

test('calls of a customer to Tunisian mobiles lose money', () => {
  const calls = OCTOBER.filter(({ call }) => call.customer === '10045' && call.kind === 'outbound');
  const margin = calls.reduce((sum, { record }) => sum + record.chargeMicro - record.costMicro, 0);
  assert.ok(margin < 0, String(margin));
});

test('all in all the operator earns money', () => {
  const margin = OCTOBER.reduce((sum, { record }) => sum + record.chargeMicro - record.costMicro, 0);
  assert.ok(margin > 0, String(margin));
});

test('a French customer calls France at home and Germany abroad; short numbers and specials have prices', () => {
  const seen = new Set<string>();
  for (const { call, record } of OCTOBER) {
    if (record.direction !== DIRECTION.outbound || record.durationMs === 0 || call.customer === null) continue;
    const className = classOfDestination.get(record.destinationId);
    if (className === 'onNet') continue;
    if (className !== undefined) seen.add(className);
    const customer = CUSTOMERS.find(({ number }) => number === call.customer)!;
    if (customer.country === 'FR' && /^33[1-59]/.test(call.partner)) assert.equal(className, 'nationalFixed');
    if (customer.country === 'DE' && call.partner.startsWith('4940')) assert.equal(className, 'nationalFixed');
  }
  for (const wanted of [
    'nationalFixed',
    'nationalMobile',
    'internationalFixed',
    'internationalMobile',
    'freephone',
    'sharedCost',
    'premium',
    'emergency',
  ])
    assert.ok(seen.has(wanted), wanted);
});

const ofClass = (name: string) => OCTOBER.filter(({ record }) => classOfDestination.get(record.destinationId) === name);

test('the owner of a 0800 number pays for being called, mobiles cost more, and hidden callers too', () => {
  const calls = OCTOBER.filter(({ call }) => call.own === FREEPHONE_NUMBER);
  assert.ok(
    calls.length >= 60 && calls.every(({ record }) => record.status === STATUS.rated && record.chargeMicro > 0),
  );
  const perMinute = new Set(
    calls.map(({ record }) => Math.round((record.chargeMicro * 60) / record.billedUnits / 1000)),
  );
  assert.deepEqual([...perMinute].filter((price) => [29, 149, 79].includes(price)).sort(), [149, 29, 79]);
});

test('premium calls tell what their owners take, apart from carrying the call', () => {
  const calls = ofClass('premium').filter(({ record }) => record.serviceFeeMicro > 0);
  assert.ok(calls.length >= 26);
  for (const { record } of calls) assert.ok(record.serviceFeeMicro < record.chargeMicro);
});

test('calls between customers are cheap, between lines of one customer free', () => {
  const [onNet, intra] = [ofClass('onNet'), ofClass('intraCustomer')];
  assert.ok(onNet.length >= 25 && intra.length >= 15);
  assert.ok(intra.every(({ record }) => record.chargeMicro === 0 && record.status === STATUS.rated));
  for (const { record } of onNet)
    assert.equal(record.chargeMicro, Math.floor((record.billedUnits * 5000) / 6000 + 0.5) * 100);
});

test('inclusive minutes cover calls, some of them in part; flat rate, pool, pack and option all have users', () => {
  const ordered = compileOrderedRating(INPUT);
  const events = OCTOBER.map(({ call, record }) => ({ record: { ...record }, sourceId: sourceId(call.source) }));
  for (const event of events.toSorted(inOrderOfStart)) ordered.rate(event.record, event.sourceId);
  const records = events.map(({ record }) => record);
  assert.ok(records.filter(({ coveredUnits }) => coveredUnits > 0).length > 400);
  const inPart = records.filter(({ coveredUnits, billedUnits }) => coveredUnits > 0 && coveredUnits < billedUnits);
  assert.ok(inPart.length >= 5, `${inPart.length} calls covered in part`);
  const used = new Set(records.map(({ allowanceId }) => allowanceId).filter((id) => id > 0));
  assert.equal(used.size, INPUT.book.allowances.length);
  const option = INPUT.book.lists.find(({ code }) => code === 'EUROPE')!;
  assert.ok(records.some(({ priceListId }) => priceListId === option.id));
});
