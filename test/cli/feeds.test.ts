/** Feeds from the command line, by its processes: set up, run without a server, listed; rejects replayed, a file taken out. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { createTenant } from '#access/service';
import { systemActor } from '#base';
import { addSource } from '#mediation/service';
import { type App, closeApp, openApp } from '#platform/app';
import { virtualClock } from '#platform/clock';
import { PROJECT_DIR } from '#platform/config';
import { inTransaction } from '#platform/db';
import { stopEmbedded } from '#platform/embedded';
import { silentLog } from '#platform/log';

const dir = mkdtempSync(join(tmpdir(), 'tarifwerk-cli-feeds-'));
const dataDir = join(dir, 'data');
const folder = join(dir, 'in');
let app: App;

before(async () => {
  mkdirSync(dataDir);
  mkdirSync(folder);
  // Stays open, so that the commands need not start the database each time.
  app = await openApp({ dataDir, clock: virtualClock(Date.UTC(2025, 7, 20)), log: silentLog });
  await createTenant(app, {
    tenant: {
      code: 'alster',
      legalName: 'Alsterfunk Telekom GmbH',
      street: 'Speicherweg 12',
      postcode: '20457',
      city: 'Hamburg',
      country: 'DE',
      contactName: 'Kundenservice',
      phone: '+49 40 5550100',
      email: 'rechnung@alsterfunk.example',
      language: 'de',
      zone: 'Europe/Berlin',
      currency: 'EUR',
    },
    users: [],
    onlyFirst: true,
  });
  const source = { code: 'nord', name: 'Nord', kind: 'carrier', format: 'french-carrier-csv' } as const;
  await inTransaction(app, systemActor(1), (ctx) =>
    addSource(ctx, { ...source, zone: 'Europe/Paris', country: 'FR', settings: {}, supplierPriceListId: null }),
  );
});
after(async () => {
  await closeApp(app);
  await stopEmbedded(dataDir);
  rmSync(dir, { recursive: true, force: true });
});

/** Runs the command line; what it printed as JSON, and its exit code. */
async function cli(
  ...args: string[]
): Promise<{ readonly code: number | null; readonly answer: Record<string, unknown> }> {
  const child = spawn(process.execPath, [join(PROJECT_DIR, 'src/cli.ts'), ...args, '--json', '--data', dataDir]);
  const [output, errors] = [text(child.stdout), text(child.stderr)];
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  assert.ok(code === 0 || (await errors) !== '', `exit code ${code} without a word`);
  const printed = await output;
  return { code, answer: printed === '' ? {} : JSON.parse(printed) };
}

test('a folder is watched, run, listed and stopped without a server', async () => {
  const settings = JSON.stringify({ kind: 'folder', path: folder, settleS: 0 });
  assert.deepEqual(await cli('feed', 'add', 'in', '--source', 'nord', '--settings', settings), {
    code: 0,
    answer: { added: 'in' },
  });
  writeFileSync(
    join(folder, 'day.csv'),
    'Date;Heure;Sens;Appelant;Appelé;Durée;Prix HT;Compte;Identifiant\n' +
      '01/09/2025;09:15:00;Sortant;0199000040;0612345678;60;0,01;;1\n01/09/2025;09:15:00;Sortant;0199000040;0612345678;x;0,01;;2\n',
  );
  assert.deepEqual((await cli('feed', 'run', 'in')).answer, { feed: 'in', files: 1 });
  assert.deepEqual((await cli('feed', 'run', 'in')).answer, { feed: 'in', files: 0 });
  const { feeds } = (await cli('feed', 'list')).answer as {
    feeds: { code: string; lastFile: { name: string; records: number } }[];
  };
  assert.deepEqual(
    feeds.map(({ code, lastFile }) => [code, lastFile.name, lastFile.records]),
    [['in', 'day.csv', 2]],
  );
  assert.equal((await cli('feed', 'stop', 'in')).answer.state, 'stopped');
  assert.equal((await cli('feed', 'run', 'in')).code, 1);
});

test('settings that are missing or no settings are told, not thrown', async () => {
  const add = ['feed', 'add', 'wrong', '--source', 'nord'];
  assert.equal((await cli(...add)).code, 2);
  assert.equal((await cli(...add, '--settings', '{"kind":"teapot"}')).code, 2);
});

test('rejects are replayed and a file is taken out by name', async () => {
  const { files } = (await cli('file', 'replay', 'day.csv')).answer as { files: { tried: number; rejected: number }[] };
  assert.deepEqual(
    files.map(({ tried, rejected }) => [tried, rejected]),
    [[1, 1]],
  );
  const { answer } = await cli('file', 'back-out', 'day.csv', '--why', 'a test');
  assert.deepEqual([answer.removed, answer.emptied], [1, 0]);
  assert.equal((await cli('file', 'back-out', 'day.csv', '--why', 'again')).code, 1);
});

test('keys are made for programs', async () => {
  const { answer } = await cli('key', 'add', 'switch');
  assert.match(String(answer.key), /^twk_/);
  assert.equal((await cli('key', 'revoke', String(answer.id))).code, 0);
});
