/**
 * Real files of real systems, read from the folder that SAMPLES names (they belong to others and are not part of this
 * project). Our own cases, which always run, are the samples inside the formats: src/mediation/formats.test.ts.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { compileFormat, detectFormat, FORMATS, findFormat, readContent } from '#mediation';
import { REAL_FILES } from './realFiles.ts';

const { SAMPLES } = process.env;

if (SAMPLES !== undefined) {
  for (const file of REAL_FILES) {
    test(`${file.path}: every record is accounted for`, (t) => {
      const content = readFileSync(join(SAMPLES, file.path));
      const source = { id: 1, zone: file.zone ?? 'Europe/Paris', country: file.country, settings: file.settings ?? {} };
      const { compiled, findings } = compileFormat(findFormat(file.format)!, source);
      assert.deepEqual(findings, []);
      const arrivalMs = file.arrival === undefined ? null : Date.parse(file.arrival);
      const origin = { name: basename(file.path), arrivalMs };
      const { reading, records } = readContent(compiled!, content, Number.POSITIVE_INFINITY, origin);
      const directions: Record<string, number> = {};
      let ms = 0;
      for (const { direction, durationMs } of records) {
        directions[direction] = (directions[direction] ?? 0) + 1;
        ms += durationMs;
      }
      t.diagnostic(
        `${file.path}: ${file.format}, ${reading.counts.records} records, ${records.length} usage, ${ms / 1000} s`,
      );
      assert.equal(reading.quarantine?.code, file.quarantine);
      assert.equal(reading.counts.records, file.records);
      assert.equal(reading.counts.joined, file.joined ?? 0);
      assert.equal(reading.counts.waiting, file.waiting ?? 0);
      assert.deepEqual(directions, file.directions);
      assert.deepEqual(reading.filterCounts, file.filtered ?? {});
      assert.deepEqual(
        reading.rejects.map(({ code }) => code),
        file.rejected ?? [],
      );
      if (file.seconds !== undefined) assert.equal(ms, file.seconds * 1000);
      const [first] = records;
      for (const [name, value] of Object.entries(file.first ?? {}))
        assert.equal(Reflect.get(first ?? {}, name), value, `${name} of the first record`);
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
