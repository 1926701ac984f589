import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { startOfDayMs, zoneOffsets } from '#base';
import { DEFAULT_ROUNDING, type PriceBook, type PricedList, type PricePlan, readPriceRows } from '#catalog';
import type { RatedLine } from '#contracts';
import { compileFormat, FileReading, findFormat } from '#mediation';
import { compileRating, type RatingInput } from '#rating';
import { DIRECTION, STATUS, type UsageRecord } from '#usage';
import type { DemoCall } from './calls.ts';
import { demoCustomers } from './customers.ts';
import { DESTINATIONS } from './destinations.ts';
import { fileBytes, monthOfFiles } from './generate.ts';
import { CALENDARS, EXTRA_DESTINATIONS, priceLists } from './priceLists.ts';
import { PLANS } from './products.ts';
import { SOURCES } from './sources.ts';
import { WRITERS } from './writers.ts';

/** The demo rated in memory: reader and rater are the program's, database and operations are left out. */
const CUSTOMERS = demoCustomers();
const BERLIN = zoneOffsets('Europe/Berlin');

function priceBook(): PriceBook {
  const destinations = [...DESTINATIONS, ...EXTRA_DESTINATIONS].map((destination, index) => ({
    ...destination,
    id: index + 1,
  }));
  const ids = new Map(destinations.map(({ code, id }) => [code, id]));
  const calendars = CALENDARS.map((calendar, index) => ({ ...calendar, id: index + 1 }));
  const demoLists = priceLists();
  const idOf = (code: string | null | undefined) =>
    code == null ? null : demoLists.findIndex((list) => list.code === code) + 1;
  const lists = demoLists.map((list): PricedList => {
    const calendar = calendars.find(({ code }) => code === list.calendar)!;
    const starts = list.versions.map(({ validFrom }) => startOfDayMs(zoneOffsets(calendar.zone), validFrom));
    return {
      id: idOf(list.code)!,
      code: list.code,
      name: list.name,
      side: list.side,
      currency: 'EUR',
      calendarId: calendar.id,
      bandChange: 'atStart',
      parentId: idOf(list.parent),
      versions: list.versions.map(({ rows }, index) => ({
        version: index + 1,
        validFromMs: starts[index]!,
        validToMs: starts[index + 1] ?? Number.POSITIVE_INFINITY,
        prices: readPriceRows(rows, {
          listCode: list.code,
          side: list.side,
          bands: calendar.bands,
          destinations: ids,
          zones: new Set(),
        }).prices,
      })),
    };
  });
  const plans = PLANS.map(
    (plan, index): PricePlan => ({
      id: index + 1,
      code: plan.code,
      name: plan.name,
      priceListId: idOf(plan.priceListCode)!,
      rounding: DEFAULT_ROUNDING,
      parentId: plan.parentCode == null ? null : PLANS.findIndex(({ code }) => code === plan.parentCode) + 1,
      allowanceIds: [],
      isDefault: plan.isDefault ?? false,
    }),
  );
  return { calendars, destinations, lists, plans, zones: [], numbering: [], ported: [], allowances: [] };
}

function ratingInput(): RatingInput {
  const book = priceBook();
  const listId = (code: string) => book.lists.find((list) => list.code === code)!.id;
  const lines = CUSTOMERS.flatMap((customer, index) =>
    customer.contracts.flatMap((contract) =>
      contract.lines.map(
        (line): Omit<RatedLine, 'id'> => ({
          ...line,
          contractId: index + 1,
          customerId: Number(customer.number),
          pricePlanId: book.plans.find(({ code }) => code === contract.plan)!.id,
          ownPriceListIds: contract.overrideList === null ? [] : [listId(contract.overrideList)],
          discountPpm: 0,
          sourceId: line.source === null ? 0 : sourceId(line.source),
          validFromMs: startOfDayMs(BERLIN, contract.startsOn),
          validToMs: contract.endsOn === null ? Number.POSITIVE_INFINITY : startOfDayMs(BERLIN, contract.endsOn),
        }),
      ),
    ),
  );
  const sources = SOURCES.map(({ country, supplierPriceList }, index) => ({
    id: index + 1,
    country,
    supplierListId: listId(supplierPriceList),
    durationRounding: 'ceil' as const,
  }));
  return {
    book,
    lines: lines.map((line, index) => ({ ...line, id: index + 1 })),
    sources,
    grants: [],
    zone: 'Europe/Berlin',
  };
}

const sourceId = (code: string) => SOURCES.findIndex((source) => source.code === code) + 1;

const INPUT = ratingInput();
const rate = compileRating(INPUT);

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
  const classOf = new Map(INPUT.book.destinations.map((destination) => [destination.id, destination.class]));
  const seen = new Set<string>();
  for (const { call, record } of OCTOBER) {
    if (record.direction !== DIRECTION.outbound || record.durationMs === 0 || call.customer === null) continue;
    const className = classOf.get(record.destinationId);
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
