import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { compileFormat, FileReading, findFormat } from '#mediation';
import type { UsageRecord } from '#usage';
import { DEMO_MONTHS, generateMonth, monthOfFiles } from './generate.ts';
import type { DemoFile } from './mischief.ts';
import { SOURCES } from './sources.ts';
import { tallyFiles } from './tally.ts';

const SCALE = 0.03;
const dir = mkdtempSync(join(tmpdir(), 'tarifwerk-demo-'));
after(() => rmSync(dir, { recursive: true, force: true }));

const content = (path: string) => (path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path));

test('the same month twice is the same bytes under the same names', () => {
  const digest = (folder: string) => {
    const hash = createHash('sha256');
    for (const file of generateMonth('2026-10', join(dir, folder), { scale: SCALE }).files)
      hash.update(`${file.source}/${file.name}\n`).update(readFileSync(file.path));
    return hash.digest('hex');
  };
  assert.equal(digest('first'), digest('second'));
});

test('a copied file has the bytes of the file it copies, no other two files are the same', () => {
  const { files, tally } = generateMonth('2026-08', join(dir, 'copies'), { scale: SCALE });
  const digests = files.map((file) => createHash('sha256').update(readFileSync(file.path)).digest('hex'));
  assert.equal(new Set(digests).size, files.length - tally.filesAgain);
  assert.equal(tally.filesAgain, 2);
});

test('a plain count of lines finds as many records as the tally', () => {
  const { files } = generateMonth('2026-10', join(dir, 'lines'), { scale: SCALE });
  for (const file of files) {
    const lines = content(file.path).toString('latin1').split('\n');
    const withHeader = file.fate !== 'quarantined' && (file.source === 'hansa' || file.source === 'atlantique');
    const records = lines.filter((line) => line !== '').length - (withHeader ? 1 : 0);
    assert.equal(records, file.tally.records, file.name);
  }
});

/** Reads a file by the program's own reader, as its source says. */
function readAs(file: DemoFile, bytes: Buffer): { reading: FileReading; records: UsageRecord[] } {
  const source = SOURCES.find((one) => one.code === file.source)!;
  const { compiled, findings } = compileFormat(findFormat(source.format)!, { ...source, id: 1 });
  assert.deepEqual(findings, []);
  const records: UsageRecord[] = [];
  const reading = new FileReading(compiled!, (record) => records.push({ ...record }));
  reading.push(bytes);
  reading.end();
  return { reading, records };
}

const REASONS: Readonly<Record<string, readonly string[]>> = {
  truncated: ['mediation.columnCount', 'mediation.truncated'],
  badDate: ['mediation.timestamp'],
  badDuration: ['mediation.duration'],
};

for (const month of DEMO_MONTHS) {
  test(`${month}: the real reader finds every call as it was made, and every fault`, () => {
    const planned = monthOfFiles(month, SCALE);
    const written = generateMonth(month, join(dir, month), { scale: SCALE }).files;
    for (const [index, file] of planned.entries()) {
      const { reading, records } = readAs(file, content(written[index]!.path));
      if (file.fate === 'quarantined') {
        assert.notEqual(reading.quarantine, null, file.name);
        continue;
      }
      assert.equal(reading.quarantine, null, file.name);
      const tally = tallyFiles([{ ...file, fate: 'imported' }]);
      assert.equal(reading.counts.records, tally.records, file.name);
      assert.equal(reading.counts.passed, tally.stored + tally.duplicates, file.name);
      assert.deepEqual(reading.filterCounts, tally.filteredByReason, file.name);
      const expectedCodes = file.rows.flatMap(({ fate }) => (fate.is === 'rejected' ? [REASONS[fate.why]!] : []));
      assert.equal(reading.rejects.length, expectedCodes.length, file.name);
      for (const [at, reject] of reading.rejects.entries())
        assert.ok(expectedCodes[at]!.includes(reject.code), reject.code);
      compareCalls(file, records);
    }
  });
}

const DIRECTIONS = { outbound: 1, inbound: 2, internal: 3, forwarded: 4 } as const;
const HOUR_MS = 3_600_000;

function compareCalls(file: DemoFile, records: readonly UsageRecord[]): void {
  const calls = file.rows.flatMap(({ fate, call }) => (fate.is === 'stored' || fate.is === 'duplicate' ? [call!] : []));
  for (const [index, call] of calls.entries()) {
    const record = records[index]!;
    const what = `${file.name} call ${call.serial}`;
    // Local times of the hour that comes twice are read as the earlier one.
    const late = call.startMs - record.startMs;
    assert.ok(
      late === 0 || (late === HOUR_MS && file.day >= '2026-10-22' && !['sbc', 'threecx'].includes(file.source)),
      what,
    );
    assert.equal(record.durationMs, call.talkS * 1000, what);
    assert.equal(record.direction, DIRECTIONS[call.kind], what);
    if (call.kind === 'internal') continue;
    const other = call.kind === 'inbound' ? [record.aNumber, record.aText] : [record.bNumber, record.bText];
    const short = call.partner.includes('/');
    if (call.partner === '') assert.deepEqual(other, [0, 'anonymous'], what);
    else assert.deepEqual(other, short ? [0, call.partner.slice(3)] : [Number(call.partner), null], what);
    if (call.account !== null) assert.equal(record.accountText, call.account, what);
    else if (call.extension !== null) assert.equal(record.accountText, call.extension, what);
    else assert.equal(call.kind === 'inbound' ? record.bNumber : record.aNumber, Number(call.own), what);
  }
  assert.equal(records.length, calls.length, file.name);
}
