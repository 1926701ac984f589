import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitsPassword, hashPassword } from './password.ts';

test('a hash is argon2id with the documented parameters and its own salt', async () => {
  const [first, second] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
  assert.match(first, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.notEqual(first, second);
});

test('only the password fits, however its letters are composed; nothing fits an unknown user', async () => {
  const stored = await hashPassword('Zuwächse für März');
  assert.equal(await fitsPassword('Zuwächse für März', stored), true);
  assert.equal(await fitsPassword('Zuwächse für März'.normalize('NFD'), stored), true);
  assert.equal(await fitsPassword('Zuwächse für Mai', stored), false);
  assert.equal(await fitsPassword('', stored), false);
  assert.equal(await fitsPassword('nobody has this password', null), false);
});
