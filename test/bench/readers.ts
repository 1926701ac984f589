/** Each kind of reader, from bytes to normalised records, held against counting the line breaks of the same bytes. */
import { compileFormat, FileReading, findFormat, sampleContent } from '#mediation';
import { bcd, leaf, tlv } from '../../src/mediation/readers/testBer.ts';
import { type Figure, recordFigure } from './figure.ts';
import { measured } from './measure.ts';

const PIECE_BYTES = 262_144;
const NEWLINE = 10;
const RUNS = 2;

/** Presets whose first sample, repeated, is a file. */
const REPEATED = [
  ['delimited', 'asterisk-master-csv'],
  ['fixed columns', 'avaya-cm-teleseer'],
  ['pattern', 'panasonic-kx-pattern-a'],
  ['pairs', 'radius-detail'],
  ['JSON', 'ovh-voice-json'],
  ['XML', 'freeswitch-xml'],
] as const;

export async function benchReaders({ records }: { readonly records: number }, tell: (figure: Figure) => void) {
  for (const [kind, id] of REPEATED) {
    const [sample] = findFormat(id)!.samples;
    const once = sampleContent(sample!);
    const each = sample!.records.length;
    // JSON and XML cost more: fewer records give the same picture.
    const wanted = kind === 'JSON' || kind === 'XML' ? records / 5 : records;
    const piece = Buffer.concat([once, Buffer.from('\n')]);
    await bench(
      `${kind} (${id})`,
      id,
      Buffer.concat(Array.from({ length: Math.ceil(wanted / each) }, () => piece)),
      tell,
    );
  }
  await bench('BER (tap3)', 'tap3', tapFile(Math.ceil(records / 2)), tell);
}

async function bench(name: string, id: string, content: Buffer, tell: (figure: Figure) => void): Promise<void> {
  const format = findFormat(id)!;
  const [sample] = format.samples;
  const { compiled } = compileFormat(format, { id: 1, zone: sample!.zone, country: sample!.country, settings: {} });
  for (let run = 1; run <= RUNS; run++) {
    const count = await measured(async () => countLines(content));
    let passed = 0;
    const { result, cost } = await measured(async () => {
      const reading = new FileReading(compiled!, () => passed++, { name: sample!.fileName, arrivalMs: 0 });
      for (let at = 0; at < content.length; at += PIECE_BYTES) reading.push(content.subarray(at, at + PIECE_BYTES));
      reading.end();
      return reading.counts.records;
    });
    // The first run warms up.
    if (run < RUNS) continue;
    const base = recordFigure('line count', result, count.cost);
    const figure = recordFigure(name, result, cost, base);
    const megabytes = content.length / 1e6 / (cost.wallMs / 1000);
    tell({ ...figure, name: `${name}, ${megabytes.toFixed(0)} MB/s` });
    if (passed === 0) throw new Error(`assertion failed: nothing of ${id} was read`);
  }
}

function countLines(content: Buffer): number {
  let lines = 0;
  for (let at = content.indexOf(NEWLINE); at >= 0; at = content.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}

/** A roaming file of calls like any: subscriber, number, times, place, charge. */
function tapFile(records: number): Buffer {
  const calls: Buffer[] = [];
  const rate = tlv('a233', leaf('a232', 1), leaf('a231', '+0200'));
  for (let i = 0; i < records; i++) {
    const at = new Date(Date.UTC(2026, 8, 1) + i * 1000).toISOString().replaceAll(/\D/g, '').slice(0, 14);
    const sim = tlv('a427', tlv('a199', leaf('a129', bcd(String(262_011_234_500_000 + (i % 5000))))));
    const start = tlv('a44', leaf('a16', at), leaf('a232', 1));
    const called = tlv('a89', leaf('a407', bcd(String(33_140_000_000 + (i % 9999)))));
    const total = tlv('a63', leaf('a71', '00'), leaf('a62', 500));
    const charge = tlv('a70', tlv('a69', leaf('a66', 'D'), leaf('a105', 1), tlv('a64', total)));
    calls.push(
      tlv(
        'a9',
        tlv('a147', sim, called, start, leaf('a223', i % 600)),
        tlv('a138', tlv('a156', leaf('a184', 1), leaf('a45', `r${i}`), leaf('a136', 123), leaf('a59', 4567))),
        tlv('a38', tlv('a39', tlv('a36', tlv('a426', leaf('a218', '11'))), charge)),
      ),
    );
  }
  const money = tlv('a106', leaf('a105', 1), leaf('a159', 5), leaf('a104', 120_000));
  return tlv(
    'a1',
    tlv('a4', leaf('a196', 'FRAXX'), leaf('a182', 'DEUYY'), leaf('a109', '00042')),
    tlv('a5', leaf('a135', 'EUR'), tlv('a80', money), leaf('a244', 3)),
    tlv('a6', tlv('a234', rate)),
    tlv('a3', Buffer.concat(calls)),
    tlv('a15', leaf('a415', 500 * records), leaf('a43', records)),
  );
}
