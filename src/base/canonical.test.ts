import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson } from './canonical.ts';

const CASES: [value: unknown, text: string][] = [
  [null, 'null'],
  [{ b: 1, a: [true, 'x', undefined], c: undefined }, '{"a":[true,"x",null],"b":1}'],
  [{ ä: 1, z: 2, Z: 3 }, '{"Z":3,"z":2,"ä":1}'],
  [12345678901234567890n, '"12345678901234567890"'],
  [new Date(Date.UTC(2026, 2, 29, 1)), '"2026-03-29T01:00:00.000Z"'],
  [Uint8Array.of(0, 255), '"00ff"'],
  [-0, '0'],
  [1e21, '1e+21'],
];
for (const [value, text] of CASES)
  test(`spells ${text}`, () => {
    assert.equal(canonicalJson(value), text);
  });

for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, () => 1, new Map(), new Set(), Symbol('x')])
  test(`has no spelling for ${String(value)}`, () => {
    assert.throws(() => canonicalJson(value), TypeError);
  });

test('says the same as JSON, whatever the order of keys', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = canonicalJson(value);
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
      assert.equal(canonicalJson(reversed(value)), text);
    }),
  );
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
