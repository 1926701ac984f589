import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { registerTexts } from '#platform/wording';
import { FRANCE, inventedCalls } from '#test/mediation/layouts';
import { NAMED_LAYOUTS } from '#test/mediation/namedSources';
import { zip } from '#test/zip';
import { findFormat } from '../formats.ts';
import { TEXTS } from '../texts.ts';
import { type ReadOptions, readFileTo } from './read.ts';

registerTexts(TEXTS);
const folder = mkdtempSync(join(tmpdir(), 'tarifwerk-read-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function read(path: string, options: ReadOptions = {}) {
  const out = new PassThrough();
  const written = text(out);
  const code = await readFileTo(out, path, { jsonl: true, ...options });
  out.end();
  const lines = (await written).trim().split('\n');
  const objects = lines.map((line) => JSON.parse(line));
  return { code, records: objects.slice(0, -1), control: objects.at(-1).control };
}

const HEADER = 'Date;Heure;Sens;Appelant;Appelé;Durée;Prix HT;Compte;Identifiant\n';
const row = (id: string, duration = '60') =>
  `01/09/2026;09:15:00;Sortant;0199001204;0639980011;${duration};0,01;L1;${id}\n`;

test('a record is one object with everything that was told, times in UTC, numbers in E.164, exact costs', async () => {
  const { code, records, control } = await read(file('one.csv', HEADER + row('A1')));
  assert.equal(code, 0);
  assert.deepEqual(records, [
    {
      recordNo: 2,
      nativeId: 'A1',
      service: 'voice',
      direction: 'outbound',
      disposition: 'answered',
      startAt: '2026-09-01T07:15:00.000Z',
      answerAt: null,
      endAt: '2026-09-01T07:16:00.000Z',
      aNumber: '+33199001204',
      bNumber: '+33639980011',
      aText: null,
      bText: null,
      account: 'L1',
      durationMs: 60_000,
      billableMs: 60_000,
      volume: 0,
      network: null,
      cost: { amount: '0.01', currency: 'EUR' },
      callGroupId: null,
      recordState: 'complete',
      warnings: [],
    },
  ]);
  assert.deepEqual(
    [control.format, control.records, control.read, control.rejected, control.costs],
    ['french-carrier-csv', 1, 1, 0, { EUR: '0.01' }],
  );
});

test('what is read, doubled, rejected and left out adds up, and the exit code says whether all of it was read', async () => {
  const content = HEADER + row('1') + row('2', 'x') + row('1') + row('3', '0') + row('4');
  const { code, records, control } = await read(file('some.csv', content));
  assert.equal(code, 1);
  assert.equal(records.length, 3);
  assert.equal(control.records, control.read + control.duplicates + control.rejected + control.filtered);
  assert.deepEqual([control.read, control.duplicates, control.rejected], [3, 1, 1]);
  assert.deepEqual(control.rejects[0], {
    line: 3,
    column: 6,
    byteOffset: control.rejects[0].byteOffset,
    field: 'duration',
    code: 'mediation.duration',
    message: '“x” is no duration of the expected form',
  });
  assert.equal(records[1].disposition, 'no_answer');
});

test('zone and country are the file’s when they are told', async () => {
  const path = file('place.csv', HEADER + row('1'));
  const { records } = await read(path, { zone: 'America/Guadeloupe', country: 'gp' });
  assert.deepEqual([records[0].startAt, records[0].aNumber], ['2026-09-01T13:15:00.000Z', '+590199001204']);
});

test('what cannot be read is refused by name or told in the control, with 2', async () => {
  await assert.rejects(read(join(folder, 'nothing.csv')), { code: 'mediation.pathMissing' });
  await assert.rejects(read(file('what.txt', 'hello, world\n')), { code: 'mediation.fileUnknown' });
  await assert.rejects(read(file('some2.csv', HEADER), { format: 'no-such' }), { code: 'mediation.formatUnknown' });
  await assert.rejects(read(file('some3.csv', HEADER), { format: 'french-carrier-csv', zone: 'Mars' }), {
    code: 'mediation.formatUnusable',
  });
  const cut = gzipSync(HEADER + row('1').repeat(4000)).subarray(0, 150);
  const broken = await read(file('cut.gz', cut), { format: 'french-carrier-csv' });
  assert.deepEqual([broken.code, broken.control.quarantine.code], [2, 'mediation.filePacking']);
  const other = await read(file('other.csv', 'a;b;c\n1;2;3\n'), { format: 'french-carrier-csv' });
  assert.deepEqual([other.code, other.control.quarantine.code], [2, 'mediation.header']);
});

test('an unknown file is read by its proposal when asked, and a proposal kept as JSON reads it too', async () => {
  const [layout] = NAMED_LAYOUTS.openip;
  const calls = inventedCalls(FRANCE, 3);
  const path = file('openip.csv', layout!.write(calls));
  await assert.rejects(read(path), { code: 'mediation.fileUnknown' });
  const { code, records, control } = await read(path, { propose: true });
  assert.deepEqual([code, records.length, control.proposed], [0, calls.length, true]);
  const json = file('format.json', JSON.stringify(findFormat('french-carrier-csv')));
  const told = await read(file('told.csv', HEADER + row('1')), { format: json });
  assert.deepEqual([told.code, told.records.length, told.control.proposed], [0, 1, false]);
});

test('settings of the format are told by name; packed files are unpacked', async () => {
  const master =
    '"","201","004033550100","office","","PJSIP/201-1","PJSIP/hansa-2","Dial","","2026-09-01 09:15:00","2026-09-01 09:15:06","2026-09-01 09:17:06",126,120,"ANSWERED","DOCUMENTATION","1.1"\n';
  const path = file('Master.csv.gz', gzipSync(master));
  const { records } = await read(path, { setting: ['trunks=PJSIP/hansa-,PJSIP/nord-', 'outsideDigit=0'] });
  assert.deepEqual(
    [records[0].direction, records[0].bNumber, records[0].answerAt, records[0].durationMs, records[0].billableMs],
    ['outbound', '+494033550100', '2026-09-01T07:15:06.000Z', 126_000, 120_000],
  );
});

test('of an archive every record says its file, and the control counts each of them; one that is unknown costs no other', async () => {
  const path = file(
    'month.zip',
    zip([
      ['a.csv', HEADER + row('1') + row('2', 'x')],
      ['notes.txt', 'hello, world\n'],
      ['b.csv', HEADER + row('1') + row('3')],
    ]),
  );
  const { code, records, control } = await read(path);
  assert.equal(code, 2);
  assert.deepEqual(
    records.map(({ member, nativeId }) => [member, nativeId]),
    [
      ['a.csv', '1'],
      ['b.csv', '3'],
    ],
  );
  assert.deepEqual(
    control.members.map((member: Record<string, unknown>) => [
      ...['file', 'format', 'records', 'read', 'duplicates', 'rejected'].map((name) => member[name]),
      (member.quarantine as { code: string } | null)?.code ?? null,
    ]),
    [
      ['a.csv', 'french-carrier-csv', 2, 1, 0, 1, null],
      ['notes.txt', null, 0, 0, 0, 0, 'mediation.fileUnknown'],
      ['b.csv', 'french-carrier-csv', 2, 1, 1, 0, null],
    ],
  );
  assert.deepEqual([control.files, control.records, control.read, control.duplicates], [3, 4, 2, 1]);
  assert.deepEqual(control.quarantine.params, { file: 'notes.txt' });
});
