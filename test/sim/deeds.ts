/**
 * What the operator did, as the simulator tells it to the auditor: raw facts in the order in which they happened. Days are local dates, moments local
 * 'YYYY-MM-DD HH:MM:SS', ends are the first day (or moment) no longer in force, amounts exact decimals.
 */

/** How a product comes round and what parts of a period cost. */
export interface ProductFacts {
  readonly code: string;
  readonly months: number;
  readonly align: 'calendar' | 'anniversary';
  readonly billed: 'advance' | 'arrears';
  readonly method: 'days' | 'thirtieths' | 'none';
  /** Whether a period broken by begin, end or change is shared out. */
  readonly start: boolean;
  readonly end: boolean;
  readonly change: boolean;
}

export interface PriceRowFacts {
  /** Digits a called number begins with. */
  readonly target: string;
  readonly destination: string;
  readonly band?: 'peak' | 'offPeak';
  /** Per minute. */
  readonly price: string;
  readonly connectionFee?: string;
  /** Seconds: first and next interval, `60/1`. */
  readonly increments: string;
}

export type Deed =
  | ({ readonly kind: 'product' } & ProductFacts)
  | {
      readonly kind: 'productPrice';
      readonly code: string;
      readonly validFrom: string;
      readonly unitPrice: string;
      /** Of one piece when a subscription begins. */
      readonly setupFee: string | null;
      readonly existing: 'follow' | 'keep';
      /** Other prices of single months since a subscription began, the first being 1; up to and with `toMonth`. */
      readonly stairs: readonly {
        readonly fromMonth: number;
        readonly toMonth: number | null;
        readonly unitPrice: string;
      }[];
    }
  | {
      readonly kind: 'prices';
      readonly list: string;
      readonly validFrom: string;
      readonly rows: readonly PriceRowFacts[];
    }
  | {
      readonly kind: 'plan';
      readonly plan: string;
      readonly list: string;
      /** Seconds a month to `DE-FIXED` that every contract on it has; 0 = none. */
      readonly inclusiveS: number;
      /** Of those not used, so many at most are good for the month after too. */
      readonly movesOnS: number;
    }
  | {
      readonly kind: 'customer';
      readonly id: number;
      /** At 19 %; else no tax is shown. */
      readonly taxed: boolean;
      readonly grouping: 'customer' | 'contract';
    }
  | { readonly kind: 'payer'; readonly customerId: number; readonly payerId: number | null }
  | {
      readonly kind: 'thirdPayer';
      readonly id: number;
      readonly customerId: number;
      readonly payerId: number;
      readonly share: 'fixed' | 'remaining';
      readonly amount: string;
      readonly validFrom: string;
      readonly validTo: string | null;
    }
  | {
      readonly kind: 'contract';
      readonly id: number;
      readonly number: string;
      readonly customerId: number;
      readonly plan: string;
      readonly startsOn: string;
      /** Percent off every call. */
      readonly usageDiscount: string;
    }
  | { readonly kind: 'contractEnd'; readonly id: number; readonly endsOn: string | null }
  | { readonly kind: 'planChange'; readonly contractId: number; readonly plan: string; readonly from: string }
  | {
      readonly kind: 'subscription';
      readonly id: number;
      readonly contractId: number;
      readonly product: string;
      readonly quantity: number;
      /** Null = the product's. */
      readonly unitPrice: string | null;
      readonly startsOn: string;
      readonly endsOn: string | null;
      readonly setup: boolean;
    }
  | { readonly kind: 'subscriptionEnd'; readonly id: number; readonly endsOn: string | null }
  | { readonly kind: 'quantity'; readonly subscriptionId: number; readonly from: string; readonly quantity: number }
  | {
      readonly kind: 'price';
      readonly subscriptionId: number;
      readonly from: string;
      readonly unitPrice: string | null;
    }
  | {
      readonly kind: 'discount';
      readonly id: number;
      readonly subscriptionId: number;
      readonly of: 'percent' | 'amount';
      readonly value: string;
      readonly from: string;
      readonly to: string | null;
    }
  | {
      readonly kind: 'pause';
      readonly id: number;
      readonly subscriptionId: number;
      readonly from: string;
      readonly to: string | null;
      readonly billedPercent: string;
    }
  | { readonly kind: 'partEnd'; readonly part: 'discount' | 'pause'; readonly id: number; readonly to: string | null }
  | { readonly kind: 'partWithdrawn'; readonly part: 'discount' | 'pause'; readonly id: number }
  | {
      readonly kind: 'item';
      readonly contractId: number;
      readonly quantity: number;
      readonly unitPrice: string;
      readonly dueOn: string;
      /** A deposit is no supply: no tax on it. */
      readonly taxed: boolean;
      /** Of a deposit taken. */
      readonly depositId?: number;
    }
  | {
      readonly kind: 'line';
      readonly id: number;
      readonly contractId: number;
      /** E.164 digits. */
      readonly number: string;
      readonly from: string;
      readonly to: string | null;
    }
  | { readonly kind: 'lineEnd'; readonly id: number; readonly to: string | null }
  | {
      readonly kind: 'lineMoved';
      readonly id: number;
      readonly newId: number;
      readonly contractId: number;
      readonly at: string;
    }
  | { readonly kind: 'file'; readonly source: string; readonly name: string; readonly content: string }
  /** The file was a mistake: as if it had never come. */
  | { readonly kind: 'backedOut'; readonly name: string }
  /** Drafts of a month were drawn (again); what was done before is on them. */
  | {
      readonly kind: 'drawn';
      readonly runId: number;
      readonly month: string;
      readonly issueOn: string;
      /** Whose bills; everybody else is billed by other runs of the month. */
      readonly customerIds: readonly number[];
    }
  | { readonly kind: 'withdrawn'; readonly runId: number }
  /** The customer's whole paying group stays out of the run, or comes back in. */
  | { readonly kind: 'excluded'; readonly runId: number; readonly customerId: number; readonly excluded: boolean }
  | { readonly kind: 'issued'; readonly runId: number };

export type DeedOf<Kind extends Deed['kind']> = Extract<Deed, { readonly kind: Kind }>;
