import type { ReplyOf } from '#app';
import type { customerContractsEndpoint } from '#contracts';

/** What the customer screen is told of a contract and what is on it. */
export type Contract = ReplyOf<typeof customerContractsEndpoint>['contracts'][number];
export type Subscription = Contract['subscriptions'][number];
export type OneOff = Contract['oneOffs'][number];
export type Line = Contract['lines'][number];
export type OptionBooked = Contract['options'][number];
export type AllowanceHeld = Contract['allowances'][number];

/** The customer whose contracts are shown. */
export interface Holder {
  readonly customerId: number;
  readonly currency: string;
  /** Local date of the operator. */
  readonly today: string;
}
