import type { Destination, NumberingVersion, PortedNumber } from '#catalog';
import { PAID_BY_CALLED } from './circumstances.ts';
import type { Spaces } from './compileLists.ts';
import type { Digits } from './digits.ts';
import { DigitTrie, PrefixTable } from './trie.ts';

/** The numbering plan as tries: which destination digits belong to. */
export class CompiledNumbering {
  readonly #versions: readonly {
    readonly fromMs: number;
    readonly toMs: number;
    readonly prefixes: PrefixTable;
    /** By space; 0 = none. */
    readonly roots: Int32Array;
  }[];
  readonly #paidByCalled: Uint8Array;
  /** Whether any number is paid for by who is called. */
  readonly hasPaidByCalled: boolean;

  constructor(numbering: readonly NumberingVersion[], destinations: readonly Destination[], spaces: Spaces) {
    this.#versions = numbering.map((version) => {
      const trie = new DigitTrie();
      const roots = new Int32Array(spaces.size);
      for (const [prefix, destinationId] of version.prefixes) {
        const slash = prefix.indexOf('/');
        const space = spaces.get(slash < 0 ? '' : prefix.slice(0, slash))!;
        if (roots[space] === 0) roots[space] = trie.addRoot();
        trie.setValue(trie.insert(roots[space]!, prefix.slice(slash + 1)), destinationId);
      }
      const { table, roots: begins } = PrefixTable.of(trie);
      return {
        fromMs: version.validFromMs,
        toMs: version.validToMs,
        prefixes: table,
        roots: roots.map((root) => begins.get(root) ?? 0),
      };
    });
    const size = destinations.reduce((largest, { id }) => Math.max(largest, id), 0) + 1;
    this.#paidByCalled = new Uint8Array(size);
    for (const one of destinations) this.#paidByCalled[one.id] = PAID_BY_CALLED.includes(one.class) ? 1 : 0;
    this.hasPaidByCalled = numbering.length > 0 && this.#paidByCalled.includes(1);
  }

  /** Destination of digits; 0 = unknown. */
  destinationOf(digits: Digits, space: number, atMs: number): number {
    for (let index = 0; index < this.#versions.length; index++) {
      const { fromMs, toMs, prefixes, roots } = this.#versions[index]!;
      if (fromMs > atMs || atMs >= toMs) continue;
      const root = roots[space]!;
      return root === 0 ? 0 : prefixes.longest(root, digits);
    }
    return 0;
  }

  /** Whether who is called pays, by the digits of the called number (freephone, shared cost). */
  isPaidByCalled(digits: Digits, atMs: number): boolean {
    return this.#paidByCalled[this.destinationOf(digits, 0, atMs)] === 1;
  }
}

/** Ported numbers by number. */
export class CompiledPorting {
  readonly any: boolean;
  readonly #byNumber: ReadonlyMap<number, readonly PortedNumber[]>;

  constructor(ported: readonly PortedNumber[]) {
    this.any = ported.length > 0;
    this.#byNumber = Map.groupBy(ported, (one) => one.number);
  }

  /** Destination that a number was ported to; 0 = not ported. */
  destinationOf(number: number, atMs: number): number {
    const stretches = this.#byNumber.get(number);
    if (stretches === undefined) return 0;
    for (let index = 0; index < stretches.length; index++) {
      const { validFromMs, validToMs, destinationId } = stretches[index]!;
      if (validFromMs <= atMs && atMs < validToMs) return destinationId;
    }
    return 0;
  }
}
