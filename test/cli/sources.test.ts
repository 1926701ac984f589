/** Sources from the command line, by its processes: added, listed, changed; what cannot be is refused with a reason. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { changesAfter, createTenant } from '#access/service';
import { systemActor } from '#base';
import { addCalendar, addPriceList } from '#catalog/service';
import { type App, closeApp, openApp } from '#platform/app';
import { virtualClock } from '#platform/clock';
import { PROJECT_DIR } from '#platform/config';
import { inTransaction } from '#platform/db';
import { stopEmbedded } from '#platform/embedded';
import { silentLog } from '#platform/log';

const dir = mkdtempSync(join(tmpdir(), 'tarifwerk-cli-sources-'));
const dataDir = join(dir, 'data');
let app: App;

before(async () => {
  mkdirSync(dataDir);
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
  await inTransaction(app, systemActor(1), async (ctx) => {
    await addCalendar(ctx, { code: 'flat', zone: 'Europe/Berlin', bands: ['all'] });
    const list = { currency: 'EUR', calendarCode: 'flat' };
    await addPriceList(ctx, { ...list, code: 'BUY', name: 'Buying', side: 'supplier' });
    await addPriceList(ctx, { ...list, code: 'SELL', name: 'Selling', side: 'customer' });
  });
});
after(async () => {
  await closeApp(app);
  await stopEmbedded(dataDir);
  rmSync(dir, { recursive: true, force: true });
});

interface Ran {
  readonly code: number | null;
  readonly errors: string;
  readonly answer: { readonly source?: Record<string, unknown>; readonly sources?: Record<string, unknown>[] };
}

/** Runs the command line; what it printed as JSON, what it complained about, and its exit code. */
async function cli(...args: string[]): Promise<Ran> {
  const all = [join(PROJECT_DIR, 'src/cli.ts'), 'source', ...args, '--json', '--language', 'en', '--data', dataDir];
  const child = spawn(process.execPath, all);
  const [output, errors] = [text(child.stdout), text(child.stderr)];
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const printed = await output;
  return { code, errors: await errors, answer: printed === '' ? {} : JSON.parse(printed) };
}

const affected = () =>
  inTransaction(app, systemActor(1), async (ctx) =>
    (await changesAfter(ctx, 0)).filter(({ subject }) => subject === 'source/nord').map(({ affects }) => affects),
  );

test('a source is added with the operator’s place unless told, and listed', async () => {
  const added = await cli('add', 'nord', '--format', 'french-carrier-csv', '--country', 'fr', '--supplier-list', 'BUY');
  const nord = {
    id: 1,
    code: 'nord',
    name: 'nord',
    kind: 'carrier',
    role: 'billing',
    format: 'french-carrier-csv',
    formatName: 'Carrier export (CSV, semicolon)',
    zone: 'Europe/Berlin',
    country: 'FR',
    settings: {},
    supplierPriceListCode: 'BUY',
    durationRounding: 'ceil',
  };
  assert.deepEqual([added.code, added.answer], [0, { source: nord }]);
  assert.deepEqual((await cli('list')).answer, { sources: [nord] });
  assert.deepEqual(await affected(), [], 'nothing was rated by it');
});

test('what its calls cost is changed, and whom that concerns is told', async () => {
  const changed = await cli('change', 'nord', '--no-supplier-list', '--rounding', 'half', '--name', 'Nord');
  const { supplierPriceListCode, durationRounding, name, country } = changed.answer.source ?? {};
  assert.deepEqual([supplierPriceListCode, durationRounding, name, country], [null, 'half', 'Nord', 'FR']);
  assert.deepEqual(await affected(), [[{ kind: 'source', id: 1, fromMs: 0 }]]);
  assert.equal((await cli('change', 'nord', '--zone', 'Europe/Paris', '--rounding', 'half')).code, 0);
  assert.equal((await affected()).length, 1, 'the zone is that of later files');
});

test('settings of the format come as JSON or from a file', async () => {
  const path = join(dir, 'settings.json');
  writeFileSync(path, '{"carrierGroups":["HANSA"]}');
  const sbc = ['sbc', '--kind', 'sbc', '--format', 'audiocodes-sbc-syslog'];
  const without = await cli('add', ...sbc);
  assert.deepEqual([without.code, /carrierGroups/.test(without.errors)], [2, true]);
  const added = await cli('add', ...sbc, '--settings', `@${path}`);
  assert.deepEqual(added.answer.source?.settings, { carrierGroups: ['HANSA'] });
});

test('what cannot be is refused with a reason', async () => {
  const refused = async (...args: string[]) => {
    const { code, errors } = await cli(...args);
    return `${code} ${errors.trim().split('\n')[0]}`;
  };
  assert.equal(
    await refused('change', 'nord', '--supplier-list', 'SELL'),
    '2 SELL is not a carrier’s price list; what a source costs needs one [mediation.notSupplierList]',
  );
  assert.equal(await refused('add', 'sud'), '2 --format: “” is not possible for a source [mediation.sourceSaid]');
  assert.match(await refused('change', 'nord', '--rounding', 'up'), /^2 .*Allowed choices are ceil, floor, half/);
});
