/** E-invoices and printed invoices against the official schema and an independent reader. The schema is read from RULES/xsd. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { type BuiltDocument, buildDocument } from '#invoicing/service';
import { anyCase, CASES, type GoldenCase, longCase } from '../golden/cases.ts';
import { printedGroups, printedSummary, readd } from './readding.ts';
import { type PdfContent, readCii, readPdf } from './readInvoice.ts';

const ALL: readonly GoldenCase[] = [...CASES, longCase(400)];

const SCHEMAS = [
  'facturx-1.09.2/EN16931/FACTUR-X_EN16931.xsd',
  'cii-d16b/uncefact/data/standard/CrossIndustryInvoice_100pD16B.xsd',
];

/** Schemas that are there: without RULES none, and the structure is held by the tests above alone. */
const FOUND = SCHEMAS.map((schema) => join(process.env.RULES ?? '', 'xsd', schema)).filter((path) => existsSync(path));

describe('every invoice adds up on paper and in the e-invoice', () => {
  for (const golden of ALL) {
    test(golden.name, async () => {
      const { pdf, xml, findings } = buildDocument(golden, 'R2026-000123', false);
      assert.deepEqual(
        findings.map(({ code }) => code),
        [],
      );
      const content = await readPdf(pdf);
      const attached = content.attachments.get('factur-x.xml');
      assert.ok(attached, 'factur-x.xml is attached');
      assert.deepEqual(Buffer.from(attached), Buffer.from(xml));
      const cii = readCii(attached);
      assert.equal(cii.lines.length, golden.bill.lines.length);
      assert.deepEqual(readd(content, cii, golden.customer.itemise), []);
      const printed = printedGroups(content).reduce((sum, group) => sum + group.calls.length, 0);
      // A call to a premium number is printed twice: what carrying it costs, and what its owner takes.
      const rows = golden.records.length + golden.records.filter((record) => record.serviceFeeMicro > 0).length;
      assert.equal(printed, golden.customer.itemise ? rows : 0);
      const usageLines = golden.bill.lines.filter((line) => line.kind === 'usage').length;
      assert.equal(printedSummary(content).length, golden.customer.itemise ? usageLines : 0);
    });
  }

  test('any bill', async () => {
    const knobs = fc.record({
      seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      calls: fc.nat(80),
      customer: fc.nat(3),
      seats: fc.integer({ min: 1, max: 400 }),
      price: fc.nat(9_999_999),
      day: fc.integer({ min: 1, max: 31 }),
      item: fc.integer({ min: -100_000, max: 100_000 }),
    });
    await fc.assert(
      fc.asyncProperty(knobs, async (each) => {
        const golden = anyCase(each);
        const { pdf, xml, findings } = buildDocument(golden, 'R2026-000123', false);
        assert.deepEqual(
          findings.map(({ code }) => code),
          [],
        );
        assert.deepEqual(readd(await readPdf(pdf), readCii(xml), true), []);
      }),
      { numRuns: 25 },
    );
  });
});

describe('the reader sees what is wrong', () => {
  let content: PdfContent;
  let built: BuiltDocument;
  before(async () => {
    built = buildDocument(CASES[0]!, 'R2026-000123', false);
    content = await readPdf(built.pdf);
  });

  test('a cent in the e-invoice', () => {
    const cii = readCii(built.xml);
    const [first, ...rest] = cii.lines;
    const wrong = { ...cii, lines: [{ ...first!, net: '39.91' }, ...rest] };
    assert.ok(readd(content, wrong, true).length >= 3);
  });

  test('a call that is not printed', () => {
    const pages = content.pages.map((lines) => lines.filter((line) => !line.some((cell) => cell.text === '0,2322')));
    assert.notDeepEqual(readd({ ...content, pages }, readCii(built.xml), true), []);
  });
});

for (const path of FOUND) {
  describe(`schema ${basename(path)}`, () => {
    let validator: XsdValidator;
    before(() => {
      xmlRegisterFsInputProviders();
      validator = XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(path), { url: path }));
    });
    for (const golden of ALL) {
      test(golden.name, () => {
        const { xml } = buildDocument(golden, 'R2026-000123', false);
        validator.validate(XmlDocument.fromBuffer(xml));
      });
    }
    test('refuses what it should', () => {
      const xml = Buffer.from(buildDocument(ALL[0]!, 'R2026-000123', false).xml).toString();
      const wrong = xml.replaceAll('ram:GrandTotalAmount', 'ram:GrandTotal');
      assert.throws(() => validator.validate(XmlDocument.fromString(wrong)));
    });
  });
}
