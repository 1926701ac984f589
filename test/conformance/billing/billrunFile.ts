/** `billrun-invoices.json` as it lies there. Instants are UTC; the operator's clock is that of Jerusalem. */

export interface BillrunPriceStep {
  readonly from: number | string;
  /** `UNLIMITED`, or months since activation. */
  readonly to: number | string;
  readonly price: number | string;
}

/** A plan or a service. */
export interface BillrunProduct {
  readonly name: string;
  readonly price: readonly BillrunPriceStep[];
  readonly upfront?: boolean;
  /** All three of the following; absent where they are told one by one. */
  readonly prorated?: boolean;
  readonly prorated_start?: boolean;
  readonly prorated_end?: boolean;
  readonly prorated_termination?: boolean;
  readonly include?: { readonly services?: readonly string[] } | readonly unknown[];
  readonly vatable?: boolean;
  readonly tax?: readonly { readonly taxation: string }[];
}

interface FieldCondition {
  readonly field: string;
  readonly op: string;
  readonly value: string | number | readonly (string | number)[];
}

/** Of a subscriber all fields must hold, and where services are named he must have one of them. */
export interface SubscriberCondition {
  readonly fields?: readonly FieldCondition[];
  readonly service?: { readonly any: readonly { readonly fields: readonly FieldCondition[] }[] };
}

/** A discount, or a conditional charge. */
export interface BillrunReduction {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly type: 'percentage' | 'monetary';
  readonly params: { readonly conditions: readonly { readonly subscriber?: readonly SubscriberCondition[] }[] };
  readonly subject: {
    readonly plan?: Readonly<Record<string, { readonly value: number | string }>>;
    readonly service?: Readonly<Record<string, { readonly value: number | string }>>;
    readonly monthly_fees?: { readonly value: number | string };
    readonly general?: { readonly value: number | string };
  };
  readonly excludes?: readonly string[];
}

export interface BillrunService {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly quantity?: number | string;
}

export interface BillrunOverride {
  readonly type: string;
  readonly key: string;
  readonly value: { readonly price: readonly BillrunPriceStep[] };
}

/** What held of an account or a subscriber from an instant to another. */
export interface BillrunRevision {
  readonly type: string;
  readonly from: string;
  readonly to: string;
  readonly sid?: number;
  readonly plan?: string;
  readonly services?: readonly BillrunService[] | null;
  readonly overrides?: readonly BillrunOverride[] | null;
  readonly plan_activation?: string | null;
  readonly deactivation_date?: string | null;
}

export interface BillrunUsage {
  readonly sid?: number;
  readonly type: string;
  readonly aprice?: number;
  readonly tax_data?: { readonly total_tax?: number };
}

export interface BillrunCase {
  readonly id: string;
  /** `YYYYMM`: the cycle that ends on the first of that month. */
  readonly billrun_key: string | null;
  readonly account: number;
  readonly revisions: readonly BillrunRevision[];
  readonly usage_lines?: readonly BillrunUsage[];
  readonly expected: {
    readonly total: number;
    /** By subscriber; 0 = what is the account's; the number of the account = everything. */
    readonly after_vat: Readonly<Record<string, number>>;
  };
}

export interface BillrunInvoicesFile {
  readonly plans: readonly BillrunProduct[];
  readonly services: readonly BillrunProduct[];
  readonly discounts: readonly BillrunReduction[];
  readonly charges: readonly BillrunReduction[];
  readonly cases: readonly BillrunCase[];
}
