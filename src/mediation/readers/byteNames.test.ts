import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ByteNames } from './byteNames.ts';

test('a name is found by its bytes as it would be by its text', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '-', 'é'), maxLength: 4 });
  fc.assert(
    fc.property(fc.array(name, { maxLength: 30 }), name, name, (names, wanted, before) => {
      const bytes = Buffer.from(before + wanted, 'latin1');
      assert.equal(new ByteNames(names).find(bytes, before.length, bytes.length), names.lastIndexOf(wanted));
    }),
  );
});
