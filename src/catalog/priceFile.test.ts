import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { crc32 } from 'node:zlib';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/db';
import { type TestApp, testApp } from '#test/database';
import { percentOf } from './priceDiff.ts';
import * as catalog from './service.ts';

let app: TestApp;
const run = <R>(work: (ctx: Context) => Promise<R>) => inTransaction(app, app.actor, work);
const refusedAs = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const NAME = { de: 'Deutschland', fr: 'Allemagne', en: 'Germany' };
const LIST = { name: 'Retail', side: 'customer', currency: 'EUR', calendarCode: 'flat' } as const;

before(async () => {
  app = await testApp();
  await run(async (ctx) => {
    await catalog.addDestinations(ctx, [
      { code: 'DE', name: NAME, class: 'nationalFixed' },
      { code: 'DE-MOBILE', name: { de: 'Mobil', fr: 'Mobile', en: 'Mobile' }, class: 'nationalMobile' },
    ]);
    await catalog.addCalendar(ctx, { code: 'flat', zone: 'Europe/Berlin', bands: ['all'] });
    for (const code of ['retail', 'sheet', 'carrier']) await catalog.addPriceList(ctx, { ...LIST, code });
  });
});
after(() => app.close());

const csv = (...lines: readonly string[]) => Buffer.from(['Vorwahl;Ziel;Preis pro Minute', ...lines].join('\r\n'));

test('a preview tells what a file would change and stores nothing; the import does it', async () => {
  const first = {
    listCode: 'retail',
    validFrom: '2026-01-01',
    bytes: csv('49;Deutschland;0,02', '4917;DE-MOBILE;0,10', '4930;DE;0,02'),
  };
  const preview = await run((ctx) => catalog.previewPriceFile(ctx, first));
  assert.deepEqual(preview.counts, { new: 3, dearer: 0, cheaper: 0, changed: 0, closed: 0, unchanged: 0 });
  assert.deepEqual(
    preview.prepared.findings.map(({ code, severity, place }) => [code, severity, place?.line]),
    [['priceList.redundantPrefix', 'info', 4]],
  );
  assert.equal((await run(catalog.browsePriceLists)).priceLists[0]?.versions.length, 0);
  assert.equal((await run((ctx) => catalog.importPriceFile(ctx, first))).prices, 3);

  const second = {
    listCode: 'retail',
    validFrom: '2026-07-01',
    bytes: csv('49;Germany;0,03', '4917;DE-MOBILE;0,08', '4940;DE;0,01'),
  };
  const changed = await run((ctx) => catalog.previewPriceFile(ctx, second));
  assert.deepEqual(
    changed.changes.map((change) => [change.kind, (change.after ?? change.before)?.target, percentOf(change)]),
    [
      ['new', '4940', null],
      ['dearer', '49', '50.0'],
      ['cheaper', '4917', '-20.0'],
      ['closed', '4930', null],
    ],
  );
  const dearer = await run((ctx) => catalog.previewPriceFile(ctx, second, 'dearer'));
  assert.deepEqual(dearer.changes, [changed.changes[1]]);
});

test('bad rows, files and dates are told by line, or refused', async () => {
  const bytes = csv('49;DE;0,02', '49;DE;0,03', 'x;Atlantis;-1');
  const file = { listCode: 'retail', validFrom: '2026-08-01', bytes };
  const { prepared } = await run((ctx) => catalog.previewPriceFile(ctx, file));
  assert.deepEqual(
    prepared.findings.map(({ code, place }) => `${place?.line} ${code}`),
    [
      '3 priceList.duplicateTarget',
      '4 priceList.badTarget',
      '4 priceList.unknownDestination',
      '4 priceList.negativePrice',
    ],
  );
  await assert.rejects(
    run((ctx) => catalog.importPriceFile(ctx, file)),
    refusedAs('priceList.refused'),
  );
  const early = { ...file, validFrom: '2026-01-01', bytes: csv('49;DE;0,02') };
  const seen = await run((ctx) => catalog.previewPriceFile(ctx, early));
  assert.deepEqual(
    seen.prepared.findings.map(({ code }) => code),
    ['priceList.versionOrder'],
  );
  await assert.rejects(
    run((ctx) => catalog.importPriceFile(ctx, early)),
    refusedAs('priceList.versionOrder'),
  );
  const refused = (change: object, code: string) =>
    assert.rejects(
      run((ctx) => catalog.previewPriceFile(ctx, { ...early, ...change })),
      refusedAs(code),
      code,
    );
  await refused({ validFrom: '2026-02-29' }, 'priceList.badDate');
  await refused({ listCode: 'none' }, 'priceList.unknown');
  await refused({ bytes: Buffer.from('PK\x03\x04 but no archive') }, 'priceFile.unreadable');
  await refused({ bytes: Buffer.from('d0cf11e0a1b11ae1', 'hex') }, 'priceFile.oldSpreadsheet');
  await refused({ bytes: Buffer.from('a;"b') }, 'priceFile.unreadable');
  const empty = await run((ctx) =>
    catalog.previewPriceFile(ctx, { ...early, validFrom: '2026-09-01', bytes: Buffer.alloc(0) }),
  );
  assert.deepEqual(
    empty.prepared.findings.map(({ code }) => code),
    ['priceFile.noHeading'],
  );
});

test('rows without a destination take that of the numbering plan', async () => {
  await run((ctx) =>
    catalog.importNumbering(ctx, {
      validFrom: '2026-02-01',
      rows: [
        { prefix: '49', destination: 'DE' },
        { prefix: '4917', destination: 'DE-MOBILE' },
      ],
    }),
  );
  const rows = ['4930', '49171', '=4917123'].map((target) => ({ target, price: '1' }));
  const done = await run((ctx) => catalog.importPriceList(ctx, { listCode: 'carrier', validFrom: '2026-02-01', rows }));
  assert.equal(done.prices, 3);
  const { prices } = await run((ctx) => catalog.browsePriceList(ctx, 'carrier', { q: '', page: 1, pageSize: 9 }));
  assert.deepEqual(
    prices.rows.map(({ target, destination }) => `${target} ${destination?.code}`),
    ['49171 DE-MOBILE', '4930 DE', '=4917123 DE-MOBILE'],
  );
  await assert.rejects(
    run((ctx) =>
      catalog.importPriceList(ctx, {
        listCode: 'carrier',
        validFrom: '2026-03-01',
        rows: [{ target: '33', price: '1' }],
      }),
    ),
    (error: unknown) => error instanceof Refusal && error.findings[0]?.code === 'priceList.destinationMissing',
  );
});

test('a spreadsheet is read from the sheet that has prices, its numbers as they were typed', async () => {
  const bytes = spreadsheet([
    [['Notes'], ['nothing here']],
    [
      ['Präfix', 'Ziel', 'Preis pro Minute', 'Taktung', 'Freimenge'],
      ['49', 'DE', 0.3, '60/1', ''],
      ['4917', 'DE-MOBILE', 1.23e-5, '30/6', 10],
      [4930, 'DE', '0,0129', '1/1', ''],
    ],
  ]);
  await run((ctx) => catalog.importPriceFile(ctx, { listCode: 'sheet', validFrom: '2026-01-01', bytes }));
  const { prices } = await run((ctx) => catalog.browsePriceList(ctx, 'sheet', { q: '', page: 1, pageSize: 9 }));
  assert.deepEqual(
    prices.rows.map(({ target, price, increments, terms }) => [target, price, increments, terms]),
    [
      ['49', '0.30', '60/1', null],
      ['4917', '0.0000123', '30/6', { free: 10 }],
      ['4930', '0.0129', '1/1', null],
    ],
  );
});

/** A small XLSX of the sheets given: stored ZIP entries with the parts that ECMA-376 demands. */
function spreadsheet(sheets: readonly (readonly (readonly (string | number)[])[])[]): Buffer {
  const xml = (body: string) => `<?xml version="1.0" encoding="UTF-8"?>${body}`;
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packaged = 'http://schemas.openxmlformats.org/package/2006';
  const cell = (value: string | number, row: number, column: number) => {
    const place = `${String.fromCharCode(65 + column)}${row + 1}`;
    if (typeof value === 'number') return `<c r="${place}"><v>${value.toExponential(16)}</v></c>`;
    return `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
  };
  const parts = sheets.map((rows, index) => ({
    name: `xl/worksheets/sheet${index + 1}.xml`,
    text: xml(
      `<worksheet xmlns="${main}"><sheetData>${rows.map((cells, row) => `<row r="${row + 1}">${cells.map((value, column) => cell(value, row, column)).join('')}</row>`).join('')}</sheetData></worksheet>`,
    ),
  }));
  const numbers = sheets.map((_, index) => index + 1);
  return storedZip([
    {
      name: '[Content_Types].xml',
      text: xml(
        `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
      ),
    },
    {
      name: '_rels/.rels',
      text: xml(
        `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
    },
    {
      name: 'xl/workbook.xml',
      text: xml(
        `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${numbers.map((n) => `<sheet name="Sheet${n}" sheetId="${n}" r:id="rId${n}"/>`).join('')}</sheets></workbook>`,
      ),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: xml(
        `<Relationships xmlns="${packaged}/relationships">${numbers.map((n) => `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`).join('')}</Relationships>`,
      ),
    },
    ...parts,
  ]);
}

function storedZip(entries: readonly { readonly name: string; readonly text: string }[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text } of entries) {
    const data = Buffer.from(text);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt32LE(crc32(data), 10);
    head.writeUInt32LE(data.length, 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, Buffer.from(name), data]);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, entry, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, listing, end]);
}
