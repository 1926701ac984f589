/**
 * Real files of real systems, read from the folder that SAMPLES names (they belong to others and are not part of this
 * project). Our own cases, which always run, are the samples inside the formats, src/mediation/formats.test.ts, and the tricky ones,
 * test/mediation/tricky.test.ts.
 */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { test } from 'node:test';
import { formatDecimal } from '#base';
import {
  compileFormat,
  detectFormat,
  FileReading,
  FORMATS,
  findFormat,
  type OutputRecord,
  outputRecord,
  proposeFormat,
} from '#mediation';
import { NO_SOURCE_COST } from '#usage';
import { REAL_FILES, type RealFile } from './mediation/realFiles.ts';

const { SAMPLES } = process.env;
/** When records without a year are taken to have come. */
const ARRIVAL = Date.UTC(2026, 1, 20);

function read(file: Pick<RealFile, 'path' | 'format' | 'zone' | 'country' | 'settings'>, content: Buffer) {
  const source = { id: 1, zone: file.zone, country: file.country, settings: file.settings ?? {} };
  const { compiled, findings } = compileFormat(findFormat(file.format)!, source, undefined, true);
  assert.deepEqual(findings, []);
  const records: OutputRecord[] = [];
  let costMicro = 0n;
  const reading = new FileReading(
    compiled!,
    (record, detail) => {
      records.push(outputRecord(record, detail!, 'EUR'));
      if (record.sourceCostMicro !== NO_SOURCE_COST) costMicro += BigInt(record.sourceCostMicro);
    },
    { name: basename(file.path), arrivalMs: ARRIVAL },
  );
  reading.push(content);
  reading.end();
  return { reading, records, cost: formatDecimal(costMicro, 6) };
}

function check(file: RealFile, content: Buffer): void {
  const { reading, records, cost } = read(file, content);
  const { counts } = reading;
  assert.equal(reading.quarantine?.code, file.quarantine);
  assert.deepEqual(
    [counts.records, records.length, counts.joined, counts.waiting],
    [file.records, file.passed, file.joined ?? 0, file.waiting ?? 0],
    'records, passed, joined, waiting',
  );
  assert.deepEqual(reading.filterCounts, file.filtered ?? {});
  assert.deepEqual(
    reading.rejects.map(({ code }) => code),
    file.rejected ?? [],
  );
  const told = (wanted: unknown, found: unknown, what: string) => {
    if (wanted !== undefined) assert.deepEqual(found, wanted, what);
  };
  const starts = records.map(({ startAt }) => startAt).sort();
  told(
    file.directions,
    Object.fromEntries(
      Object.entries(Object.groupBy(records, ({ direction }) => direction)).map(([name, some]) => [name, some?.length]),
    ),
    'directions',
  );
  told(file.billableS, records.reduce((sum, { billableMs }) => sum + billableMs, 0) / 1000, 'seconds');
  told(file.answered, records.filter(({ disposition }) => disposition === 'answered').length, 'answered');
  told(
    file.e164,
    [
      records.filter(({ aNumber }) => aNumber !== null).length,
      records.filter(({ bNumber }) => bNumber !== null).length,
    ],
    'E.164',
  );
  told(file.cost, cost, 'cost');
  told(file.first, starts[0], 'first');
  told(file.last, starts.at(-1), 'last');
}

if (SAMPLES !== undefined) {
  for (const file of REAL_FILES.filter(({ path }) => existsSync(join(SAMPLES, path)))) {
    test(`${file.path}: counts, sums and fields are as the specification says`, () => {
      check(file, readFileSync(join(SAMPLES, file.path)));
    });

    test(`${file.path}: recognised`, () => {
      const content = readFileSync(join(SAMPLES, file.path));
      assert.equal(detectFormat(content.subarray(0, 65_536), FORMATS)[0]?.format.id, file.format);
    });
  }

  const expected = new Set(REAL_FILES.map(({ path }) => path));
  const others = globSync('**/*', { cwd: SAMPLES }).filter(
    (path) => extname(path) !== '' && !/SOURCE|README|\.md$/.test(path) && !expected.has(path),
  );
  for (const path of others.sort())
    test(`${path}: without an expectation, but nothing of it is lost or thrown`, () => {
      const content = readFileSync(join(SAMPLES, path));
      const [best] = detectFormat(content.subarray(0, 65_536), FORMATS);
      const proposal = best === undefined ? proposeFormat(content.subarray(0, 65_536)) : null;
      if (best === undefined) {
        // No format, and perhaps no proposal: then nobody claims to have read it.
        assert.ok(proposal === null || proposal.score <= 1);
        return;
      }
      const [sample] = best.format.samples;
      const { reading, records } = read(
        { path, format: best.format.id, zone: sample!.zone, country: sample!.country },
        content,
      );
      const { records: all, repeated, rejected, filtered, joined, waiting } = reading.counts;
      if (reading.quarantine === null)
        assert.equal(all, records.length + repeated + rejected + filtered + joined + waiting);
    });

  test('3CX: talk time in all is what an independent sum over the column says', () => {
    const content = readFileSync(join(SAMPLES, '3cx/cdr-fr-2020-1404rows.csv'));
    let seconds = 0;
    for (const [, h, m, s] of content.toString().matchAll(/^\uFEFF?Call \d+,[^,]+,(\d\d):(\d\d):(\d\d),/gm))
      seconds += Number(h) * 3600 + Number(m) * 60 + Number(s);
    const { records } = read({ path: 'a.csv', format: '3cx-csv', zone: 'UTC', country: 'FR' }, content);
    assert.equal(
      records.reduce((sum, { billableMs }) => sum + billableMs, 0),
      seconds * 1000,
    );
    assert.ok(seconds > 0);
  });

  test('parts of a call in three files: none of them says that it is complete, so they wait; nothing is billed twice or lost', () => {
    const parts = [1, 2, 3].map((n) => readFileSync(join(SAMPLES, `carrier-partial-csv-de/partial_cdr_${n}.csv`)));
    const file = { path: 'partial.csv', format: 'partial-csv-de', zone: 'Europe/Berlin', country: 'DE' };
    const { reading, records } = read(
      file,
      Buffer.concat(parts.map((part) => Buffer.concat([part, Buffer.from('\n')]))),
    );
    assert.deepEqual([reading.counts.records, records.length, reading.counts.waiting], [4, 1, 3]);
  });
}

test('without real files our own samples stand for every format', () => {
  for (const format of FORMATS) assert.ok(format.samples.length > 0, format.id);
});
