/**
 * Who holds BillRun's included groups: lines, contracts, allowances and grants out of the cases of `billrun-bundles.json`. A line has what any of
 * its cases names. Lines that share a group are in one contract, whose pool it is.
 */
import { localDateOf, startOfDayMs, type ZoneOffsets, zoneOffsets } from '#base';
import type { Allowance } from '#catalog';
import type { AllowanceGrant } from '#contracts';
import type { BillrunCatalogue, BillrunEntity, BillrunFile, BillrunGroup } from './billrunCatalogue.ts';
import { groupsOfPlan, groupsOfService, type Included } from './billrunGroups.ts';
import { NAME, OPEN } from './shared.ts';

export interface BookedService {
  readonly name: string;
  readonly from?: string;
  readonly to?: string;
  readonly service_id?: number | string;
  readonly quantity?: number;
}

export interface BundleCase {
  readonly id: string;
  readonly account: number;
  readonly subscriber: number;
  readonly usage_type: string;
  readonly usage_volume: number;
  /** Rate → category: what we charge (`retail`) and what a carrier charges us (`wholesale`). */
  readonly rates: Readonly<Record<string, string>>;
  readonly plan: string;
  readonly services: readonly BookedService[];
  /** null = at any time. */
  readonly time: string | null;
  readonly expected: {
    readonly in_group?: number;
    readonly over_group?: number;
    /** Without any bundle. */
    readonly out_group?: number;
    readonly aprice: number;
    readonly charge?: Readonly<Record<string, number>>;
  };
}

export interface LineOfCases {
  readonly id: number;
  readonly account: number;
  readonly plan: string;
  contractId: number;
  /** By name, window and number of the booking. */
  readonly services: Map<string, BookedService>;
}

/** A group that a line has, with the time it has it. */
interface Held {
  readonly line: LineOfCases;
  readonly included: Included;
  readonly group: BillrunGroup;
  readonly fromMs: number;
  readonly toMs: number;
  readonly once: boolean;
  readonly quantity: number;
  /** The same for all lines that share it. */
  readonly sharedKey: string;
  readonly priority: number;
}

/** Cases without a time happen on a day on which everything is valid that names no time either. */
const ANY_DAY = '2018-01-15';
const MOMENT = /(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?)?/;
const BALANCE_PERIOD = /^(tomorrow )?\+(\d+) (day|week|month|year)s?$/;

export class BundleHolders {
  readonly lines: readonly LineOfCases[];
  readonly allowances: readonly Allowance[];
  readonly grants: readonly AllowanceGrant[];
  readonly #file: BillrunFile;
  readonly #catalogue: BillrunCatalogue;
  readonly #zone: ZoneOffsets;
  readonly #lineOf = new Map<string, LineOfCases>();
  readonly #held: readonly Held[];

  constructor(file: BillrunFile, catalogue: BillrunCatalogue, cases: readonly BundleCase[], zone: string) {
    this.#file = file;
    this.#catalogue = catalogue;
    this.#zone = zoneOffsets(zone);
    for (const one of cases) this.#book(one);
    this.lines = [...this.#lineOf.values()];
    this.#held = this.lines.flatMap((line) => this.#heldBy(line));
    this.#joinContracts();
    const shared = Map.groupBy(this.#held, ({ line, group, sharedKey }) =>
      group.account_shared === true ? `${line.contractId} ${sharedKey}` : `line ${line.id} ${sharedKey}`,
    );
    const both = [...shared].map(([key, holders], index) => this.#grant(index + 1, key, holders));
    this.allowances = both.map(({ allowance }) => allowance);
    this.grants = both.map(({ grant }) => grant);
  }

  lineOf({ account, subscriber, plan }: BundleCase): LineOfCases {
    return this.#lineOf.get(`${account} ${subscriber} ${plan}`)!;
  }

  timeOf({ time }: BundleCase): number {
    return this.#instant(time ?? ANY_DAY);
  }

  /** Instants at which something begins or ends: bookings, and the months of the times given. */
  boundariesMs(timesMs: readonly number[]): readonly number[] {
    const months = timesMs.map((atMs) => startOfDayMs(this.#zone, `${localDateOf(this.#zone, atMs).slice(0, 7)}-01`));
    const bookings = this.#held.flatMap(({ fromMs, toMs }) => [fromMs, toMs]).filter(Number.isFinite);
    return [...new Set([...months, ...bookings])];
  }

  /** Whether any bundle of the line counts money. */
  countsMoney(line: LineOfCases): boolean {
    return this.#held.some((held) => held.line === line && held.included.unit === 'money');
  }

  /** Why a case cannot be told from the file; null = it can. */
  refusalOf(one: BundleCase): string | null {
    if (one.services.some(({ name }) => !Object.hasOwn(this.#file.services, name)))
      return 'a service that the file does not define';
    const line = this.lineOf(one);
    for (const { group, line: holder, included } of this.#held) {
      if (holder !== line || group.account_shared !== true) continue;
      const pooled = group.account_pool === true && group.quantity_affected !== true;
      const rates = Object.keys(one.rates);
      const matters = rates.some((rate) =>
        included.destinationIds.includes(this.#catalogue.idOf(rate, one.usage_type)),
      );
      if (!matters) continue;
      const members = this.lines.filter(({ contractId }) => contractId === line.contractId);
      if (pooled && members.length === 1) return 'how many lines share the pool: the file tells of one line only';
      const holding = new Set(this.#held.filter((held) => held.included.key === included.key).map((held) => held.line));
      if (members.some((member) => !holding.has(member))) return 'lines of one contract that share different bundles';
    }
    return null;
  }

  #book(one: BundleCase): void {
    const key = `${one.account} ${one.subscriber} ${one.plan}`;
    const id = this.#lineOf.size + 1;
    const line = this.#lineOf.get(key) ?? {
      id,
      account: one.account,
      plan: one.plan,
      contractId: id,
      services: new Map(),
    };
    this.#lineOf.set(key, line);
    const included = (this.#file.plans[one.plan]?.include?.services ?? []).map((name): BookedService => ({ name }));
    for (const service of [...one.services, ...included]) {
      const { name, from, to, service_id, quantity } = service;
      const parts = [name, from?.trim() ?? '', to?.trim() ?? '', service_id ?? '', quantity ?? 1];
      line.services.set(parts.join(' '), service);
    }
  }

  #heldBy(line: LineOfCases): readonly Held[] {
    const plan = this.#file.plans[line.plan];
    const ofPlan = plan === undefined ? [] : groupsOfPlan(line.plan, plan, this.#catalogue);
    const held = [...line.services].flatMap(([key, booked]) => {
      const service = this.#file.services[booked.name];
      if (service === undefined) return [];
      const window = this.#windowOf(service, booked);
      return groupsOfService(booked.name, service, this.#catalogue).map((included) => ({
        ...window,
        included,
        quantity: included.group.quantity_affected === true ? (booked.quantity ?? 1) : 1,
        // A booking of one's own is told from another by its number; who shares one, shares it by its time.
        sharedKey:
          included.group.account_shared === true
            ? `${included.key} ${window.fromMs} ${window.toMs}`
            : `${included.key} ${key}`,
      }));
    });
    const ofWholeTime = { fromMs: 0, toMs: OPEN, once: false, quantity: 1 };
    const all = [...held, ...ofPlan.map((included) => ({ ...ofWholeTime, included, sharedKey: included.key }))];
    // Those with a period of their own come first, the soonest to expire before the others (our own order among equals).
    return all.map((one, index) => ({ ...one, line, group: one.included.group, priority: one.once ? 0 : 1 + index }));
  }

  /** From the booking to its last day, at most for the months it is sold for or the period of its own. */
  #windowOf(service: BillrunEntity, { from, to }: BookedService): Pick<Held, 'fromMs' | 'toMs' | 'once'> {
    const fromMs = from === undefined ? 0 : this.#instant(from);
    const ends = [to === undefined ? OPEN : this.#endOfDay(to)];
    if (from !== undefined) {
      const first = Temporal.PlainDate.from(localDateOf(this.#zone, fromMs));
      const months = monthsSold(service.price);
      if (months !== null) ends.push(this.#startOf(first.with({ day: 1 }).add({ months })));
      const [, tomorrow, count = '', unit = ''] = BALANCE_PERIOD.exec(service.balance_period ?? '') ?? [];
      const begin = tomorrow === undefined ? first : first.add({ days: 1 });
      if (unit !== '') ends.push(this.#startOf(begin.add({ [`${unit}s`]: Number(count) })));
    }
    return { fromMs, toMs: Math.min(...ends), once: service.balance_period !== undefined };
  }

  #instant(text: string): number {
    const [, date = '', clock, zone] = MOMENT.exec(text) ?? [];
    const midnight = startOfDayMs(this.#zone, date);
    if (clock === undefined) return midnight;
    if (zone !== undefined) return Date.parse(`${date}T${clock}${zone}`);
    return midnight + Date.parse(`1970-01-01T${clock}Z`);
  }

  #endOfDay(text: string): number {
    const date = localDateOf(this.#zone, this.#instant(text));
    return this.#startOf(Temporal.PlainDate.from(date).add({ days: 1 }));
  }

  #startOf(date: Temporal.PlainDate): number {
    return startOfDayMs(this.#zone, date.toString());
  }

  /** Lines of an account that share any group are of one contract. */
  #joinContracts(): void {
    const sharing = Map.groupBy(
      this.#held.filter(({ group }) => group.account_shared === true),
      ({ line, included }) => `${line.account} ${included.key}`,
    );
    for (const holders of sharing.values()) {
      const joined = holders[0]!.line.contractId;
      const others = new Set(holders.map(({ line }) => line.contractId));
      for (const line of this.lines) if (others.has(line.contractId)) line.contractId = joined;
    }
  }

  #grant(id: number, key: string, holders: readonly Held[]): { allowance: Allowance; grant: AllowanceGrant } {
    const { line, included, group, fromMs, toMs, once, priority } = holders[0]!;
    const shared = group.account_shared === true;
    const pooled = shared && group.account_pool === true;
    const byQuantity = group.quantity_affected === true;
    const allowance: Allowance = {
      id,
      code: `B${id}`,
      name: NAME,
      unit: included.unit,
      size: included.size,
      scope: { services: ['event'], directions: [], destinationIds: included.destinationIds, zoneIds: [], bands: [] },
      holder: shared ? 'contract' : 'line',
      timesLines: pooled && !byQuantity,
      period: { kind: once ? 'once' : 'month' },
      prorated: false,
      rollover: null,
      priority,
      countedIn: 'exact',
      rest: 'afresh',
      waivesConnectionFee: true,
      fairUse: null,
    };
    const lines = new Map(holders.map((held) => [held.line.id, held.quantity]));
    const grant: AllowanceGrant = {
      key,
      allowanceId: id,
      customerId: line.account,
      contractId: line.contractId,
      lineId: shared ? 0 : line.id,
      quantity: pooled && byQuantity ? [...lines.values()].reduce((sum, one) => sum + one, 0) : holders[0]!.quantity,
      fromMs,
      toMs,
    };
    return { allowance, grant };
  }
}

/** How many months a service is sold for; null = without end. */
function monthsSold(price: unknown): number | null {
  if (!Array.isArray(price)) return null;
  const ends = price.map((step: { readonly to?: number | string }) => Number(step.to ?? Number.NaN));
  const last = Math.max(...ends);
  return Number.isFinite(last) && last < 1200 ? last : null;
}
