import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { Refusal } from '#base';
import { PROJECT_DIR, readConfig } from './config.ts';

test('without settings everything is local', () => {
  assert.deepEqual(readConfig({}, { TARIFWERK_DATA: '', PATH: '/bin' }), {
    dataDir: resolve(PROJECT_DIR, '.data'),
    databaseUrl: null,
    databasePort: null,
    appPassword: null,
    loaderPassword: null,
    host: '127.0.0.1',
    port: 4080,
  });
});

test('an option of the command goes before the environment', () => {
  const environment = { TARIFWERK_DATA: '/srv/a', PORT: '8080', DATABASE_URL: 'postgres://db.example/tarifwerk' };
  const config = readConfig({ dataDir: '/srv/b', port: 9090 }, environment);
  assert.deepEqual(
    [config.dataDir, config.port, config.databaseUrl],
    ['/srv/b', 9090, 'postgres://db.example/tarifwerk'],
  );
});

const BAD: [setting: string, value: string][] = [
  ['PORT', 'http'],
  ['PORT', '0'],
  ['PORT', '65536'],
  ['TARIFWERK_DATABASE_PORT', '5432.5'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['TARIFWERK_APP_PASSWORD', 'short'],
];
for (const [setting, value] of BAD)
  test(`${setting}=${value} is refused by name`, () => {
    assert.throws(
      () => readConfig({}, { [setting]: value }),
      (error) => error instanceof Refusal && error.code === 'config.invalid' && error.params.setting === setting,
    );
  });
