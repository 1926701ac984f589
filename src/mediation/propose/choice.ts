/** A column taken for a role, with how sure that is and why; and the columns still free. */
import type { FindingParams } from '#base';
import type { ColumnFacts } from './facts.ts';
import { columnSays, ROLES, type Role } from './roles.ts';

/** Why something was proposed: a code of `texts.ts` and what it speaks of. */
export interface Reason {
  readonly code: string;
  readonly params?: FindingParams;
}

export interface Choice {
  readonly role: Role;
  /** One column; of a start in two, date and time. */
  readonly columns: readonly ColumnFacts[];
  /** 0–1. */
  readonly confidence: number;
  readonly reasons: readonly Reason[];
}

/** Numbers of columns by role, as somebody has decided. */
export type ToldRoles = Readonly<Partial<Record<Role, readonly number[]>>>;

/** How well a column's cells may be a role: 0 not at all, 1 surely; with what tells it. */
export type Compatibility = (facts: ColumnFacts) => { readonly fit: number; readonly reason?: Reason };

/** The columns of a table while roles are given to them; each column has one role. */
export class Choosing {
  readonly choices = new Map<Role, Choice>();
  readonly hasHeader: boolean;
  readonly #all: readonly ColumnFacts[];
  readonly #taken = new Set<ColumnFacts>();
  /** Roles that somebody has decided. */
  #told: ReadonlySet<Role> = new Set();

  /** @param told columns (by number) of roles as somebody says; none = the file does not tell it */
  constructor(all: readonly ColumnFacts[], told: ToldRoles = {}) {
    this.#all = all;
    this.hasHeader = all.some(({ column }) => column.name !== null);
    const decided: Role[] = [];
    for (const role of ROLES) {
      const numbers = told[role];
      if (numbers === undefined) continue;
      const columns = numbers.flatMap((number) => all.find(({ column }) => column.number === number) ?? []);
      if (columns.length > 0) this.take({ role, columns, confidence: 1, reasons: [{ code: 'propose.told' }] });
      decided.push(role);
    }
    this.#told = new Set(decided);
  }

  get free(): readonly ColumnFacts[] {
    return this.#all.filter((facts) => !this.#taken.has(facts) && facts.filled > 0);
  }

  take(choice: Choice): void {
    if (this.#told.has(choice.role)) return;
    this.choices.set(choice.role, choice);
    for (const facts of choice.columns) this.#taken.add(facts);
  }

  column(role: Role): ColumnFacts | null {
    return this.choices.get(role)?.columns[0] ?? null;
  }

  /** How well a column suits a role by header and cells together; 0 where either excludes it. */
  suits(role: Role, facts: ColumnFacts, compatibility: Compatibility): Omit<Choice, 'role' | 'columns'> {
    const says = columnSays(role, facts.column);
    const { fit, reason } = compatibility(facts);
    if (says < 0 || fit <= 0) return { confidence: 0, reasons: [] };
    const confidence =
      says === 1 ? 0.65 + 0.34 * fit : says > 0 ? 0.4 + 0.4 * fit : (this.hasHeader ? 0.45 : 0.65) * fit;
    const header: Reason[] =
      says > 0
        ? [{ code: says === 1 ? 'propose.header' : 'propose.headerMaybe', params: { header: facts.column.name ?? '' } }]
        : [];
    return { confidence, reasons: [...header, ...(reason === undefined ? [] : [reason])] };
  }

  /** Gives a role that cells alone never tell. */
  named(role: Role, compatibility: Compatibility, least = 0.6): Choice | null {
    return this.hasHeader ? this.best(role, compatibility, least) : null;
  }

  /** Gives a role to the free column that suits it best, if any suits well enough. */
  best(role: Role, compatibility: Compatibility, least: number): Choice | null {
    if (this.#told.has(role)) return this.choices.get(role) ?? null;
    let best: Choice | null = null;
    for (const facts of this.free) {
      const suited = this.suits(role, facts, compatibility);
      if (suited.confidence >= least && suited.confidence > (best?.confidence ?? 0))
        best = { role, columns: [facts], ...suited };
    }
    if (best !== null) this.take(best);
    return best;
  }
}
