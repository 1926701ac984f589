import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { readConfig } from './config.ts';
import { rolePasswords, urlWith } from './roles.ts';

const folder = mkdtempSync(join(tmpdir(), 'tarifwerk-roles-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const URLS: [url: string, change: Parameters<typeof urlWith>[1], expected: Record<string, unknown>][] = [
  ['postgres://o:p@h:1/d', { database: 'x' }, { user: 'o', password: 'p', host: 'h', port: 1, database: 'x' }],
  ['postgres://o:p@h:1', { database: 'x' }, { user: 'o', password: 'p', host: 'h', port: 1, database: 'x' }],
  [
    'postgres://o:p@h:1/d?sslmode=disable',
    { user: 'a', password: 'ä&=' },
    { user: 'a', password: 'ä&=', host: 'h', database: 'd' },
  ],
  [
    'postgres:///d?host=/run/pg',
    { user: 'a', password: 'b' },
    { user: 'a', password: 'b', host: '/run/pg', database: 'd' },
  ],
];
for (const [url, change, expected] of URLS)
  test(`${url} becomes ${JSON.stringify(change)}`, () => {
    const { user, password, host, port, database } = new pg.Client({ connectionString: urlWith(url, change) });
    const found: Record<string, unknown> = { user, password, host, port, database };
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, found[key]])), expected);
  });

test('machines that share a server agree on passwords; each data directory keeps its own', () => {
  const shared = (dataDir: string) =>
    rolePasswords(readConfig({ dataDir, databaseUrl: 'postgres://o:secret@h/d' }, {}));
  assert.deepEqual(shared('/one'), shared('/two'));
  assert.notEqual(shared('/one').app, shared('/one').loader);
  const kept = rolePasswords(readConfig({ dataDir: folder }, {}));
  assert.deepEqual(rolePasswords(readConfig({ dataDir: folder }, {})), kept);
  assert.equal(statSync(join(folder, 'secrets.json')).mode & 0o777, 0o600);
  const chosen = rolePasswords(readConfig({ dataDir: folder }, { TARIFWERK_APP_PASSWORD: 'my-own-word' }));
  assert.deepEqual(chosen, { app: 'my-own-word', loader: kept.loader });
});
