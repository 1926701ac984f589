import { type Language, text } from '#base';
import type { CREDIT_REASONS, HeldLineKind, INDEXATION_SKIPS } from '#contracts';
import type { Planned } from './planned.ts';
import type { AllowanceHeld, Contract, OneOff } from './types.ts';

type Names<Key extends string> = Readonly<Record<Key, string>>;

export const LINE_KIND_NAMES: Names<HeldLineKind> = {
  number: text('Number'),
  range: text('Range'),
  trunk: text('Trunk'),
  account: text('Account code'),
  sim: text('SIM'),
};

export const HOLDER_NAMES: Names<AllowanceHeld['holder']> = {
  line: text('each line'),
  contract: text('all lines of the contract'),
  customer: text('all lines of the customer'),
};

export const STATE_NAMES: Names<Contract['state']> = {
  quote: text('Quote'),
  active: text('In force'),
  ended: text('Ended'),
};

export const PURPOSE_NAMES: Names<OneOff['purpose']> = {
  sale: text('once'),
  credit: text('credit'),
  deposit: text('deposit'),
};

export const REASON_NAMES: Names<(typeof CREDIT_REASONS)[number]> = {
  goodwill: text('Goodwill'),
  outage: text('Outage'),
  wrongPrice: text('Wrong price'),
  returned: text('Returned'),
  bonus: text('Bonus'),
  other: text('Other'),
};

export const SKIP_NAMES: Names<(typeof INDEXATION_SKIPS)[number]> = {
  tooYoung: text('price holds for too short a time'),
  changesLater: text('another price is agreed for later'),
  free: text('costs nothing'),
  unchanged: text('rounds to the same price'),
};

export const PLANNED_NAMES: Names<Planned['what']> = {
  contractEnds: text('The contract ends'),
  planChanges: text('becomes the plan'),
  subscriptionBegins: text('begins'),
  subscriptionEnds: text('ends'),
  termsChange: text('other quantity'),
  priceChanges: text('other price'),
  discountBegins: text('discount begins'),
  discountEnds: text('discount ends'),
  pauseBegins: text('pause begins'),
  pauseEnds: text('pause ends'),
  lineBegins: text('begins'),
  lineEnds: text('ends'),
  optionBegins: text('begins'),
  optionEnds: text('ends'),
  itemDue: text('charged once'),
};

/** A name that is one in each language, or the same in all. */
export function nameIn(language: Language, name: Readonly<Record<Language, string>> | string): string {
  return typeof name === 'string' ? name : name[language];
}
