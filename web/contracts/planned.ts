import type { Language } from '#base';
import type { Contract } from './types.ts';

/** What changes on a contract on a later day, in order. */
export interface Planned {
  readonly key: string;
  /** Local date, or an instant (ISO 8601) of a line or booking. */
  readonly at: string;
  readonly what:
    | 'contractEnds'
    | 'planChanges'
    | 'subscriptionBegins'
    | 'subscriptionEnds'
    | 'termsChange'
    | 'priceChanges'
    | 'discountBegins'
    | 'discountEnds'
    | 'pauseBegins'
    | 'pauseEnds'
    | 'lineBegins'
    | 'lineEnds'
    | 'optionBegins'
    | 'optionEnds'
    | 'itemDue';
  /** Product, plan, line or option; empty = the contract itself. */
  readonly name: Readonly<Record<Language, string>> | string;
  /** New quantity and price, where these change. */
  readonly quantity?: number;
  readonly unitPrice?: string;
}

/** Everything agreed for days after today. */
export function plannedChanges(contract: Contract, today: string): readonly Planned[] {
  const planned: Omit<Planned, 'key'>[] = [];
  const add = (at: string | null, what: Planned['what'], name: Planned['name'], more: Partial<Planned> = {}) => {
    if (at !== null && at.slice(0, 10) > today) planned.push({ at, what, name, ...more });
  };
  add(contract.endsOn, 'contractEnds', '');
  for (const change of contract.planChanges) add(change.startsOn, 'planChanges', change.planName);
  for (const one of contract.subscriptions) addSubscription(one, contract.endsOn, add);
  for (const line of contract.lines) {
    add(line.validFrom, 'lineBegins', line.label);
    if (contract.endsOn === null) add(line.validTo, 'lineEnds', line.label);
  }
  for (const option of contract.options) {
    add(option.from, 'optionBegins', option.optionName);
    add(option.to, 'optionEnds', option.optionName);
  }
  for (const item of contract.oneOffs) add(item.dueOn, 'itemDue', item.productName, { unitPrice: item.unitPrice });
  return planned
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map((one, index) => ({ ...one, key: `${one.at}/${one.what}/${String(index)}` }));
}

function addSubscription(
  one: Contract['subscriptions'][number],
  contractEndsOn: string | null,
  add: (at: string | null, what: Planned['what'], name: Planned['name'], more?: Partial<Planned>) => void,
): void {
  const { productName: name } = one;
  const [first] = one.terms;
  add(one.startsOn, 'subscriptionBegins', name, first === undefined ? {} : { quantity: first.quantity });
  if (one.endsOn !== contractEndsOn) add(one.endsOn, 'subscriptionEnds', name);
  const priced = new Map(one.prices.map((step) => [step.from, step.unitPrice]));
  let quantity = first?.quantity;
  for (const term of one.terms.slice(1)) {
    if (term.quantity !== quantity) add(term.from, 'termsChange', name, { quantity: term.quantity });
    quantity = term.quantity;
  }
  for (const [from, unitPrice] of [...priced].slice(1)) add(from, 'priceChanges', name, { unitPrice });
  for (const discount of one.discounts) {
    add(discount.from, 'discountBegins', name);
    add(discount.to, 'discountEnds', name);
  }
  for (const pause of one.pauses) {
    add(pause.from, 'pauseBegins', name);
    add(pause.to, 'pauseEnds', name);
  }
}
