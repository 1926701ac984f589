import type { Finding } from '#base';

/**
 * What later rooms know of a customer, asked before something is done to him that they could not bear. `crm` cannot ask them itself; whoever
 * opens its doors hands it in.
 */
export interface CustomerBusiness<Context> {
  /** What is still open: contracts in force, usage that is not billed, drafts of a run, open items. Empty = he can be closed and forgotten. */
  readonly open: (ctx: Context, customerId: number) => Promise<readonly Finding[]>;
  /** Whether he ever had a contract, usage or a document: then he is never deleted. */
  readonly any: (ctx: Context, customerId: number) => Promise<boolean>;
  /** Runs that are drawn or being issued and bill him: while there are any, nothing of his moves. */
  readonly runs: (ctx: Context, customerId: number) => Promise<readonly Finding[]>;
  /** Gives his contracts, with all that is on them, to another customer. */
  readonly move: (ctx: Context, from: number, to: number) => Promise<void>;
}

/** Codes of what `CustomerBusiness` finds open. Contracts in force keep a customer from being closed; the rest is billed to him all the same. */
export const OPEN_BUSINESS = {
  contracts: 'customer.contractInForce',
  deposits: 'customer.depositHeld',
  usage: 'customer.usageUnbilled',
  runs: 'customer.inRun',
  openItems: 'customer.openItems',
} as const;
