import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { XmlDocument } from 'libxml2-wasm';
import { readPdf } from '#test/conformance/readInvoice';
import { renderPdf } from './render.ts';
import type { Block, Sheet } from './sheet.ts';
import { advanceWidth, parseTrueType } from './trueType.ts';

function sheet(blocks: readonly Block[], fields: Partial<Sheet> = {}): Sheet {
  return {
    title: 'Rechnung R2026-000001',
    author: 'Müller & Söhne <Telekom>',
    subject: 'Leistungen',
    language: 'de',
    createdMs: Date.UTC(2026, 9, 5, 12),
    colour: '#0b5c7a',
    letterhead: {
      brand: 'Elbfunk',
      senderLine: 'Elbfunk · Hamburg',
      recipient: ['Kunde'],
      information: [['Nr.', '1']],
    },
    runningHead: 'Rechnung R2026-000001',
    foot: [['Elbfunk GmbH']],
    pageLabel: 'Seite {page} von {pages}',
    blocks,
    attachments: [
      {
        name: 'factur-x.xml',
        mimeType: 'text/xml',
        description: 'Factur-X',
        relationship: 'Alternative',
        bytes: Buffer.from('<invoice/>'),
      },
    ],
    facturX: { fileName: 'factur-x.xml', level: 'EN 16931' },
    ...fields,
  };
}

const TITLE: Block = { kind: 'title', text: 'Rechnung' };

/** Objects of a file as text; streams are cut off. */
function objects(pdf: Uint8Array): string[] {
  return Buffer.from(pdf)
    .toString('latin1')
    .split(/\d+ 0 obj\n/)
    .slice(1)
    .map((body) => body.split(/\nstream\n|\nendobj/)[0] ?? '');
}

function metadataOf(pdf: Uint8Array): string {
  return /<x:xmpmeta[\s\S]*<\/x:xmpmeta>/.exec(Buffer.from(pdf).toString('utf8'))?.[0] ?? '';
}

describe('PDF/A-3b', () => {
  const { bytes, findings } = renderPdf(sheet([TITLE]));
  const all = objects(bytes);
  const metadata = metadataOf(bytes);

  test('says so in metadata that are well-formed though the author has an ampersand', () => {
    const document = XmlDocument.fromString(metadata);
    const one = (path: string) =>
      document
        .find(path, {
          pdfaid: 'http://www.aiim.org/pdfa/ns/id/',
          dc: 'http://purl.org/dc/elements/1.1/',
          fx: 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#',
          ext: 'http://www.aiim.org/pdfa/ns/extension/',
          prop: 'http://www.aiim.org/pdfa/ns/property#',
          xmp: 'http://ns.adobe.com/xap/1.0/',
        })
        .map((node) => node.content.trim());
    assert.deepEqual(one('//pdfaid:part'), ['3']);
    assert.deepEqual(one('//pdfaid:conformance'), ['B']);
    assert.deepEqual(one('//dc:creator//*[not(*)]'), ['Müller & Söhne <Telekom>']);
    assert.deepEqual(one('//xmp:CreateDate'), ['2026-10-05T12:00:00Z']);
    assert.deepEqual(one('//fx:DocumentFileName'), ['factur-x.xml']);
    assert.deepEqual(one('//fx:ConformanceLevel'), ['EN 16931']);
    assert.equal(one('//ext:schemas').length, 1);
    assert.deepEqual(one('//prop:name').toSorted(), [
      'ConformanceLevel',
      'DocumentFileName',
      'DocumentType',
      'Version',
    ]);
    document.dispose();
    assert.deepEqual(findings, []);
  });

  test('has an output intent, an identifier, no encryption', () => {
    assert.ok(all.some((body) => body.includes('/S /GTS_PDFA1')));
    const tail = Buffer.from(bytes).toString('latin1').slice(-400);
    assert.match(tail, /\/ID \[<[0-9a-f]{32}> <[0-9a-f]{32}>\]/);
    assert.doesNotMatch(tail, /Encrypt/);
  });

  test('embeds the e-invoice as alternative, with date and type', () => {
    const file = all.find((body) => body.includes('/Type /EmbeddedFile')) ?? '';
    assert.match(file, /\/Subtype \/text#2Fxml/);
    assert.match(file, /\/ModDate \(D:20261005120000Z\)/);
    const specification = all.find((body) => body.includes('/Type /Filespec')) ?? '';
    assert.match(specification, /\/AFRelationship \/Alternative/);
    assert.match(specification, /\/UF \(factur-x\.xml\)/);
    const catalog = all.find((body) => body.includes('/Type /Catalog')) ?? '';
    assert.match(catalog, /\/AF \[\d+ 0 R\]/);
  });

  test('embeds every font with the widths of its program', () => {
    const text = Buffer.from(bytes).toString('latin1');
    const descendants = all.filter((body) => body.includes('/Subtype /CIDFontType2'));
    assert.ok(descendants.length >= 2);
    for (const body of all.filter((each) => each.includes('/Type /Font\n')))
      assert.doesNotMatch(body, /Type1|Helvetica/);
    for (const body of descendants) {
      const descriptor = /\/FontDescriptor (\d+) 0 R/.exec(body)?.[1];
      const fileNumber = new RegExp(`\\n${descriptor} 0 obj\\n[\\s\\S]*?/FontFile2 (\\d+) 0 R`).exec(text)?.[1];
      const program = parseTrueType(streamOf(bytes, Number(fileNumber)));
      const widths = [...(/\/W \[([\s\S]*)\]/.exec(body)?.[1] ?? '').matchAll(/(\d+) \[(\d+)\]/g)];
      assert.ok(widths.length > 100);
      for (const [, glyph, width] of widths) assert.equal(advanceWidth(program, Number(glyph)), Number(width));
    }
  });
});

function streamOf(pdf: Uint8Array, number: number): Uint8Array {
  const bytes = Buffer.from(pdf);
  const from = bytes.indexOf(`\n${number} 0 obj\n`);
  const start = bytes.indexOf('stream\n', from) + 'stream\n'.length;
  return inflateSync(bytes.subarray(start, bytes.indexOf('\nendstream', start)));
}

test('the same sheet gives the same bytes, whatever was rendered before', () => {
  const first = renderPdf(sheet([TITLE]));
  renderPdf(sheet([{ kind: 'paragraph', text: 'Ωμέγα Привет 1234 '.repeat(50) }]));
  const again = renderPdf(sheet([TITLE]));
  assert.ok(Buffer.from(first.bytes).equals(Buffer.from(again.bytes)));
});

test('a text that cannot be printed is told, once', () => {
  const { findings } = renderPdf(sheet([TITLE, TITLE].map((block) => ({ ...block, text: '東京 KK' }))));
  assert.deepEqual(findings, [
    { code: 'pdf.glyphMissing', severity: 'warning', params: { text: '東京 KK', characters: 'U+6771 U+4EAC' } },
  ]);
});

const COLUMNS = [
  { header: 'Datum', widthMm: 60, align: 'left' },
  { header: 'Betrag', widthMm: 105, align: 'right' },
] as const;

test('long lists: every row once and in order, title and header on each page, sum below at least one row', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 140 }), { minLength: 1, maxLength: 6 }), async (sizes) => {
      const groups = sizes.map((count, group) => ({
        title: `Anschluss${group}`,
        subtitle: 'Festnetz',
        count,
        row: (index: number) => [`Zeile${group}.${index}`, `${index},00`],
        sum: [`Summe${group}`, '1,00'] as const,
      }));
      const { bytes, pages } = renderPdf(
        sheet([
          { kind: 'heading', text: 'Liste' },
          { kind: 'listing', columns: COLUMNS, groups, continued: '(Fortsetzung)' },
        ]),
      );
      const content = await readPdf(bytes);
      const first = content.pages.map((lines) => lines.map((line) => line[0]?.text ?? ''));
      const rows = first.flat().filter((text) => text.startsWith('Zeile'));
      assert.deepEqual(
        rows,
        sizes.flatMap((count, group) => Array.from({ length: count }, (_, i) => `Zeile${group}.${i}`)),
      );
      assert.equal(first.length, pages);
      for (const lines of first) {
        const firstRow = lines.findIndex((text) => text.startsWith('Zeile'));
        if (firstRow < 0) continue;
        assert.ok(lines.indexOf('Datum') >= 0 && lines.indexOf('Datum') < firstRow, 'header above the rows');
        assert.match(lines[firstRow - 1] ?? '', /^Anschluss/);
        lines.forEach((text, index) => {
          if (text.startsWith('Summe')) assert.match(lines[index - 1] ?? '', /^Zeile/);
        });
      }
    }),
    { numRuns: 15 },
  );
});

test('tables: a section is not parted from its first row, nor a subtotal from its last', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 }), async (sizes) => {
      const rows = sizes.flatMap((count, section) => [
        { kind: 'section' as const, cells: [{ text: `Teil${section}` }] },
        ...Array.from({ length: count }, (_, index) => ({
          kind: 'item' as const,
          cells: [{ text: `Posten${section}.${index}`, note: 'Anmerkung' }, { text: '1,00' }],
        })),
        { kind: 'subtotal' as const, cells: [{ text: `Zwischen${section}` }, { text: '1,00' }] },
      ]);
      const content = await readPdf(renderPdf(sheet([TITLE, { kind: 'table', columns: COLUMNS, rows }])).bytes);
      const body = content.pages.map((lines) =>
        lines.map((line) => line[0]?.text ?? '').filter((text) => /^(Teil|Posten|Zwischen)/.test(text)),
      );
      assert.equal(body.flat().length, rows.length);
      for (const lines of body) {
        assert.doesNotMatch(lines.at(-1) ?? '', /^Teil/);
        assert.doesNotMatch(lines[0] ?? '', /^Zwischen/);
      }
    }),
    { numRuns: 15 },
  );
});

test('pages are numbered', async () => {
  const { bytes } = renderPdf(sheet([{ kind: 'paragraph', text: 'Wort '.repeat(4000) }]));
  const content = await readPdf(bytes);
  const labels = content.pages.map((lines) => lines.flat().find((cell) => cell.text.startsWith('Seite '))?.text);
  assert.ok(labels.length > 2);
  assert.deepEqual(
    labels,
    content.pages.map((_, index) => `Seite ${index + 1} von ${content.pages.length}`),
  );
});
