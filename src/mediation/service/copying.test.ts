import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UsageLoad } from '#usage/service';
import { Copying } from './copying.ts';

/** A load whose flushes end when told. */
function loadOf(flushes: readonly Promise<void>[]) {
  let begun = 0;
  const load = { flush: () => flushes[begun++]! } as Pick<UsageLoad, 'flush'>;
  return { load: load as UsageLoad, begun: () => begun };
}

test('a batch is copied while the next is read, never two at once', async () => {
  const first = Promise.withResolvers<void>();
  const { load, begun } = loadOf([first.promise, Promise.resolve()]);
  const copying = new Copying(load);
  await copying.next();
  const second = copying.next();
  await Promise.resolve();
  assert.equal(begun(), 1);
  first.resolve();
  await second;
  assert.equal(begun(), 2);
  await copying.settle();
});

test('what stops a batch is thrown at the next one or at the end, and not again when leaving', async () => {
  const { load, begun } = loadOf([Promise.reject(new Error('disk full'))]);
  const copying = new Copying(load);
  await copying.next();
  await assert.rejects(copying.next(), /disk full/);
  await assert.rejects(copying.settle(), /disk full/);
  assert.equal(begun(), 1);
  await copying[Symbol.asyncDispose]();
});
