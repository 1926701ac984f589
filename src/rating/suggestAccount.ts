import type { RatedLine } from '#contracts';
import type { SuggestedOwner } from './suggest.ts';

/** A customer by name, and the contract a line of his would go to. */
export interface NamedCustomer {
  readonly customerId: number;
  readonly name: string;
  readonly contractId: number;
}

/** Shorter ones stand for too much. */
const LEAST_STEM = 3;
const LEAST_WORD = 4;
/** Words of names that many have. */
const COMMON = new Set(
  'gmbh mbh ggmbh holding gruppe group company limited firma société societe sarl verein stiftung stadt gemeinde telekom telecom trunk account'.split(
    ' ',
  ),
);

/**
 * Finds owners of identifiers that are no numbers: trunks, account codes, extensions with a name. First by an account that differs in its spelling
 * or its last digits only (`hansa-2` beside `Hansa 1`), then by a word of the customer's name in it (`sip-hansa-03`). Nothing where two
 * customers fit. Built once for many identifiers.
 */
export class AccountOwners {
  readonly #lines: readonly { readonly line: RatedLine; readonly folded: string; readonly stem: string }[];
  readonly #byWord = new Map<string, NamedCustomer | null>();

  /** Only lines valid at some instant of [fromMs, toMs) count. */
  constructor(lines: readonly RatedLine[], customers: Iterable<NamedCustomer>, fromMs: number, toMs: number) {
    this.#lines = lines
      .filter(({ kind }) => kind === 'account' || kind === 'trunk')
      .filter(({ validFromMs, validToMs }) => validFromMs < toMs && validToMs > fromMs)
      .map((line) => ({ line, folded: folded(line.identifier), stem: stemOf(line.identifier) }));
    for (const customer of customers)
      for (const word of new Set(wordsOf(customer.name))) {
        const known = this.#byWord.get(word);
        // A word of two customers tells nothing of either.
        this.#byWord.set(word, known === undefined ? customer : null);
      }
  }

  find(identifier: string): SuggestedOwner | null {
    return this.#byAccount(identifier) ?? this.#byName(identifier);
  }

  #byAccount(identifier: string): SuggestedOwner | null {
    const sought = { folded: folded(identifier), stem: stemOf(identifier) };
    if (sought.folded === '') return null;
    const same = this.#lines.filter((one) => one.folded === sought.folded);
    const near =
      same.length > 0 || sought.stem.length < LEAST_STEM ? same : this.#lines.filter((one) => one.stem === sought.stem);
    const [first] = near;
    if (first === undefined || near.some(({ line }) => line.customerId !== first.line.customerId)) return null;
    const { customerId, contractId, label } = first.line;
    return { customerId, contractId, reason: 'likeAccount', nearLine: label };
  }

  #byName(identifier: string): SuggestedOwner | null {
    const found = wordsOf(identifier).flatMap((word) => this.#byWord.get(word) ?? []);
    const [first] = found;
    if (first === undefined || found.some(({ customerId }) => customerId !== first.customerId)) return null;
    return { customerId: first.customerId, contractId: first.contractId, reason: 'customerName', nearLine: '' };
  }
}

/** Without case, accents and what stands between letters. */
function folded(text: string): string {
  return plain(text).replace(/[^\p{L}\p{N}]/gu, '');
}

/** What is left without the digits at its end; nothing of identifiers that are digits alone. */
function stemOf(text: string): string {
  return folded(text).replace(/\d+$/, '');
}

function wordsOf(text: string): readonly string[] {
  return (plain(text).match(/\p{L}+/gu) ?? []).filter((word) => word.length >= LEAST_WORD && !COMMON.has(word));
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/g, '')
    .toLowerCase();
}
