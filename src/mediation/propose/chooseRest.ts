/** Which columns are money, direction, outcome, ids and the rest. */

import { foldedWords } from '../joining/folded.ts';
import type { Choice, Choosing, Reason } from './choice.ts';
import { chooseParties } from './chooseParties.ts';
import { chooseDuration, chooseInstants, type DurationForm, type DurationTold } from './chooseTimes.ts';
import type { ColumnFacts } from './facts.ts';
import { columnSays } from './roles.ts';

/** Roles given to columns, and what came out on the way. */
export interface Chosen {
  readonly choices: ReadonlyMap<Choice['role'], Choice>;
  readonly duration: DurationTold | null;
}

/** Gives roles to columns in an order in which what is surest comes first. */
/** @param form of the durations, where somebody says it */
export function chooseAll(choosing: Choosing, form?: DurationForm): Chosen {
  chooseInstants(choosing);
  chooseWords(choosing);
  chooseIds(choosing);
  choosing.named('volume', counted, 0.75);
  const duration = chooseDuration(choosing, form);
  chooseParties(choosing);
  chooseCost(choosing);
  choosing.named('pieces', counted);
  choosing.named('account', (facts) => ({ fit: facts.distinct < facts.filled || facts.filled < 5 ? 0.9 : 0.6 }));
  chooseIdByCells(choosing);
  return { choices: choosing.choices, duration };
}

function counted(facts: ColumnFacts): { fit: number } {
  return { fit: facts.amounts > 0.95 && facts.negatives === 0 && facts.times === null ? 0.8 : 0 };
}

/** Columns of a few words. */
function chooseWords(choosing: Choosing): void {
  const few = (facts: ColumnFacts) => facts.distinct <= Math.max(3, Math.min(12, facts.filled / 2 + 1));
  const words = (code: string, facts: ColumnFacts): Reason => ({
    code,
    params: { words: [...new Set(facts.column.cells.filter((cell) => cell !== ''))].slice(0, 4).join(', ') },
  });
  choosing.best(
    'direction',
    (facts) => {
      if (facts.direction < 0.6 || !few(facts)) return { fit: 0 };
      if (facts.distinct === 1 && columnSays('direction', facts.column) <= 0) return { fit: 0 };
      // A letter or a word like "mobile" alone may mean anything; two ways are a direction.
      const sure = facts.distinct > 1 || facts.column.cells.some((cell) => cell.length > 3);
      return { fit: facts.direction * (sure ? 1 : 0.5), reason: words('propose.directionWords', facts) };
    },
    0.4,
  );
  choosing.best(
    'disposition',
    (facts) =>
      facts.disposition < 0.7 || !few(facts)
        ? { fit: 0 }
        : { fit: facts.disposition * (facts.distinct > 1 ? 1 : 0.7), reason: words('propose.dispositionWords', facts) },
    0.4,
  );
  choosing.best(
    'service',
    (facts) =>
      facts.service < 0.7 || !few(facts)
        ? { fit: 0 }
        : { fit: facts.service, reason: words('propose.serviceWords', facts) },
    0.6,
  );
  choosing.best(
    'currency',
    (facts) => (facts.currency < 0.95 ? { fit: 0 } : { fit: 1, reason: words('propose.currencyCodes', facts) }),
    0.4,
  );
  choosing.named('zone', (facts) => ({
    fit: facts.column.cells.some((cell) => /\//.test(cell) || /^[+-]\d/.test(cell)) ? 0.9 : 0,
  }));
}

function chooseIds(choosing: Choosing): void {
  const repeats = (facts: ColumnFacts) => facts.filled / Math.max(1, facts.distinct);
  const id = (facts: ColumnFacts): { fit: number; reason?: Reason } => {
    if (facts.rowNumbers && facts.values[0] === 1) return { fit: 0 };
    if (facts.times !== null || facts.decimalPoint + facts.decimalComma > 0.5) return { fit: 0 };
    return facts.filled > 1 && repeats(facts) > 1.05
      ? { fit: 0.3, reason: { code: 'propose.idRepeats' } }
      : { fit: 1, reason: { code: 'propose.idUnique' } };
  };
  choosing.named('id', id);
  choosing.named('group', (facts) => ({ fit: facts.times === null ? 0.9 : 0 }));
}

/** Without a word: a column of long texts that never come again. */
function chooseIdByCells(choosing: Choosing): void {
  if (choosing.choices.has('id')) return;
  const [facts] = choosing.free.filter(
    ({ unique, rowNumbers, column, times, decimalPoint, decimalComma, filled }) =>
      unique &&
      filled > 2 &&
      !rowNumbers &&
      times === null &&
      decimalPoint + decimalComma === 0 &&
      column.cells.every((cell) => /^[\w.:@-]{8,80}$/.test(cell) && /\d/.test(cell)),
  );
  if (facts !== undefined)
    choosing.take({
      role: 'id',
      columns: [facts],
      confidence: choosing.hasHeader ? 0.45 : 0.6,
      reasons: [{ code: 'propose.idUnique' }],
    });
}

const BOUGHT = /\b(?:achat|buy|wholesale|einkauf\w*|purchase|compra|acquisto|inkoop)\b/;
const NET = /\b(?:ht|net|netto\w*|netto|excl|hors taxes|imponibile|neto|ex vat|without tax)\b|netto/;

/** What the carrier takes: bought before net before any other price. */
function chooseCost(choosing: Choosing): void {
  choosing.best(
    'cost',
    (facts) => {
      if (facts.amounts < 0.9 || facts.times !== null || facts.epoch !== null || facts.longPhone > 0.5)
        return { fit: 0 };
      const decimals = facts.decimalPoint + facts.decimalComma;
      const words = foldedWords(facts.column.name ?? '');
      const preferred = BOUGHT.test(words) ? 0.3 : NET.test(words) ? 0.15 : 0;
      const plain = decimals > 0.3 ? 0.7 : facts.signs.length > 0 ? 0.6 : 0.25;
      const reason: Reason =
        preferred > 0.2
          ? { code: 'propose.costBought' }
          : preferred > 0
            ? { code: 'propose.costNet' }
            : { code: 'propose.amounts' };
      return { fit: Math.min(1, plain + preferred), reason };
    },
    choosing.hasHeader ? 0.4 : 0.35,
  );
}
