import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { testApp } from '#test/database';
import { seeded } from '#test/mediation/layouts';
import { type ZipFiles as Files, zip } from '#test/zip';
import { STATUS } from '#usage';
import { addSource, importFile } from '../service.ts';
import { archiveKind, BrokenArchive, membersOf } from './archive.ts';
import { BrokenPacking, contentOf } from './content.ts';

const app = await testApp();
const folder = mkdtempSync(join(tmpdir(), 'tarifwerk-archive-'));
after(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});
await inTransaction(app, app.actor, (ctx) =>
  addSource(ctx, {
    code: 'nord',
    name: 'Nord',
    kind: 'carrier',
    format: 'french-carrier-csv',
    zone: 'Europe/Paris',
    country: 'FR',
    settings: {},
    supplierPriceListId: null,
  }),
);

async function tar(files: Files): Promise<Buffer> {
  const packing = pack();
  for (const [name, content] of files)
    name.endsWith('/') ? packing.entry({ name, type: 'directory' }, '') : packing.entry({ name }, Buffer.from(content));
  packing.finalize();
  const pieces: Buffer[] = [];
  packing.on('data', (piece) => pieces.push(piece as Buffer));
  await new Promise((resolve) => packing.on('end', () => resolve(null)));
  return Buffer.concat(pieces);
}

const HEADER = 'Date;Heure;Sens;Appelant;Appelé;Durée;Prix HT;Compte;Identifiant\n';
const row = (id: string) => `01/09/2026;09:15:00;Sortant;0199000040;0612345678;60;0,01;;${id}\n`;

let written = 0;
function write(content: Buffer): string {
  const path = join(folder, `a${++written}`);
  writeFileSync(path, content);
  return path;
}

const run = (content: Buffer, name: string) =>
  importFile(
    app,
    app.actor,
    { path: write(content), name, sourceCode: 'nord' },
    {
      rate: (record) => {
        record.customerId = 7;
        record.status = STATUS.rated;
      },
    },
    silentProgress,
  );

const states = (report: Awaited<ReturnType<typeof run>>) =>
  (report.members ?? []).map(({ name, state, stored }) => [name, state, stored]);

test('each file of a zip archive is a file of its own; the same file in another archive is known', async () => {
  const files: Files = [
    ['day/', ''],
    ['day/1.csv', HEADER + row('1') + row('2')],
    ['__MACOSX/day/._1.csv', 'x'],
    ['day/2.csv', HEADER + row('3') + row('1')],
  ];
  const report = await run(zip(files), 'may.zip');
  assert.deepEqual([report.state, report.records, report.stored, report.duplicates], ['imported', 4, 3, 1]);
  assert.deepEqual(states(report), [
    ['may.zip/day/1.csv', 'imported', 2],
    ['may.zip/day/2.csv', 'imported', 1],
  ]);
  assert.deepEqual(report.findings[0], { code: 'mediation.archive', severity: 'info', params: { files: 2 } });
  const again = await run(gzipSync(await tar([...files.slice(1, 2), ['3.csv', HEADER + row('4')]])), 'more.tar.gz');
  assert.deepEqual(states(again), [
    ['more.tar.gz/day/1.csv', 'again', 0],
    ['more.tar.gz/3.csv', 'imported', 1],
  ]);
  assert.deepEqual([again.state, again.records], ['imported', 1]);
  assert.equal((await run(zip(files), 'may.zip')).state, 'again');
});

test('packed files and archives in an archive are unpacked; not deeper', async () => {
  const inner = zip([['a.csv.gz', gzipSync(HEADER + row('10'))]]);
  const report = await run(zip([['inner.zip', inner]]), 'outer.zip');
  assert.deepEqual(states(report), [['outer.zip/inner.zip/a.csv.gz', 'imported', 1]]);
  const deep = await run(zip([['x.zip', zip([['y.zip', inner]])]]), 'deep.zip');
  assert.deepEqual([deep.state, deep.findings[0]?.code], ['quarantined', 'mediation.archiveDeep']);
});

const MEMBER: Files = [['a.csv', HEADER + row('20')]];
const FAULTS: readonly (readonly [name: string, content: Buffer | Promise<Buffer>, code: string])[] = [
  ['without a file', zip([['empty/', '']]), 'mediation.archiveEmpty'],
  ['with a password', zip([['s.csv', row('21')]], { flags: 1 }), 'mediation.archiveLocked'],
  ['cut off', zip(MEMBER).subarray(0, -30), 'mediation.archiveBroken'],
  ['that lies about sizes', zip(MEMBER, { lie: 5 }), 'mediation.archiveBroken'],
  ['as a tar cut off', tar(MEMBER).then((whole) => whole.subarray(0, 600)), 'mediation.archiveBroken'],
  [
    'as a packed tar cut off',
    tar([['a.csv', Buffer.alloc(100_000, 'x')]]).then((whole) => gzipSync(whole).subarray(0, 150)),
    'mediation.archiveBroken',
  ],
  ['of a name that leads elsewhere', zip([['../a.csv', row('22')]]), 'mediation.archiveBroken'],
];

for (const [name, content, code] of FAULTS) {
  test(`an archive ${name} is put aside with ${code}`, async () => {
    const report = await run(await content, `${code}.zip`);
    assert.deepEqual([report.state, report.findings[0]?.code], ['quarantined', code]);
  });
}

test('what came before the trouble stays', async () => {
  const broken = zip([
    ['a.csv', HEADER + row('30')],
    ['b.csv', HEADER + row('31')],
  ]);
  broken.fill(0xff, broken.indexOf('b.csv') + 5, broken.indexOf('b.csv') + 15);
  const report = await run(broken, 'half.zip');
  assert.deepEqual(
    [report.state, report.findings[0]?.code, report.stored],
    ['quarantined', 'mediation.archiveBroken', 1],
  );
  assert.equal(report.findings[0]?.params?.member, 'b.csv');
});

test('a zip of one file reads like that file, for previews and commands too', async () => {
  const textOf = async (content: Buffer) => {
    const pieces: Buffer[] = [];
    for await (const piece of contentOf(write(content))) pieces.push(piece);
    return Buffer.concat(pieces).toString('latin1');
  };
  assert.equal(await textOf(zip([['x/', ''], ...MEMBER, ['.DS_Store', '']])), HEADER.replaceAll('é', 'Ã©') + row('20'));
  assert.match(await textOf(zip([...MEMBER, ['b.csv', 'b']])), /^PK/);
  await assert.rejects(textOf(zip(MEMBER, { lie: 5 })), BrokenPacking);
});

test('a workbook is no archive, nor is a file that only begins like one', async () => {
  assert.equal(
    await archiveKind(
      write(
        zip([
          ['[Content_Types].xml', ''],
          ['xl/workbook.xml', ''],
        ]),
      ),
    ),
    null,
  );
  assert.equal(await archiveKind(write(Buffer.from(HEADER))), null);
  assert.equal(await archiveKind(write(Buffer.from('P'))), null);
  assert.equal(await archiveKind(write(await tar(MEMBER))), 'tar');
});

test('an archive of zeros is not unpacked to its end', async () => {
  const zeros = gzipSync(Buffer.alloc(100 * 1024 * 1024), { level: 9 });
  const bomb = Buffer.concat(Array.from({ length: 12 }, () => zeros));
  await assert.rejects(async () => {
    for await (const _ of contentOf(write(bomb)));
  }, BrokenPacking);
});

test('members are read one after another, and leaving them early closes the archive', async () => {
  for (const [content, kind] of [
    [zip([...MEMBER, ['b', 'b']]), 'zip'],
    [await tar([...MEMBER, ['b', 'b']]), 'tar'],
  ] as const) {
    const path = write(content);
    for await (const member of membersOf(path, kind)) {
      assert.equal(member.name, 'a.csv');
      for await (const piece of member.content) assert.ok(piece.length > 0);
      break;
    }
    await assert.rejects(async () => {
      for await (const { content: pieces } of membersOf(write(content.subarray(0, 40)), kind))
        for await (const _ of pieces);
    }, BrokenArchive);
  }
});

test('broken archives, by the hundred: refused by name or read, never thrown otherwise, and little is unpacked', async () => {
  const draw = seeded(20_261_123);
  const whole = [
    zip([...MEMBER, ['b.csv', HEADER.repeat(200)]]),
    await tar([...MEMBER, ['b.csv', HEADER.repeat(200)]]),
    gzipSync(await tar(MEMBER)),
    gzipSync(HEADER.repeat(500)),
  ];
  for (let round = 0; round < 200; round++) {
    const made = Buffer.from(whole[round % whole.length]!);
    for (let n = 0; n <= draw(6); n++) made[4 + draw(made.length - 4)]! ^= 1 << draw(8);
    const path = write(round % 3 === 0 ? made.subarray(0, 4 + draw(made.length - 4)) : made);
    let bytes = 0;
    try {
      const kind = await archiveKind(path);
      if (kind === null) for await (const piece of contentOf(path)) bytes += piece.length;
      else
        for await (const { content } of membersOf(path, kind)) for await (const piece of content) bytes += piece.length;
    } catch (error) {
      assert.ok(error instanceof BrokenArchive || error instanceof BrokenPacking, `round ${round}: ${error}`);
    }
    assert.ok(bytes < 10_000_000, `round ${round}: ${bytes} bytes`);
  }
});
