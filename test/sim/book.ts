import type { Deed, DeedOf, PriceRowFacts, ProductFacts } from './deeds.ts';

/** Who has what, by all deeds so far: filled one deed after another, nothing computed. */
export class Book {
  readonly products = new Map<string, ProductFacts>();
  readonly productPrices: DeedOf<'productPrice'>[] = [];
  readonly plans = new Map<string, DeedOf<'plan'>>();
  readonly prices: { readonly list: string; readonly validFrom: string; readonly rows: readonly PriceRowFacts[] }[] =
    [];
  readonly customers = new Map<number, BookCustomer>();
  readonly thirdPayers = new Map<number, DeedOf<'thirdPayer'>>();
  readonly contracts = new Map<number, BookContract>();
  readonly subscriptions = new Map<number, BookSubscription>();
  readonly items: DeedOf<'item'>[] = [];
  readonly lines = new Map<number, BookLine>();

  constructor(deeds: readonly Deed[] = []) {
    for (const deed of deeds) this.note(deed);
  }

  note(deed: Deed): void {
    switch (deed.kind) {
      case 'product':
        this.products.set(deed.code, deed);
        return;
      case 'productPrice':
        this.#replacePrice(deed);
        return;
      case 'prices':
        this.prices.push(deed);
        return;
      case 'plan':
        this.plans.set(deed.plan, deed);
        return;
      case 'customer':
        this.customers.set(deed.id, { ...deed, payerId: null });
        return;
      case 'payer':
        this.customer(deed.customerId).payerId = deed.payerId;
        return;
      case 'thirdPayer':
        this.thirdPayers.set(deed.id, deed);
        return;
      case 'item':
        this.items.push(deed);
        return;
      default:
        this.#noteOnContract(deed);
    }
  }

  customer(id: number): BookCustomer {
    return known(this.customers, id);
  }
  contract(id: number): BookContract {
    return known(this.contracts, id);
  }
  subscription(id: number): BookSubscription {
    return known(this.subscriptions, id);
  }

  /** Of one currency and day the later one counts. */
  #replacePrice(deed: DeedOf<'productPrice'>): void {
    const at = this.productPrices.findIndex((one) => one.code === deed.code && one.validFrom === deed.validFrom);
    if (at >= 0) this.productPrices[at] = deed;
    else this.productPrices.push(deed);
  }

  #noteOnContract(deed: Deed): void {
    switch (deed.kind) {
      case 'contract':
        this.contracts.set(deed.id, { ...deed, endsOn: null, plans: new Map([[deed.startsOn, deed.plan]]) });
        return;
      case 'contractEnd':
        this.#endContract(deed);
        return;
      case 'planChange':
        this.contract(deed.contractId).plans.set(deed.from, deed.plan);
        return;
      case 'line':
        this.lines.set(deed.id, { ...deed, ownEnd: null });
        return;
      case 'lineEnd':
        Object.assign(known(this.lines, deed.id), { to: deed.to, ownEnd: null });
        return;
      case 'lineMoved':
        this.#moveLine(deed);
        return;
      default:
        this.#noteOnSubscription(deed);
    }
  }

  /** What has no end of its own, or a later one, ends with the contract; its own end counts again when the contract ends later or not at all. */
  #endContract({ id, endsOn }: DeedOf<'contractEnd'>): void {
    const contract = this.contract(id);
    const ended = (end: string | null, agreed: string | null) => {
      const own = agreed ?? (end === contract.endsOn ? null : end);
      const isLater = own !== null && endsOn !== null && own >= endsOn;
      return { end: own === null || isLater ? endsOn : own, own: isLater ? own : null };
    };
    for (const one of this.subscriptions.values())
      if (one.contractId === id) ({ end: one.endsOn, own: one.ownEnd } = ended(one.endsOn, one.ownEnd));
    for (const one of this.lines.values())
      if (one.contractId === id) ({ end: one.to, own: one.ownEnd } = ended(one.to, one.ownEnd));
    contract.endsOn = endsOn;
  }

  #moveLine({ id, newId, contractId, at }: DeedOf<'lineMoved'>): void {
    const line = known(this.lines, id);
    const { endsOn } = this.contract(contractId);
    const to = [line.to, endsOn].filter((day) => day !== null).sort()[0] ?? null;
    this.lines.set(newId, { ...line, id: newId, contractId, from: at, to, ownEnd: null });
    Object.assign(line, { to: at, ownEnd: null });
  }

  #noteOnSubscription(deed: Deed): void {
    switch (deed.kind) {
      case 'subscription': {
        const { startsOn: from, quantity, unitPrice, ...rest } = deed;
        const history = { quantities: [{ from, quantity }], prices: [{ from, unitPrice }] };
        this.subscriptions.set(deed.id, {
          ...rest,
          startsOn: from,
          ownEnd: null,
          ...history,
          discounts: [],
          pauses: [],
        });
        if (deed.setup) this.#setUp(deed);
        return;
      }
      case 'subscriptionEnd': {
        const subscription = this.subscription(deed.id);
        subscription.endsOn = deed.endsOn ?? this.contract(subscription.contractId).endsOn;
        subscription.ownEnd = null;
        return;
      }
      case 'quantity':
        this.subscription(deed.subscriptionId).quantities.push(deed);
        return;
      case 'price':
        this.subscription(deed.subscriptionId).prices.push(deed);
        return;
      case 'discount':
        this.subscription(deed.subscriptionId).discounts.push({ ...deed });
        return;
      case 'pause':
        this.subscription(deed.subscriptionId).pauses.push({ ...deed });
        return;
      case 'partEnd':
        for (const one of this.subscriptions.values())
          for (const part of deed.part === 'pause' ? one.pauses : one.discounts)
            if (part.id === deed.id) part.to = deed.to;
        return;
      case 'partWithdrawn':
        for (const one of this.subscriptions.values()) {
          one.pauses = one.pauses.filter(({ id }) => deed.part !== 'pause' || id !== deed.id);
          one.discounts = one.discounts.filter(({ id }) => deed.part !== 'discount' || id !== deed.id);
        }
    }
  }

  /** The set-up fee is that of the price in force on the first day, as known when the subscription is entered. */
  #setUp({ contractId, product, quantity, startsOn }: DeedOf<'subscription'>): void {
    const price = this.productPrices
      .filter((one) => one.code === product && one.validFrom <= startsOn)
      .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
    const unitPrice = price?.setupFee ?? null;
    if (unitPrice !== null)
      this.items.push({ kind: 'item', contractId, quantity, unitPrice, dueOn: startsOn, taxed: true });
  }
}

export interface BookCustomer extends Omit<DeedOf<'customer'>, 'kind'> {
  payerId: number | null;
}

export interface BookContract extends Omit<DeedOf<'contract'>, 'kind'> {
  endsOn: string | null;
  /** By the day from which each holds. */
  readonly plans: Map<string, string>;
}

interface Part {
  readonly id: number;
  readonly from: string;
  to: string | null;
}

export interface BookSubscription {
  readonly id: number;
  readonly contractId: number;
  readonly product: string;
  readonly startsOn: string;
  endsOn: string | null;
  /** Agreed for itself, where the contract ends no later. */
  ownEnd: string | null;
  /** In order of recording. */
  readonly quantities: { readonly from: string; readonly quantity: number }[];
  readonly prices: { readonly from: string; readonly unitPrice: string | null }[];
  discounts: (Part & { readonly of: 'percent' | 'amount'; readonly value: string })[];
  pauses: (Part & { readonly billedPercent: string })[];
}

export interface BookLine {
  readonly id: number;
  readonly contractId: number;
  readonly number: string;
  readonly from: string;
  to: string | null;
  /** As of a subscription. */
  ownEnd: string | null;
}

function known<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`assertion failed: a deed on something unknown: ${String(key)}`);
  return value;
}
