import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { OldestFirst } from './oldestFirst.ts';

test('what was set longest ago is the oldest, whatever was set again or deleted meanwhile', () => {
  const step = fc.record({ does: fc.constantFrom('set', 'set', 'delete', 'deleteOldest', 'look'), key: fc.nat(12) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const values = new OldestFirst<number>();
      let expected: [string, number][] = [];
      for (const [at, { does, key }] of steps.entries()) {
        const name = does === 'deleteOldest' ? (expected[0]?.[0] ?? '') : String(key);
        if (does !== 'look') expected = expected.filter(([each]) => each !== name);
        if (does === 'set') {
          expected.push([name, at]);
          values.set(name, at);
        } else if (does !== 'look') values.delete(name);
        const oldest = values.oldest();
        assert.deepEqual(oldest === null ? undefined : [oldest.key, oldest.value], expected[0]);
      }
      assert.equal(values.size, expected.length);
      assert.deepEqual(
        values.all().map(({ key, value }) => [key, value]),
        expected,
      );
      for (const [name, value] of expected) assert.equal(values.get(name), value);
    }),
  );
});
