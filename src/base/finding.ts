/**
 * A finding: trouble of business as data. Nothing in the domain throws or words an English sentence for bad input; it
 * returns findings, and the edge (screen, CLI, PDF, mail) words them in the reader's language from `code` and `params`.
 */

/** `error` blocks the step it belongs to, `warning` wants a look before issue, `info` is only told. */
export type Severity = 'info' | 'warning' | 'error';

/** Values a finding's text may show. Money comes as a decimal string, instants as ISO 8601 text. */
export type FindingParams = Readonly<Record<string, string | number>>;

/** What a finding is about: a stable kind and key, so that a screen can link to it. */
export interface FindingSubject {
  /** `file`, `line`, `customer`, `contract`, `usage`, `run`, … */
  readonly kind: string;
  /** Key within the kind: an id, a file name, a phone number. */
  readonly key: string;
}

/** Where in an input the trouble stands. Lines and columns count from 1, bytes from 0. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly byteOffset?: number;
  readonly field?: string;
}

export interface Finding {
  /** Stable dotted code, e.g. `usage.unpriced`; the key of its text in every language. */
  readonly code: string;
  readonly severity: Severity;
  readonly subject?: FindingSubject;
  readonly place?: Place;
  readonly params?: FindingParams;
  /** Money that is lost or wrong if nobody looks, in micro-units (10^-6) of the currency; for sorting worst first. */
  readonly amountAtRiskMicro?: bigint;
}

/** Orders findings worst first: severity, then the money at risk, then code for a stable order. */
export function worstFirst(a: Finding, b: Finding): number {
  const rank = { error: 0, warning: 1, info: 2 } as const;
  const bySeverity = rank[a.severity] - rank[b.severity];
  if (bySeverity !== 0) return bySeverity;
  const riskA = a.amountAtRiskMicro ?? 0n;
  const riskB = b.amountAtRiskMicro ?? 0n;
  if (riskA !== riskB) return riskA > riskB ? -1 : 1;
  return a.code < b.code ? -1 : a.code > b.code ? 1 : 0;
}
