/**
 * The command line by its processes, on a data folder of its own with the embedded database: a month from files to documents,
 * exit codes, JSON for machines. Months lie in the past, since the command line has the machine's clock.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { createTenant } from '#access/service';
import { systemActor } from '#base';
import { closeApp, openApp } from '#platform/app';
import { virtualClock } from '#platform/clock';
import { PROJECT_DIR } from '#platform/config';
import { inTransaction } from '#platform/db';
import { stopEmbedded } from '#platform/embedded';
import { silentLog } from '#platform/log';
import { setUpOperator } from '../scenarios/operator.ts';
import { CARRIER_LINES, CARRIER_SEPTEMBER, PBX_SEPTEMBER } from '../scenarios/records.ts';

const CLERK = 'wiebke@alster.example';
const APPROVER = 'julien@alster.example';
const MONTH = ['--month', '2025-09'];
const dir = mkdtempSync(join(tmpdir(), 'tarifwerk-cli-'));
const dataDir = join(dir, 'data');
const carrierFile = join(dir, CARRIER_SEPTEMBER.name);
const pbxFile = join(dir, PBX_SEPTEMBER.name);

before(async () => {
  mkdirSync(dataDir);
  writeFileSync(carrierFile, CARRIER_SEPTEMBER.content);
  writeFileSync(pbxFile, PBX_SEPTEMBER.content);
  const app = await openApp({ dataDir, clock: virtualClock(Date.UTC(2025, 7, 20)), log: silentLog });
  const person = (email: string, role: 'clerk' | 'approver') =>
    ({ email, name: email, role, language: 'de', password: 'a long enough password' }) as const;
  await createTenant(app, {
    tenant: {
      code: 'alster',
      legalName: 'Alsterfunk Telekom GmbH',
      street: 'Speicherweg 12',
      postcode: '20457',
      city: 'Hamburg',
      country: 'DE',
      vatId: 'DE812345678',
      contactName: 'Kundenservice',
      phone: '+49 40 5550100',
      email: 'rechnung@alsterfunk.example',
      iban: 'DE02120300000000202051',
      language: 'de',
      zone: 'Europe/Berlin',
      currency: 'EUR',
    },
    users: [person(CLERK, 'clerk'), person(APPROVER, 'approver')],
    onlyFirst: true,
  });
  await inTransaction(app, systemActor(1), setUpOperator);
  await closeApp(app);
});
after(async () => {
  await stopEmbedded(dataDir);
  rmSync(dir, { recursive: true, force: true });
});

interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

async function tarifwerk(...args: readonly string[]): Promise<Answer> {
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    LANG: 'en_GB.UTF-8',
    TARIFWERK_DATA: dataDir,
    NODE_COMPILE_CACHE: join(dir, 'compiled'), // halves the second that each process takes to begin
  };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/cli.ts', ...args], {
    cwd: PROJECT_DIR,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, out, err };
}

/** The one line of JSON a command answers with. */
async function asked<Reply = Record<string, unknown>>(...args: readonly string[]): Promise<Reply> {
  const { code, out, err } = await tarifwerk(...args, '--json');
  assert.equal(code, 0, out + err);
  assert.equal(out.trimEnd().split('\n').length, 1, out);
  return JSON.parse(out) as Reply;
}

const rowsOf = (answer: Record<string, unknown>, name: string) => answer[name] as readonly Record<string, unknown>[];

test('help names the commands; what is not understood ends with 2', async () => {
  const help = await tarifwerk('--help');
  assert.equal(help.code, 0);
  for (const name of ['demo', 'start', 'import', 'price', 'prices', 'rerate', 'run', 'explain', 'verify'])
    assert.match(help.out, new RegExp(`^  ${name}\\b`, 'm'));
  assert.equal((await tarifwerk('imprt')).code, 2);
  assert.equal((await tarifwerk('run', 'draft')).code, 2); // no month
  const wrong = await tarifwerk('run', 'draft', '--month', 'September');
  assert.deepEqual([wrong.code, wrong.out], [2, '']);
  assert.match(wrong.err, /\[run\.notAMonth\]$/m);
});

test('price tells what a call would cost, in words or for machines', async () => {
  const call = ['price', '--customer', 'K-1', '--to', '0151 23456789', '--at', '2025-09-05T17:59', '--seconds', '61'];
  const words = await tarifwerk(...call, '--language', 'en', '--as', CLERK);
  assert.equal(words.code, 0, words.err);
  // 61 s × 0.0990 ÷ 60, and × 0.0300 ÷ 60 for the carrier
  assert.match(words.out, /61 s in band peak at 0\.099 EUR a minute = 0\.10065 EUR\n/);
  assert.match(words.out, /\nCharge €0\.1007, cost €0\.0305, margin €0\.0702\n$/);
  const answer = await asked(...call);
  assert.deepEqual([answer.charge, answer.status, answer.called], ['0.1007', 'rated', '+4915123456789']);
  const plan = await asked(
    'price',
    '--plan',
    'BUSINESS',
    '--to',
    '+33612345678',
    '--seconds',
    '1',
    '--at',
    '2025-09-05',
  );
  assert.deepEqual([plan.charge, plan.customer], ['0.2000', null]); // a whole minute and the connection fee

  const negative = await tarifwerk(...call.slice(0, -1), '-5', '--language', 'de');
  assert.deepEqual([negative.code, negative.out, /\[simulation\.amountOutside\]$/m.test(negative.err)], [2, '', true]);
  const nobody = await tarifwerk('price', '--customer', 'K-9', '--to', '110', '--seconds', '1');
  assert.deepEqual([nobody.code, /\[customer\.unknown\]$/m.test(nobody.err)], [1, true]);
  assert.equal((await tarifwerk(...call, '--service', 'pigeon')).code, 2);
});

test('import tells what became of every file', async () => {
  const { files } = await asked<{ files: Record<string, unknown>[] }>('import', carrierFile, pbxFile, '--as', CLERK);
  assert.deepEqual(
    files.map((file) => [
      ...[file.name, file.sourceCode, file.state],
      ...[file.records, file.stored, file.duplicates, file.rejected, file.filtered, file.unmatched, file.unpriced],
    ]),
    [
      [CARRIER_SEPTEMBER.name, 'hansa', 'imported', 10, 8, 1, 1, 0, 1, 1],
      [PBX_SEPTEMBER.name, 'pbx', 'imported', 4, 3, 0, 0, 1, 0, 0],
    ],
  );
  const again = await tarifwerk('import', carrierFile, '--as', CLERK);
  assert.equal(again.code, 0, again.err);
  assert.doesNotMatch(again.err, /phase\./); // progress in words
  assert.match(again.out, /: imported before/);
});

test('a file that is missing or unusable ends with 1, in words', async () => {
  const missing = await tarifwerk('import', join(dir, 'nowhere.csv'));
  assert.deepEqual([missing.code, missing.out], [1, '']);
  assert.match(missing.err, /nowhere\.csv.*\[mediation\.pathMissing\]/);
  const garbage = join(dir, 'garbage.bin');
  writeFileSync(garbage, Buffer.from([0, 1, 2, 3, 0, 255, 254, 0]));
  const putAside = await tarifwerk('import', garbage, '--json');
  assert.equal(putAside.code, 1, putAside.out);
  const { files } = JSON.parse(putAside.out) as { files: { state: string; findings: { code: string }[] }[] };
  assert.deepEqual(
    files.map(({ state, findings }) => [state, findings[0]?.code]),
    [['quarantined', 'mediation.fileBinary']],
  );
});

interface Trace {
  readonly raw: string;
  readonly explanation: { readonly record: { readonly charge: string; readonly billedUnits: number } };
  readonly invoice: { readonly number: string; readonly calls: number; readonly net: string } | null;
}

const PLACE = `${CARRIER_SEPTEMBER.name}:${CARRIER_LINES.peakMobile}`;

test('explain leads from the line of a file to its charge', async () => {
  const { raw, explanation, invoice } = await asked<Trace>('explain', PLACE);
  assert.match(raw, /^02\.09\.2025;17:59:30;.*;H2$/);
  const { record } = explanation;
  assert.deepEqual([record.charge, record.billedUnits, invoice], ['0.1485', 90, null]); // 90 s × 0.0990 ÷ 60
  const nowhere = await tarifwerk('explain', `${CARRIER_SEPTEMBER.name}:999`);
  assert.deepEqual([nowhere.code, nowhere.out], [1, '']);
  assert.match(nowhere.err, /\[usage\.unknown\]/);
  assert.equal((await tarifwerk('explain', 'somewhere')).code, 2);
});

test('a month from drafts to documents, with a second person', async () => {
  // 20.48 and 14.85 + 49.00 + 0.04 + 0.26: the call of the number nobody owns is not on it.
  const drafted = await asked('run', 'draft', ...MONTH, '--issue-on', '2025-10-03', '--as', CLERK);
  assert.deepEqual([drafted.state, drafted.drafts, drafted.netTotal], ['inReview', 2, '84.63']);

  const tooSoon = await tarifwerk('run', 'issue', ...MONTH, '--as', CLERK);
  assert.equal(tooSoon.code, 1);
  assert.match(tooSoon.err, /\[control\.notApproved\]/);
  const open = await tarifwerk('run', 'approve', ...MONTH, '--as', APPROVER);
  assert.equal(open.code, 1);
  assert.match(open.err, /\[control\.openErrors\]/);

  const found = rowsOf(await asked('run', 'findings', ...MONTH, '--accept', 'Kulanz', '--as', CLERK), 'findings');
  const errors = found.filter(({ severity }) => severity === 'error');
  assert.deepEqual(
    errors.map(({ decision }) => {
      const { accepted, comment } = decision as { accepted: boolean; comment: string };
      return [accepted, comment];
    }),
    errors.map(() => [true, 'Kulanz']),
  );
  assert.ok(errors.some(({ code }) => code === 'control.unpriced'));

  const same = await tarifwerk('run', 'approve', ...MONTH, '--as', CLERK);
  assert.equal(same.code, 1);
  assert.match(same.err, /\[request\.notAllowed\]/);
  const stranger = await tarifwerk('run', 'approve', ...MONTH, '--as', 'nobody@alster.example');
  assert.deepEqual([stranger.code, /\[access\.userUnknown\]/.test(stranger.err)], [1, true]);
  assert.equal((await asked('run', 'approve', ...MONTH, '--as', APPROVER)).state, 'approved');

  const out = join(dir, 'out');
  const issued = await asked('run', 'issue', ...MONTH, '--out', out, '--as', CLERK);
  assert.deepEqual([issued.issued, issued.findings], [2, []]);
  const pdfs = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.pdf'));
  assert.deepEqual(pdfs.map((name) => name.slice(-16)).sort(), ['R2025-000001.pdf', 'R2025-000002.pdf']);
});

test('explain goes on to the cents of the invoice', async () => {
  const { invoice } = await asked<Trace>('explain', PLACE);
  // With two calls at 0.0790: 0.3065.
  assert.deepEqual([invoice?.number, invoice?.calls, invoice?.net], ['R2025-000001', 3, '0.31']);
  const words = await tarifwerk('explain', PLACE, '--language', 'en');
  assert.match(words.out, /;H2\n[\s\S]*0\.1485[\s\S]*R2025-000001/);
});

test('prices import previews a file, makes a version of it, and refuses a bad one with the line', async () => {
  const good = join(dir, 'prices.csv');
  writeFileSync(good, 'Vorwahl;Ziel;Preis/Min;Taktung\n49;DE-FIXED;0,0250;60/1\n336;FR-MOBILE;0,1500;60/60\n');
  const importing = ['prices', 'import', 'RETAIL', good, '--from', '2027-01-01', '--as', CLERK];
  const seen = await tarifwerk(...importing, '--preview');
  assert.equal(seen.code, 0, seen.err);
  assert.match(seen.out, /2 prices: 0 new, 1 dearer, 1 cheaper, 0 changed otherwise, 2 closed/);
  assert.match(seen.out, /49 any: 0\.019 \/ minute 60\/1 → 0\.025 \/ minute 60\/1 \(31\.6 %\)/);
  const done = await asked(...importing);
  assert.deepEqual([done.version, done.prices], [2, 2]);
  const bad = join(dir, 'bad.csv');
  writeFileSync(bad, 'prefix,destination,price\n49,DE-FIXED,-1\n');
  const refused = await tarifwerk('prices', 'import', 'RETAIL', bad, '--from', '2027-02-01');
  assert.deepEqual([refused.code, refused.out], [2, '']);
  assert.match(refused.err, /cannot be negative/);
  assert.equal((await tarifwerk('prices', 'import', 'RETAIL', 'nothing.csv', '--from', '2027-02-01')).code, 1);
});

test('products are added from a file, priced, duplicated, retired; a bundle is tried', async () => {
  const file = join(dir, 'products.json');
  const name = { de: 'Postfach', fr: 'Boîte', en: 'Mailbox' };
  const mailbox = { code: 'MAILBOX', name, kind: 'recurring', unitPrice: '2.50', revenueAccount: '8400' };
  writeFileSync(file, JSON.stringify([mailbox]));
  const acting = ['--as', CLERK] as const;
  assert.equal((await tarifwerk('products', 'add', file, ...acting)).code, 0);
  const priced = await tarifwerk('products', 'price', 'MAILBOX', '2.90', '--from', '2027-01-01', ...acting);
  assert.match(
    priced.out,
    /^MAILBOX {2}Mailbox {2}2\.50 EUR\n {2}from 1900-01-01: 2\.50 EUR\n {2}from 2027-01-01: 2\.90 EUR\n$/,
  );
  await asked('products', 'duplicate', 'MAILBOX', 'MAILBOX-2', ...acting);
  await asked('products', 'retire', 'MAILBOX', ...acting);
  const all = await asked<readonly { code: string; active: boolean }[]>('products', 'list', ...acting);
  const ours = all.filter(({ code }) => code.startsWith('MAILBOX')).map(({ code, active }) => `${code} ${active}`);
  assert.deepEqual(ours, ['MAILBOX false', 'MAILBOX-2 true']);
  writeFileSync(file, JSON.stringify([{ ...mailbox, unitPrice: '2,50' }]));
  const bad = await tarifwerk('products', 'add', file);
  assert.equal(bad.code, 2);
  assert.match(bad.err, /\[product\.unreadable\]\n[\s\S]*unitPrice/);
  const gone = await tarifwerk('bundle', 'try', 'NONE', '--answer', 'users=3');
  assert.deepEqual([gone.code, gone.out], [1, '']);
});

test('rerate tells what it would change and what it changed; a month rated as things stand changes nothing', async () => {
  assert.deepEqual(rowsOf(await asked('rerate', '--as', CLERK), 'rows'), []);
  const rows = rowsOf(await asked('rerate', '--as', CLERK, ...MONTH, '--all', '--preview'), 'rows');
  assert.ok(rows.length > 0);
  for (const row of rows) assert.deepEqual([row.changed, row.difference, row.correction], [0, '0.0000', '0.0000']);
  const words = await tarifwerk('rerate', '--as', CLERK, ...MONTH, '--all', '--language', 'en');
  assert.match(words.out, /customers rated again, nothing changed$/m);
  assert.match((await tarifwerk('rerate', '--as', CLERK, '--month', 'September')).err, /\[run\.notAMonth\]$/m);
  assert.match((await tarifwerk('rerate', '--as', CLERK, '--all')).err, /\[rerating\.monthNeeded\]$/m);
  assert.match((await tarifwerk('rerate', '--as', CLERK, '--customer', 'K-0')).err, /\[rerating\.customerUnknown\]$/m);
});

test('verify ends with 0 on a whole archive and with 1 on a damaged one', async () => {
  const whole = await asked('verify');
  assert.deepEqual([whole.documents, whole.findings], [2, []]);
  const files = readdirSync(dataDir, { recursive: true, encoding: 'utf8', withFileTypes: true });
  const archived = files.filter((file) => file.isFile() && /^[0-9a-f]{62}$/.test(file.name));
  assert.ok(archived.length >= 6, 'two record files, garbage, two documents in two forms');
  for (const { parentPath, name } of archived) truncateSync(join(parentPath, name), 10);
  const damaged = await tarifwerk('verify', '--json');
  assert.equal(damaged.code, 1, damaged.out);
  const { findings } = JSON.parse(damaged.out) as { findings: { code: string }[] };
  assert.deepEqual(
    findings.map(({ code }) => code),
    Array(4).fill('invoice.fileDamaged'),
  );
});
