/**
 * Real files of real systems, read from the folder that SAMPLES names (they belong to others and are not part of this
 * project). Our own cases, which always run, are the samples inside the formats: src/mediation/formats.test.ts.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compileFormat, detectFormat, FORMATS, findFormat, readContent } from '#mediation';

const { SAMPLES } = process.env;

interface RealFile {
  readonly path: string;
  readonly format: string;
  readonly country: string;
  readonly settings?: Readonly<Record<string, readonly string[]>>;
  readonly records: number;
  readonly directions: Readonly<Record<string, number>>;
  readonly filtered?: Readonly<Record<string, number>>;
  readonly rejected?: readonly string[];
}

const REAL: readonly RealFile[] = [
  {
    path: '3cx/cdr-fr-2020-1404rows.csv',
    format: '3cx-csv',
    country: 'FR',
    records: 1404,
    directions: { outbound: 576, inbound: 394, internal: 384, forwarded: 50 },
  },
  { path: '3cx/cdr.log', format: '3cx-csv', country: 'IE', records: 1, directions: { inbound: 1 } },
  { path: '3cx/cdr-v20-per-call-file.csv', format: '3cx-csv', country: 'SE', records: 1, directions: { outbound: 1 } },
  {
    path: 'asterisk-cdr-csv/Master.csv',
    format: 'asterisk-master-csv',
    country: 'RU',
    settings: { trunks: ['SIP/211'] },
    records: 84,
    directions: { inbound: 30 },
    filtered: { localChannel: 26, unanswered: 28 },
  },
  {
    path: 'freeswitch-json/freeswitch_json_cdr_1.json',
    format: 'freeswitch-json',
    country: 'DE',
    records: 1,
    directions: { internal: 1 },
  },
  {
    // Reduced to a few variables by its owners: no start time left.
    path: 'freeswitch-json/freeswitch_json_cdr_2_small.json',
    format: 'freeswitch-json',
    country: 'DE',
    records: 1,
    directions: {},
    rejected: ['mediation.fieldEmpty'],
  },
];

if (SAMPLES !== undefined) {
  for (const file of REAL) {
    test(`${file.path}: every record is accounted for`, () => {
      const content = readFileSync(join(SAMPLES, file.path));
      const source = { id: 1, zone: 'Europe/Paris', country: file.country, settings: file.settings ?? {} };
      const { compiled, findings } = compileFormat(findFormat(file.format)!, source);
      assert.deepEqual(findings, []);
      const { reading, records } = readContent(compiled!, content, Number.POSITIVE_INFINITY);
      assert.equal(reading.quarantine, null);
      assert.equal(reading.counts.records, file.records);
      const directions: Record<string, number> = {};
      for (const { direction } of records) directions[direction] = (directions[direction] ?? 0) + 1;
      assert.deepEqual(directions, file.directions);
      assert.deepEqual(reading.filterCounts, file.filtered ?? {});
      assert.deepEqual(
        reading.rejects.map(({ code }) => code),
        file.rejected ?? [],
      );
    });

    test(`${file.path}: recognised`, () => {
      const content = readFileSync(join(SAMPLES, file.path));
      assert.equal(detectFormat(content, FORMATS)[0]?.format.id, file.format);
    });
  }

  test('3CX: talk time in all is what an independent sum over the column says', () => {
    const content = readFileSync(join(SAMPLES, '3cx/cdr-fr-2020-1404rows.csv'));
    let expected = 0;
    for (const [, h, m, s] of content.toString().matchAll(/^\uFEFF?Call \d+,[^,]+,(\d\d):(\d\d):(\d\d),/gm))
      expected += Number(h) * 3600 + Number(m) * 60 + Number(s);
    const { compiled } = compileFormat(findFormat('3cx-csv')!, { id: 1, zone: 'UTC', country: 'FR', settings: {} });
    const { records } = readContent(compiled!, content, Number.POSITIVE_INFINITY);
    assert.equal(
      records.reduce((sum, { durationMs }) => sum + durationMs, 0),
      expected * 1000,
    );
    assert.ok(expected > 0);
  });
}

test('without real files our own samples stand for every format', () => {
  for (const format of FORMATS) assert.ok(format.samples.length > 0, format.id);
});
