/**
 * BillRun's rates, plans and services as our catalogue: each rate (for one usage type) is a destination with a prefix of its own, base prices are a
 * list that all plans fall back to, prices of a plan or service are a list asked before it.
 */
import type { Destination, Price, PricedList, PricePlan } from '#catalog';
import { type BillrunStep, decimalsOfSteps, priceOfTariff } from './billrunSteps.ts';
import { decimalsOf, destinationOf, listOf, planOf, Refused } from './shared.ts';

/** Prices of a rate for one usage type: steps, or a part of the base price. */
export interface BillrunTariff {
  readonly access?: number | string;
  readonly rate?: readonly BillrunStep[];
  /** 0.5 = half the base price. */
  readonly percentage?: number;
}

export interface BillrunRate {
  /** By usage type: `BASE`, plan names, and the names of the groups it belongs to. */
  readonly rates: Readonly<Record<string, Readonly<Record<string, BillrunTariff | readonly string[]>>>>;
  readonly pricing_method?: string;
}

/** Included usage: so much per usage type, or one `value` for several of them, or money (`cost`). */
export interface BillrunGroup {
  readonly rates?: readonly string[];
  readonly account_shared?: boolean;
  readonly account_pool?: boolean;
  readonly quantity_affected?: boolean;
  readonly value?: number | string;
  readonly usage_types?: Readonly<Record<string, unknown>>;
  readonly cost?: number | string;
  readonly [usageType: string]: unknown;
}

export interface BillrunEntity {
  readonly rates?: Readonly<Record<string, Readonly<Record<string, BillrunTariff>>>>;
  readonly include?: {
    readonly groups?: Readonly<Record<string, BillrunGroup>>;
    readonly services?: readonly string[];
  };
  /** A period of its own from the booking, e.g. `tomorrow +2 weeks`, instead of the month. */
  readonly balance_period?: string;
  /** Of a service: the months for which it is sold. */
  readonly price?: unknown;
}

export interface BillrunFile {
  readonly rates: Readonly<Record<string, BillrunRate>>;
  readonly plans: Readonly<Record<string, BillrunEntity>>;
  readonly services: Readonly<Record<string, BillrunEntity>>;
}

const BASE = 'BASE';
const BASE_LIST = 1;
const MILLION = 1_000_000;

export class BillrunCatalogue {
  readonly destinations: readonly Destination[];
  readonly lists: readonly PricedList[];
  readonly plans: readonly PricePlan[];
  readonly decimals: number;
  readonly #file: BillrunFile;
  readonly #ids = new Map<string, number>();
  readonly #listIds = new Map<string, number>();

  /** @param volumes of all usage, so that parts of a unit can be counted */
  constructor(file: BillrunFile, volumes: readonly number[]) {
    this.#file = file;
    for (const [rate, { rates }] of Object.entries(file.rates))
      for (const usageType of Object.keys(rates)) this.#ids.set(`${rate}/${usageType}`, this.#ids.size + 1);
    this.destinations = [...this.#ids].map(([code, id]) => destinationOf(id, code.replace('/', '.')));
    this.decimals = Math.max(decimalsOf(volumes), ...this.#allSteps().map(decimalsOfSteps));
    const overriding = [
      ...Object.keys(file.plans).map((name) => this.#entityList('plan', name)),
      ...Object.keys(file.services).map((name) => this.#entityList('service', name)),
    ];
    this.lists = [
      listOf(
        BASE_LIST,
        this.#prices(null, (tariffs) => tariffs[BASE]),
      ),
      ...overriding,
    ];
    this.plans = [
      planOf(BASE_LIST, BASE_LIST, { isDefault: true }),
      ...Object.keys(file.plans).map((name) => {
        const id = this.listId('plan', name);
        return planOf(id, id, { parentId: BASE_LIST });
      }),
    ];
  }

  /** Id of the list of a plan or service; a plan has the id of its list. A plan that is not told has base prices alone. */
  listId(kind: 'plan' | 'service', name: string): number {
    return this.#listIds.get(`${kind}/${name}`) ?? BASE_LIST;
  }

  /** All usage types that any rate prices. */
  get usageTypes(): readonly string[] {
    return [...new Set(Object.values(this.#file.rates).flatMap(({ rates }) => Object.keys(rates)))];
  }

  /** Destination of a rate for a usage type; 0 = the file has no such rate. */
  idOf(rate: string, usageType: string): number {
    return this.#ids.get(`${rate}/${usageType}`) ?? 0;
  }

  /** A number that only the rate's prefix prices. */
  calledNumber(rate: string, usageType: string): number {
    return Number(prefixOf(this.idOf(rate, usageType)));
  }

  /** Destinations a group is for: rates that it names, or that name it. */
  destinationsOf(groupName: string, group: BillrunGroup, usageTypes: readonly string[]): readonly number[] {
    const belongs = ([key]: readonly [string, number]) => {
      const [rate = '', usageType = ''] = key.split('/');
      if (!usageTypes.includes(usageType)) return false;
      if (group.rates !== undefined) return group.rates.includes(rate);
      const groups = this.#file.rates[rate]?.rates[usageType]?.groups;
      return Array.isArray(groups) && groups.includes(groupName);
    };
    return [...this.#ids].filter(belongs).map(([, id]) => id);
  }

  #allSteps(): readonly (readonly BillrunStep[])[] {
    const tariffs = [
      ...Object.values(this.#file.rates).flatMap(({ rates }) =>
        Object.values(rates).flatMap((one) => Object.values(one)),
      ),
      ...[...Object.values(this.#file.plans), ...Object.values(this.#file.services)].flatMap(({ rates }) =>
        Object.values(rates ?? {}).flatMap((one) => Object.values(one)),
      ),
    ];
    return tariffs.flatMap((tariff) => ('rate' in tariff && tariff.rate !== undefined ? [tariff.rate] : []));
  }

  #entityList(kind: 'plan' | 'service', name: string): PricedList {
    const id = BASE_LIST + 1 + this.#listIds.size;
    this.#listIds.set(`${kind}/${name}`, id);
    const entity = kind === 'plan' ? this.#file.plans[name] : this.#file.services[name];
    const prices = this.#prices(entity ?? null, (tariffs) => tariffs[name]);
    return listOf(id, prices, { code: `${kind}-${name}` });
  }

  /** A price for each rate that the entity prices itself or that has a price under its name. */
  #prices(
    entity: BillrunEntity | null,
    named: (tariffs: BillrunRate['rates'][string]) => BillrunTariff | readonly string[] | undefined,
  ): readonly Price[] {
    const prices: Price[] = [];
    for (const [key, destinationId] of this.#ids) {
      const [rateName = '', usageType = ''] = key.split('/');
      const rate = this.#file.rates[rateName]!;
      const tariffs = rate.rates[usageType]!;
      const own = entity?.rates?.[rateName]?.[usageType] ?? named(tariffs);
      if (own === undefined || !('rate' in own || 'percentage' in own)) continue;
      const base = tariffs[BASE];
      const stepped = 'rate' in own ? own : base;
      if (stepped === undefined || !('rate' in stepped) || stepped.rate === undefined) continue;
      const tariff = { ...(stepped.access === undefined ? {} : { access: stepped.access }), rate: stepped.rate };
      const one = priceOfTariff(tariff, rate.pricing_method, this.decimals, {
        target: prefixOf(destinationId),
        destinationId,
      });
      const discountPpm = 'percentage' in own ? MILLION - Math.round((own.percentage ?? 1) * MILLION) : 0;
      if (discountPpm < 0) throw new Refused('a percentage above 100 as a discount');
      prices.push({ ...one, terms: one.terms && { ...one.terms, discountPpm } });
    }
    return prices;
  }
}

const FIRST_PREFIX = 900_000;

function prefixOf(destinationId: number): string {
  return String(FIRST_PREFIX + destinationId);
}
