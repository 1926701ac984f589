/** The demo's catalogue and contracts as rating wants them, without a database: ids are places in the lists. For tests and benches. */
import { startOfDayMs, zoneOffsets } from '#base';
import {
  type Allowance,
  DEFAULT_ROUNDING,
  newAllowance,
  newOption,
  type Option,
  type PriceBook,
  type PricedList,
  type PricePlan,
  readNumberingRows,
  readPriceRows,
  readSize,
  type Zone,
} from '#catalog';
import { bookingEnd, contractOf } from '#contracts';
import type { RatingInput } from '#rating';
import { grantsOf, type RatedHoldings, ratedLines } from '../src/contracts/rated.ts';
import { ALLOWANCES, OPTIONS, ZONES } from './allowances.ts';
import type { DemoCustomer } from './customers.ts';
import { DESTINATIONS } from './destinations.ts';
import { EXTRA_DESTINATIONS } from './extraDestinations.ts';
import { OPERATOR } from './operator.ts';
import { CALENDARS, type DemoPriceList, LISTS_FROM, priceLists } from './priceLists.ts';
import { PLANS } from './products.ts';
import { SOURCES } from './sources.ts';

const ZONE = zoneOffsets(OPERATOR.zone);
const OPEN = Number.POSITIVE_INFINITY;
const ALL_DESTINATIONS = [...DESTINATIONS, ...EXTRA_DESTINATIONS].map((one, index) => ({ ...one, id: index + 1 }));

interface Coded {
  readonly code: string;
}

/** Id of a code: its place in the list, from 1. */
function idIn(list: readonly Coded[], code: string): number {
  const index = list.findIndex((one) => one.code === code);
  if (index < 0) throw new Error(`assertion failed: nothing is called ${code}`);
  return index + 1;
}

const idsIn = (list: readonly Coded[], codes: readonly string[] = []) => codes.map((code) => idIn(list, code));
const idOrNull = (list: readonly Coded[], code: string | null | undefined) => (code == null ? null : idIn(list, code));

function numberingPlan() {
  const rows = DESTINATIONS.flatMap(({ code, prefixes }) => prefixes.map((prefix) => ({ prefix, destination: code })));
  const ids = new Map(ALL_DESTINATIONS.map(({ code, id }) => [code, id]));
  return readNumberingRows(rows, ids).prefixes;
}

function zones(): Zone[] {
  return ZONES.map(({ code, parentCode, destinationCodes }, index) => ({
    id: index + 1,
    code,
    parentId: idOrNull(ZONES, parentCode),
    destinationIds: idsIn(ALL_DESTINATIONS, destinationCodes),
  }));
}

function allowances(): Allowance[] {
  return ALLOWANCES.map((one, index) => {
    const { size, scope, ...rest } = newAllowance.parse(one);
    const { destinationCodes, zoneCodes, ...others } = scope;
    return {
      ...rest,
      id: index + 1,
      size: readSize(size, rest.unit),
      scope: {
        ...others,
        destinationIds: idsIn(ALL_DESTINATIONS, destinationCodes),
        zoneIds: idsIn(ZONES, zoneCodes),
      },
    };
  });
}

function options(lists: readonly DemoPriceList[]): Option[] {
  return OPTIONS.map((one, index) => {
    const { priceListCode, allowanceCodes, ...rest } = newOption.parse(one);
    return {
      ...rest,
      id: index + 1,
      priceListId: idOrNull(lists, priceListCode),
      allowanceIds: idsIn(ALLOWANCES, allowanceCodes),
    };
  });
}

function pricedList(
  list: DemoPriceList,
  lists: readonly DemoPriceList[],
  numbering: ReadonlyMap<string, number>,
): PricedList {
  const calendarId = idIn(CALENDARS, list.calendar);
  const { zone, bands } = CALENDARS[calendarId - 1]!;
  const starts = list.versions.map(({ validFrom }) => startOfDayMs(zoneOffsets(zone), validFrom));
  const context = {
    listCode: list.code,
    side: list.side,
    bands,
    destinations: new Map(ALL_DESTINATIONS.map(({ code, id }) => [code, id])),
    zones: new Set(ZONES.map(({ code }) => code)),
    numbering,
  };
  return {
    id: idIn(lists, list.code),
    code: list.code,
    name: list.name,
    side: list.side,
    currency: OPERATOR.currency,
    calendarId,
    bandChange: 'atStart',
    parentId: idOrNull(lists, list.parent),
    versions: list.versions.map(({ rows }, index) => ({
      version: index + 1,
      validFromMs: starts[index]!,
      validToMs: starts[index + 1] ?? OPEN,
      prices: readPriceRows(rows, context).prices,
    })),
  };
}

function priceBook(lists: readonly DemoPriceList[]): PriceBook {
  const prefixes = numberingPlan();
  return {
    calendars: CALENDARS.map((calendar, index) => ({ ...calendar, id: index + 1 })),
    destinations: ALL_DESTINATIONS,
    lists: lists.map((list) => pricedList(list, lists, prefixes)),
    plans: PLANS.map(
      (plan, index): PricePlan => ({
        id: index + 1,
        code: plan.code,
        name: plan.name,
        priceListId: idIn(lists, plan.priceListCode),
        rounding: DEFAULT_ROUNDING,
        parentId: idOrNull(PLANS, plan.parentCode),
        allowanceIds: idsIn(ALLOWANCES, plan.allowanceCodes),
        isDefault: plan.isDefault ?? false,
      }),
    ),
    zones: zones(),
    numbering: [{ version: 1, validFromMs: startOfDayMs(ZONE, LISTS_FROM), validToMs: OPEN, prefixes }],
    ported: [],
    allowances: allowances(),
  };
}

/** Contracts, lines and bookings; a customer's id is his number. */
function holdings(
  customers: readonly DemoCustomer[],
  lists: readonly DemoPriceList[],
  offered: readonly Option[],
): RatedHoldings {
  const contracts = customers.flatMap((customer) => customer.contracts.map((contract) => ({ customer, contract })));
  const bookings = contracts.flatMap(({ contract }, index) =>
    contract.bookings.map(({ option, from }) => {
      const optionId = idIn(OPTIONS, option);
      const fromMs = startOfDayMs(ZONE, from);
      const toMs = bookingEnd(offered[optionId - 1]!, fromMs, null);
      return { contractId: index + 1, lineId: null, optionId, quantity: 1, fromMs, toMs };
    }),
  );
  const lines = contracts.flatMap(({ contract }, index) =>
    contract.lines.map(({ source, ...line }) => ({
      ...line,
      contractId: index + 1,
      msisdn: null,
      imsi: null,
      sourceId: source === null ? 0 : idIn(SOURCES, source),
      validFromMs: startOfDayMs(ZONE, contract.startsOn),
      validToMs: contract.endsOn === null ? null : startOfDayMs(ZONE, contract.endsOn),
    })),
  );
  return {
    contracts: contracts.map(({ customer, contract }, index) => {
      const entered = {
        customerId: Number(customer.number),
        number: contract.number,
        pricePlanId: idIn(PLANS, contract.plan),
        overridePriceListId: idOrNull(lists, contract.overrideList),
        usageDiscount: contract.usageDiscount,
        startsOn: contract.startsOn,
        endsOn: contract.endsOn,
      };
      return contractOf(entered, index + 1);
    }),
    planChanges: [],
    bookings: bookings.map((booking, index) => ({ ...booking, id: index + 1 })),
    lines: lines.map((line, index) => ({ ...line, id: index + 1 })),
  };
}

/** Everything that the demo's usage is rated by. */
export function ratingInput(customers: readonly DemoCustomer[]): RatingInput {
  const lists = priceLists();
  const book = priceBook(lists);
  const offered = options(lists);
  const held = holdings(customers, lists, offered);
  const byId = <One extends { readonly id: number }>(all: readonly One[]) => new Map(all.map((one) => [one.id, one]));
  const catalogue = { plans: byId(book.plans), options: byId(offered), allowances: byId(book.allowances) };
  return {
    book,
    lines: ratedLines(held, catalogue.options, ZONE),
    sources: SOURCES.map(({ code, country, supplierPriceList }) => ({
      id: idIn(SOURCES, code),
      country,
      supplierListId: idIn(lists, supplierPriceList),
      durationRounding: 'ceil' as const,
    })),
    grants: grantsOf(held, catalogue, ZONE),
    zone: OPERATOR.zone,
  };
}
