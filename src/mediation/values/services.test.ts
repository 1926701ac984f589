/** Files with messages, data and roaming beside calls. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatSchema } from '../language/format.ts';
import { compileFormat } from '../reading/compile.ts';
import { readContent } from '../reading/preview.ts';
import { NOT_A_NETWORK, NOT_A_VOLUME, readNetwork, volumeReader } from './volume.ts';

/** A mobile carrier's export, made up. */
const FORMAT = formatSchema.parse({
  id: 'mobile-test',
  version: 1,
  name: 'Mobile test',
  structure: {
    kind: 'delimited',
    delimiter: ';',
    header: { kind: 'none' },
    layouts: [{ columns: ['type', 'at', 'from', 'to', 'seconds', 'up', 'down', 'parts', 'plmn'] }],
  },
  settings: { home: { kind: 'texts', default: ['26299'] } },
  record: {
    service: {
      rules: [
        { when: { field: 'type', equals: 'SMS' }, is: 'sms' },
        { when: { field: 'type', oneOf: ['GPRS', 'LTE'] }, is: 'data' },
      ],
      otherwise: 'voice',
    },
    start: { fields: ['at'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss'] } },
    duration: { field: 'seconds', form: 's' },
    unanswered: 'filter',
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'from' },
    called: { field: 'to' },
    volume: { fields: ['up', 'down'], unit: 'kB' },
    pieces: { field: 'parts' },
    network: { field: 'plmn', home: { setting: 'home' } },
  },
  dedup: { keys: [['*']] },
  fingerprint: { columns: { '1': '^2026' } },
  samples: [{ name: 'none', content: '', zone: 'UTC', country: 'DE', records: [] }],
});
const SOURCE = { id: 1, zone: 'UTC', country: 'DE', settings: {} };

function read(content: string, settings: Readonly<Record<string, readonly string[]>> = {}) {
  const { compiled, findings } = compileFormat(FORMAT, { ...SOURCE, settings });
  assert.deepEqual(findings, []);
  return readContent(compiled!, Buffer.from(content), 100);
}

test('service, volume and network are read record by record; none leaks into the next', () => {
  const { records, reading } = read(
    [
      'GPRS;2026-09-01 10:00:00;+491715550001;internet;600;12.5;1024;;208-01',
      'MOC;2026-09-01 10:01:00;+491715550001;+49305550001;61;;;;26299',
      'SMS;2026-09-01 10:02:00;+491715550001;+491715550002;;7;8;2;',
      'MOC;2026-09-01 10:03:00;+491715550001;+33199001234;90;;;;310410',
      'LTE;2026-09-01 10:04:00;+491715550001;internet;0;;0.0005;;',
      'MOC;2026-09-01 10:05:00;+491715550001;+49305550001;0;;;;',
      'LTE;2026-09-01 10:06:00;+491715550001;internet;0;;;;',
      '',
    ].join('\n'),
  );
  assert.deepEqual(
    records.map(({ service, volume, network, durationMs }) => [service, volume, network, durationMs]),
    [
      ['data', 1_036_500, 20_801, 600_000],
      [undefined, undefined, undefined, 61_000],
      ['sms', 2, undefined, 0],
      [undefined, undefined, 310_410, 90_000],
      ['data', 1, undefined, 0],
    ],
  );
  assert.deepEqual(reading.filterCounts, { unanswered: 2 });
});

test('the networks of home are the source’s setting', () => {
  const { records } = read('MOC;2026-09-01 10:01:00;+491715550001;+49305550001;61;;;;26299\n', { home: ['20801'] });
  assert.equal(records[0]?.network, 26_299);
});

test('a volume or network of another form is a reject that names its field', () => {
  const { reading } = read(
    [
      'LTE;2026-09-01 10:00:00;+491715550001;internet;1;1,5;;;',
      'LTE;2026-09-01 10:00:00;+491715550001;internet;1;-1;;;',
      'LTE;2026-09-01 10:00:00;+491715550001;internet;1;1;;;Orange',
      'LTE;2026-09-01 10:00:00;+491715550001;internet;1;1;;;20801',
      'SMS;2026-09-01 10:00:00;+491715550001;+491715550002;;;;2.5;',
      '',
    ].join('\n'),
  );
  assert.deepEqual(
    reading.rejects.map(({ code, field, columnNo }) => [code, field, columnNo]),
    [
      ['mediation.volume', 'up', 6],
      ['mediation.volume', 'up', 6],
      ['mediation.network', 'plmn', 9],
      ['mediation.volume', 'parts', 8],
    ],
  );
});

test('a format that names fields or settings nobody gives is refused', () => {
  const record = {
    ...FORMAT.record,
    volume: { fields: ['octets'], unit: 'byte' as const, unitFields: [], decimal: '.' as const },
    network: { field: 'vplmn', home: { setting: 'own' } },
  };
  const { findings } = compileFormat({ ...FORMAT, record }, SOURCE);
  assert.deepEqual(
    findings.map(({ code, params }) => [code, params?.field ?? params?.setting]),
    [
      ['mediation.fieldUnknown', 'octets'],
      ['mediation.fieldUnknown', 'vplmn'],
      ['mediation.settingUnknown', 'own'],
    ],
  );
});

test('volumes in every unit, whole and broken', () => {
  const cases: [unit: Parameters<typeof volumeReader>[0]['unit'], text: string, volume: number][] = [
    ['byte', '0', 0],
    ['byte', '999999999999999', 999_999_999_999_999],
    ['byte', '1000000000000001', NOT_A_VOLUME],
    ['byte', '1.5', NOT_A_VOLUME],
    ['byte', '', NOT_A_VOLUME],
    ['byte', '1e6', NOT_A_VOLUME],
    ['byte', '-5', NOT_A_VOLUME],
    ['kB', '1.2345', 1_235],
    ['KiB', '0.5', 512],
    ['MB', '0.0000005', 1],
    ['MB', '0.0000004', 0],
    ['MiB', '1', 1_048_576],
    ['GB', '1.123456789', 1_123_456_789],
    ['GB', '1.1234567894999999999999', 1_123_456_789],
    ['GiB', '2.25', 2_415_919_104],
    ['GB', '1.', NOT_A_VOLUME],
    ['GB', '.5', NOT_A_VOLUME],
    ['GB', '1000001', NOT_A_VOLUME],
  ];
  for (const [unit, text, volume] of cases) {
    const bytes = Buffer.from(text);
    assert.equal(volumeReader({ unit, decimal: '.' })(bytes, 0, bytes.length), volume, `${text} ${unit}`);
  }
});

test('networks are MCC, or MCC and MNC', () => {
  const cases: [string, number][] = [
    ['208', 208],
    ['20801', 20_801],
    ['208-01', 20_801],
    ['310 410', 310_410],
    ['2080', NOT_A_NETWORK],
    ['20-801', NOT_A_NETWORK],
    ['3104101', NOT_A_NETWORK],
    ['D1', NOT_A_NETWORK],
    ['', NOT_A_NETWORK],
  ];
  for (const [text, network] of cases) {
    const bytes = Buffer.from(text);
    assert.equal(readNetwork(bytes, 0, bytes.length), network, text);
  }
});
