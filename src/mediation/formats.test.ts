import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FORMATS } from './formats.ts';
import { type Format, formatSchema } from './language/format.ts';
import { compileFormat } from './reading/compile.ts';
import { detectFormat } from './reading/detect.ts';
import { readContent, sampleContent } from './reading/preview.ts';

for (const format of FORMATS) {
  for (const sample of format.samples) {
    const compiled = () => {
      const { compiled: ready, findings } = compileFormat(format, { id: 1, ...sample });
      assert.deepEqual(findings, []);
      return ready!;
    };
    const content = sampleContent(sample);

    test(`${format.id}: ${sample.name}: records, filtered and rejects are as the sample says`, () => {
      const arrivalMs = sample.arrival === undefined ? null : Date.parse(sample.arrival);
      const origin = { name: sample.fileName, arrivalMs };
      const { reading, records } = readContent(compiled(), content, 1000, origin);
      assert.equal(reading.quarantine, null);
      assert.deepEqual(records, sample.records);
      assert.deepEqual(reading.filterCounts, sample.filtered);
      assert.deepEqual(
        reading.rejects.map(({ code }) => code),
        sample.rejected,
      );
    });

    test(`${format.id}: ${sample.name}: recognised by its content`, () => {
      assert.equal(detectFormat(content, FORMATS)[0]?.format.id, format.id);
    });
  }

  test(`${format.id} survives export and import as JSON`, () => {
    const again = formatSchema.parse(JSON.parse(JSON.stringify(format)));
    assert.deepEqual(again, format);
  });
}

test('what the language has no word for is refused, never ignored', () => {
  const base = JSON.parse(JSON.stringify(FORMATS[0])) as Format;
  const cases = [
    { ...base, validFrom: '2026-01-01' },
    { ...base, structure: { kind: 'xml', recordPath: 'a/b' } },
    { ...base, record: { ...base.record, start: { ...base.record.start, calendar: 'julian' } } },
  ];
  for (const wrong of cases) assert.equal(formatSchema.safeParse(wrong).success, false);
});

test('faults of format and source are told: unknown field, setting, zone, country', () => {
  const base = FORMATS[0]!;
  const wrong = formatSchema.parse({ ...base, filters: [{ reason: 'x', when: { field: 'nowhere', equals: 'x' } }] });
  const { findings } = compileFormat(wrong, {
    id: 1,
    zone: 'Mars/Olympus',
    country: 'ZZ',
    settings: { colour: 'red', bareNumbers: 'some' },
  });
  assert.deepEqual(findings.map(({ code }) => code).sort(), [
    'mediation.countryUnknown',
    'mediation.fieldUnknown',
    'mediation.settingUnknown',
    'mediation.settingWrong',
    'mediation.zoneUnknown',
  ]);
});
