import type { SourceSettings } from './language/format.ts';

/** Where records come from. */
export const SOURCE_KINDS = ['carrier', 'pabx', 'sbc'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** How milliseconds of a call become whole seconds (rating.md 2.6). */
export const DURATION_ROUNDINGS = ['ceil', 'floor', 'half'] as const;
export type DurationRounding = (typeof DURATION_ROUNDINGS)[number];

/** Whether a source's records are billed, or only compared with those of others: the same call seen twice is billed once. */
export const SOURCE_ROLES = ['billing', 'reconciliation'] as const;
export type SourceRole = (typeof SOURCE_ROLES)[number];

/** One feed of records: a carrier account, a telephone system, a border controller. */
export interface Source {
  readonly id: number;
  /** Short name, as in file names and commands. */
  readonly code: string;
  readonly name: string;
  readonly kind: SourceKind;
  /** Id of a format. */
  readonly format: string;
  /** IANA zone of local times. */
  readonly zone: string;
  /** Country of national numbers, ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly settings: SourceSettings;
  /** Price list by which we pay for its traffic. */
  readonly supplierPriceListId: number | null;
  readonly durationRounding: DurationRounding;
  readonly role: SourceRole;
}

/** A source as somebody adds it; seconds are rounded up and records are billed unless it says otherwise. */
export type NewSource = Omit<Source, 'id' | 'durationRounding' | 'role'> &
  Partial<Pick<Source, 'durationRounding' | 'role'>>;

/**
 * The sources a file may come from, when nobody says: those whose format fits its content, and of several the ones whose code
 * stands in its name.
 */
export function sourcesFor(
  sources: readonly Source[],
  formatIds: readonly string[],
  fileName: string,
): readonly Source[] {
  const best = formatIds.find((id) => sources.some(({ format }) => format === id));
  const fitting = sources.filter(({ format }) => format === best);
  const words = new Set(fileName.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  const named = fitting.filter(({ code }) => words.has(code.toLowerCase()));
  return named.length > 0 ? named : fitting;
}
