import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { inTransaction, nextNumber } from '#platform/db';
import { databaseProgress } from '#platform/progress';
import { testApp } from './database.ts';
import { databaseDigest, differences } from './digest.ts';

const one = await testApp();
const two = await testApp();
after(one.close);
after(two.close);

test('two databases with the same history have the same digest, with another one they differ by table', async () => {
  for (const app of [one, two]) {
    const names = app === one ? ['b', 'a'] : ['a', 'b'];
    for (const name of names) await inTransaction(app, app.actor, (ctx) => nextNumber(ctx, name));
  }
  await databaseProgress(one, one.actor, 'left/out').finish('done');
  const before = await databaseDigest(one);
  assert.equal(before.digest, (await databaseDigest(two)).digest, 'the order of writing and progress do not matter');
  assert.equal(before.perTable['platform.counter']?.rows, 2);

  await inTransaction(two, two.actor, (ctx) => nextNumber(ctx, 'a'));
  const after = await databaseDigest(two);
  assert.notEqual(after.digest, before.digest);
  assert.deepEqual(differences(before, after), ['platform.counter']);
  const without = ['platform.counter.value'];
  assert.equal((await databaseDigest(one, without)).digest, (await databaseDigest(two, without)).digest);
});
