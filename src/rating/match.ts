import type { LineKind, RatedLine } from '#contracts';
import { DIRECTION, type UsageRecord } from '#usage';
import { Digits } from './digits.ts';
import { childAt, DigitTrie, valueAt } from './trie.ts';

/**
 * Whose line a record is. What a source has authenticated (account, trunk) beats the number it signals, which anybody may
 * forge; then the exact number, the longest range, and last a calling or called text (extension) used as an account.
 *
 * Outbound, forwarded and internal records belong to the calling side (formats put the forwarding line there), inbound ones
 * to the called side. A line counts where it is valid at the start; one of this very source beats one of any source.
 */
export interface LineMatcher {
  /** Index of the line in the list the matcher was made of, or -1. Allocates nothing. */
  find(record: UsageRecord, sourceId: number): number;
  /** Index of the line that holds a number, or -1: see `ownerOf`. */
  ownerOf(number: number, startMs: number, sourceId: number): number;
}

const NONE = -1;
/** Places in the facts of a line. */
const TO = 1;
const SOURCE = 2;
const NEXT = 3;
const FACTS = 4;

/** Among lines of one identifier: those of one source first, then accounts before trunks, then by id. */
function bySpecificity(a: RatedLine, b: RatedLine): number {
  const rank: Record<LineKind, number> = { account: 0, trunk: 1, number: 0, range: 0 };
  return Number(a.sourceId === 0) - Number(b.sourceId === 0) || rank[a.kind] - rank[b.kind] || a.id - b.id;
}

export function compileLines(lines: readonly RatedLine[]): LineMatcher {
  // Side by side, so that looking at a line touches one cache line: valid from, to, source, next line of the same identifier.
  const facts = new Float64Array(lines.length * FACTS);
  for (const [index, line] of lines.entries()) {
    facts.set([line.validFromMs, line.validToMs, line.sourceId, NONE], index * FACTS);
  }
  const indexOf = new Map(lines.map((line, index) => [line, index]));

  /** Chains lines of one identifier, most specific first; returns the index of the first. */
  const chain = (group: readonly RatedLine[]): number => {
    const ordered = [...group].sort(bySpecificity).map((line) => indexOf.get(line)!);
    for (const [position, index] of ordered.entries()) facts[index * FACTS + NEXT] = ordered[position + 1] ?? NONE;
    return ordered[0]!;
  };

  const inForce = (first: number, startMs: number, sourceId: number): number => {
    for (let line = first; line !== NONE; ) {
      const at = line * FACTS;
      const source = facts[at + SOURCE]!;
      if ((source === 0 || source === sourceId) && facts[at]! <= startMs && startMs < facts[at + TO]!) return line;
      line = facts[at + NEXT]!;
    }
    return NONE;
  };

  const grouped = (kinds: readonly LineKind[]) =>
    Map.groupBy(
      lines.filter((line) => kinds.includes(line.kind)),
      (line) => line.identifier,
    );

  const byText = new Map<string, number>();
  for (const [text, group] of grouped(['account', 'trunk'])) byText.set(text, chain(group));
  const numbers = new NumberTable(grouped(['number']).size);
  for (const [digits, group] of grouped(['number'])) numbers.set(Number(digits), chain(group));
  const ranges = new DigitTrie();
  const root = ranges.addRoot();
  for (const [prefix, group] of grouped(['range'])) ranges.setValue(ranges.insert(root, prefix), chain(group) + 1);
  const { nodes } = ranges;
  const hasRanges = lines.some((line) => line.kind === 'range');
  const digits = new Digits();

  const findText = (text: string | null, startMs: number, sourceId: number): number => {
    const first = text === null ? undefined : byText.get(text);
    return first === undefined ? NONE : inForce(first, startMs, sourceId);
  };

  const findRange = (number: number, startMs: number, sourceId: number): number => {
    digits.setNumber(number);
    let node = root;
    let best = NONE;
    for (let index = 0; index < digits.length; index++) {
      node = childAt(nodes, node, digits.at[index]!);
      if (node === 0) break;
      const first = valueAt(nodes, node);
      if (first === 0) continue;
      const line = inForce(first - 1, startMs, sourceId);
      if (line !== NONE) best = line;
    }
    return best;
  };

  const ownerOf = (number: number, startMs: number, sourceId: number): number => {
    const first = numbers.get(number);
    const byNumber = first === NONE ? NONE : inForce(first, startMs, sourceId);
    if (byNumber !== NONE || !hasRanges) return byNumber;
    return findRange(number, startMs, sourceId);
  };

  return {
    find(record, sourceId) {
      const { startMs } = record;
      const byAccount = findText(record.accountText, startMs, sourceId);
      if (byAccount !== NONE) return byAccount;
      const inbound = record.direction === DIRECTION.inbound;
      const number = inbound ? record.bNumber : record.aNumber;
      if (number === 0) return findText(inbound ? record.bText : record.aText, startMs, sourceId);
      return ownerOf(number, startMs, sourceId);
    },
    ownerOf,
  };
}

/** Open-addressed table from a number to a small integer; a `Map` with such keys would hash boxed doubles. */
class NumberTable {
  readonly #keys: Float64Array;
  readonly #values: Int32Array;
  readonly #mask: number;

  constructor(entries: number) {
    let size = 16;
    while (size < entries * 2) size *= 2;
    this.#keys = new Float64Array(size);
    this.#values = new Int32Array(size);
    this.#mask = size - 1;
  }

  /** @param key positive */
  set(key: number, value: number): void {
    const slot = this.#slot(key);
    this.#keys[slot] = key;
    this.#values[slot] = value;
  }

  get(key: number): number {
    const slot = this.#slot(key);
    return this.#keys[slot] === key ? this.#values[slot]! : NONE;
  }

  /** Slot that holds the key, or the empty one where it belongs. */
  #slot(key: number): number {
    const high = (key / 0x1_0000_0000) | 0;
    let hash = Math.imul(high ^ 0x9e37_79b9, 0x85eb_ca6b) ^ Math.imul((key - high * 0x1_0000_0000) | 0, 0xc2b2_ae35);
    hash ^= hash >>> 15;
    let slot = hash & this.#mask;
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & this.#mask;
    return slot;
  }
}
