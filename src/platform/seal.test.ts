import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readConfig } from './config.ts';
import { seal, unseal } from './seal.ts';

const dirs = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'tarifwerk-seal-')));
after(() => {
  for (const dir of dirs) rmSync(dir, { recursive: true });
});
const [here, elsewhere] = dirs.map((dataDir) => readConfig({ dataDir }, {}));

test('a sealed secret opens at its place in its installation only', () => {
  const sealed = seal(here!, '1/feed/3', 'geheim ☂');
  assert.equal(unseal(here!, '1/feed/3', sealed), 'geheim ☂');
  assert.equal(unseal(here!, '1/feed/4', sealed), null);
  assert.equal(unseal(elsewhere!, '1/feed/3', sealed), null);
  assert.ok(!sealed.includes('geheim'));
});

test('a secret that was changed or cut does not open', () => {
  const sealed = seal(here!, 'x', 'geheim');
  for (let at = 0; at < sealed.length; at++) {
    const bent = Buffer.from(sealed);
    bent[at]! ^= 1;
    assert.equal(unseal(here!, 'x', bent), null, String(at));
    assert.equal(unseal(here!, 'x', sealed.subarray(0, at)), null, String(at));
  }
});

test('machines with the same database agree', () => {
  const databaseUrl = 'postgres://owner:long-password@db.example/tarifwerk';
  const [one, other] = dirs.map((dataDir) => readConfig({ dataDir, databaseUrl }, {}));
  assert.equal(unseal(other!, 'x', seal(one!, 'x', 'geheim')), 'geheim');
});
