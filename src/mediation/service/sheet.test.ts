import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { zip } from '#test/zip';
import { type FormatDefinition, formatSchema } from '../language/format.ts';
import { HtmlRows } from '../opening/htmlTable.ts';
import { compileFormat } from '../reading/compile.ts';
import { readContent } from '../reading/preview.ts';
import { BrokenPacking, contentOf } from './content.ts';

const folder = mkdtempSync(join(tmpdir(), 'tarifwerk-sheet-'));
after(() => rmSync(folder, { recursive: true }));

let written = 0;
async function textOf(content: Buffer): Promise<string> {
  const path = join(folder, `s${++written}`);
  writeFileSync(path, content);
  const pieces: Buffer[] = [];
  for await (const piece of contentOf(path)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/';

/** A workbook (ECMA-376) of two sheets, the first a cover. Styles: 1 = date and time, 2 = duration. */
function workbook(rows: readonly string[]): Buffer {
  const sheet = (content: readonly string[]) =>
    `${XML}<worksheet ${MAIN}><sheetData>${content.map((cells, i) => `<row r="${i + 1}">${cells}</row>`).join('')}</sheetData></worksheet>`;
  return zip([
    [
      '[Content_Types].xml',
      `${XML}<Types ${PACKAGE}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `${XML}<Relationships ${PACKAGE}relationships"><Relationship Id="rId1" Type="${RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${XML}<workbook ${MAIN} xmlns:r="${RELS}"><sheets><sheet name="Cover" sheetId="1" r:id="rId1"/><sheet name="Calls" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${XML}<Relationships ${PACKAGE}relationships"><Relationship Id="rId1" Type="${RELS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELS}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${RELS}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `${XML}<styleSheet ${MAIN}><numFmts count="1"><numFmt numFmtId="170" formatCode="[h]:mm:ss"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="170"/></cellXfs></styleSheet>`,
    ],
    ['xl/worksheets/sheet1.xml', sheet([text('A', 1, 'Cover')])],
    ['xl/worksheets/sheet2.xml', sheet(rows)],
  ]);
}
const text = (column: string, row: number, value: string) =>
  `<c r="${column}${row}" t="inlineStr"><is><t>${value}</t></is></c>`;
const number = (column: string, row: number, value: number, style = 0) =>
  `<c r="${column}${row}" s="${style}"><v>${value}</v></c>`;

const CALLS = workbook([
  text('A', 1, 'Start') + text('B', 1, 'Duration') + text('C', 1, 'From') + text('D', 1, 'To') + text('E', 1, 'Cost'),
  number('A', 2, 46266.385416666664, 1) +
    number('B', 2, 0.0014583333333333334, 2) +
    text('C', 2, '040 5550100') +
    number('D', 2, 33612345678) +
    number('E', 2, 0.0425),
  number('A', 3, 46266.5, 1) + number('B', 3, 1.25, 2) + text('C', 3, 'two\nlines') + text('E', 3, '1'),
]);

test('the sheet with most rows is text: days with times, durations, numbers as they are', async () => {
  assert.equal(
    await textOf(CALLS),
    'Start\tDuration\tFrom\tTo\tCost\n2026-09-01 09:15:00\t00:02:06\t040 5550100\t33612345678\t0.0425\n2026-09-01 12:00:00\t30:00:00\ttwo lines\t\t1\n',
  );
});

const FORMAT: FormatDefinition = {
  id: 'test-sheet',
  version: 1,
  name: 'Test',
  structure: {
    kind: 'sheet',
    header: {
      kind: 'names',
      names: { start: ['Start'], duration: ['Duration'], from: ['From'], to: ['To'], cost: ['Cost'] },
      required: ['start', 'from', 'to'],
    },
  },
  record: {
    start: { fields: ['start'], form: { kind: 'pattern', patterns: ['yyyy-MM-dd HH:mm:ss'] } },
    duration: { field: 'duration', form: 'hh:mm:ss' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'from' },
    called: { field: 'to' },
    costs: [{ field: 'cost' }],
  },
  dedup: { keys: [['*']] },
  fingerprint: {},
  samples: [{ name: 'none', content: '', zone: 'UTC', country: 'DE', records: [] }],
};

test('a format reads a sheet like any other text', async () => {
  const { compiled, findings } = compileFormat(formatSchema.parse(FORMAT), {
    id: 1,
    zone: 'Europe/Berlin',
    country: 'DE',
    settings: {},
  });
  assert.deepEqual(findings, []);
  const { records } = readContent(compiled!, Buffer.from(await textOf(CALLS)), 10);
  assert.deepEqual(
    records.map(({ start, durationMs, calling, called, cost }) => [start, durationMs, calling, called, cost]),
    [
      ['2026-09-01T07:15:00.000Z', 126_000, '+49405550100', '+33612345678', '0.0425'],
      ['2026-09-01T10:00:00.000Z', 108_000_000, 'two lines', null, '1'],
    ],
  );
});

const PAGE = `<!DOCTYPE html><html><head><style>td { x: "<td>" }</style></head><body><!-- <tr><td>no</td></tr> -->
<table><tr><th>Von<th>Nach</tr><tr><td> 040&nbsp;5550100 </td><td><b>0&#52;&#x31;</b>&amp;&uml;</td></tr>
<tr></tr><TR><TD>Größe<br>zwei</TABLE></body></html>`;

test('tables of an HTML page are text, in whatever charset, packed or not', async () => {
  const expected = 'Von\tNach\n040 5550100\t041&&uml;\nGröße zwei\n';
  assert.equal(await textOf(Buffer.from(PAGE)), expected);
  assert.equal(await textOf(Buffer.from(PAGE, 'latin1')), expected);
  assert.equal(await textOf(Buffer.from(`\uFEFF${PAGE}`, 'utf16le')), expected);
  assert.equal(await textOf(gzipSync(PAGE)), expected);
});

test('rows of a page do not depend on how it is cut; what never ends is not held', () => {
  const rows = (size: number) => {
    const reader = new HtmlRows();
    const found: string[][] = [];
    for (let at = 0; at < PAGE.length; at += size) found.push(...reader.push(PAGE.slice(at, at + size)));
    return [...found, ...reader.end()];
  };
  for (const size of [1, 2, 3, 7]) assert.deepEqual(rows(size), rows(10_000));
  const endless = new HtmlRows();
  endless.push('<table><tr><td>');
  for (let i = 0; i < 200; i++) assert.deepEqual(endless.push('x'.repeat(100_000)), []);
  assert.ok(endless.end()[0]![0]!.length < 400_000);
  const comment = new HtmlRows();
  for (let i = 0; i < 200; i++) comment.push(`<!-- ${'x'.repeat(10_000)}`);
  assert.deepEqual(comment.end(), []);
});

test('a workbook that is none is told', async () => {
  await assert.rejects(
    textOf(
      zip([
        ['[Content_Types].xml', 'x'],
        ['xl/workbook.xml', '<x'],
      ]),
    ),
    BrokenPacking,
  );
});
