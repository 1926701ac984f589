import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Digits } from './digits.ts';
import { DigitTrie, PrefixTable } from './trie.ts';

/** Tables small and large (from some thousand prefixes on the first digits are looked up at once) against looking through all prefixes. */

const digitsOf = (text: string): Digits => {
  const digits = new Digits();
  digits.setText(text);
  return digits;
};

function tableOf(rows: ReadonlyMap<string, { readonly value: number; readonly whole: boolean }>) {
  const trie = new DigitTrie();
  const other = trie.addRoot();
  const root = trie.addRoot();
  trie.setValue(trie.insert(other, '1'), 7);
  for (const [prefix, { value, whole }] of rows) trie.setValue(trie.insert(root, prefix), value, whole);
  const { table, roots } = PrefixTable.of(trie);
  return { table, root: roots.get(root)!, other: roots.get(other)! };
}

test('the longest prefix, and exactly a number, as looking through all of them says', () => {
  const text = fc.stringMatching(/^[0-4]{1,8}$/);
  const rows = (max: number) =>
    fc.dictionary(text, fc.record({ value: fc.integer({ min: 1, max: 9 }), whole: fc.boolean() }), {
      minKeys: max / 2,
      maxKeys: max,
    });
  const check = (entries: Record<string, { value: number; whole: boolean }>, asked: readonly string[]) => {
    const all = new Map(Object.entries(entries));
    const { table, root, other } = tableOf(all);
    for (const number of asked) {
      let longest = 0;
      for (let length = 1; length <= number.length; length++) {
        const row = all.get(number.slice(0, length));
        if (row !== undefined && (!row.whole || length === number.length)) longest = row.value;
      }
      assert.equal(table.longest(root, digitsOf(number)), longest, number);
      assert.equal(table.longest(other, digitsOf(number)), number[0] === '1' ? 7 : 0, 'roots are apart');
    }
  };
  const asked = fc.array(fc.stringMatching(/^[0-4]{1,12}$/), { minLength: 50, maxLength: 100 });
  fc.assert(fc.property(rows(20), asked, check), { numRuns: 100, seed: 1 });
  fc.assert(fc.property(rows(4000), asked, check), { numRuns: 5, seed: 2 });
});

test('a value for the whole number is found exactly, though a shorter one says the same', () => {
  const { table, root } = tableOf(
    new Map([
      ['12', { value: 3, whole: true }],
      ['123', { value: 3, whole: true }],
    ]),
  );
  assert.deepEqual(
    ['1', '12', '123', '1234'].map((number) => table.exactly(root, digitsOf(number))),
    [0, 3, 3, 0],
  );
});

test('a prefix that says what a shorter one says costs nothing and changes nothing', () => {
  const { table, root } = tableOf(
    new Map([
      ['49', { value: 2, whole: false }],
      ['4930', { value: 2, whole: false }],
      ['49301', { value: 5, whole: false }],
    ]),
  );
  assert.deepEqual(
    ['4930', '49300', '49301', '493019'].map((number) => table.longest(root, digitsOf(number))),
    [2, 2, 5, 5],
  );
});
