import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carrierColumnOf } from './columns.ts';
import { readInvoiceTable } from './readTable.ts';

const read = (text: string, columns: Record<string, string> = {}) =>
  readInvoiceTable(
    text.split('\n').map((line) => line.split(';')),
    { format: 'csv', numbersHavePoints: false, columns },
  );
const codes = (text: string) => read(text).findings.map(({ code, place }) => `${code} ${place?.line ?? ''}`.trim());

test('headings in three languages, units in brackets', () => {
  const cases: [heading: string, column: string | undefined][] = [
    ['Rufnummer', 'account'],
    ['Numéro appelant', 'account'],
    ['Zielgebiet', 'destination'],
    ['Dauer (min)', 'minutes'],
    ['Durée (secondes)', 'seconds'],
    ['Duration [h:mm:ss]', 'duration'],
    ['Betrag netto (EUR)', 'amount'],
    ['Montant HT', 'amount'],
    ['Nb appels', 'calls'],
    ['MwSt.-Satz', 'taxPercent'],
    ['Bemerkung', undefined],
  ];
  for (const [heading, column] of cases) assert.equal(carrierColumnOf(heading), column, heading);
});

test('a German bill: letterhead, numbers, a product, the sum left out', () => {
  const { head, lines, findings } = read(`Hansa Carrier GmbH
Rechnungsnummer:;R-2026-10-77
Rechnungsdatum: 02.11.2026
Abrechnungszeitraum: 01.10.2026 - 31.10.2026

Rufnummer;Zielgebiet;Verbindungen;Minuten;Betrag netto;USt-Satz
+49 40 66969100;Deutschland Mobil;1.204;3.410,5;68,21;19
+49 40 66969101;Deutschland Festnetz;12;30;0,30;19
+49 40 66969100;Grundgebühr SIP-Trunk;;;25,00;19
Summe;;;;93,51;`);
  assert.deepEqual(findings, []);
  assert.deepEqual(head, {
    number: 'R-2026-10-77',
    kind: 'invoice',
    issuedOn: '2026-11-02',
    month: '2026-10',
    currency: null,
    netMicro: 93_510_000n,
    taxMicro: null,
    grossMicro: null,
  });
  const [first, , third] = lines;
  assert.deepEqual(
    { ...first },
    {
      place: 7,
      kind: 'usage',
      account: '+49 40 66969100',
      destination: 'Deutschland Mobil',
      service: null,
      reference: null,
      description: null,
      from: null,
      to: null,
      calls: 1204,
      seconds: 204_630,
      quantity: null,
      unitPrice: null,
      amountMicro: 68_210_000n,
      taxPercent: '19',
    },
  );
  assert.deepEqual(
    [third?.kind, third?.description, third?.amountMicro],
    ['product', 'Grundgebühr SIP-Trunk', 25_000_000n],
  );
  assert.equal(lines.length, 3);
});

test('French and English bills: months and numbers per row, durations, unnamed sums', () => {
  const french = read(`N° facture;Mois;Ligne;Libellé;Nb appels;Durée;Montant HT;TVA
F-9;octobre 2026;0199000040;Mobiles France;10;1:00:30;1,5;20
F-9;octobre 2026;0199000040;Abonnement mensuel;;;9,90;20
;;;;;;11,40;`);
  assert.deepEqual(french.findings, []);
  assert.equal(french.head.number, 'F-9');
  assert.equal(french.head.month, '2026-10');
  assert.equal(french.head.netMicro, 11_400_000n);
  assert.deepEqual(
    french.lines.map(({ kind, destination, calls, seconds }) => [kind, destination, calls, seconds]),
    [
      ['usage', 'Mobiles France', 10, 3630],
      ['product', null, null, null],
    ],
  );
  const english = read(`CLI;Call type;Quantity;Unit;Start;End;Net
442079460000;Voice;12.5;min;2026-10-01;2026-10-31;0.25
442079460000;SMS;7;Message;2026-10-01;2026-10-31;0.42
442079460000;Voice;-2;min;2026-10-01;2026-10-31;(0.04)`);
  assert.deepEqual(
    english.lines.map(({ service, calls, seconds, amountMicro }) => [service, calls, seconds, amountMicro]),
    [
      ['voice', null, 750, 250_000n],
      ['sms', 7, null, 420_000n],
      ['voice', null, -120, -40_000n],
    ],
  );
  assert.equal(english.head.month, '2026-10');
});

test('durations without a unit: decimals are minutes, whole numbers seconds, and it is told', () => {
  const seconds = (text: string) => read(text).lines.map((line) => line.seconds);
  assert.deepEqual(seconds('Number;Duration;Amount\n1;60;1.00\n2;90;1.50'), [60, 90]);
  assert.deepEqual(seconds('Number;Duration;Amount\n1;1.5;1.00\n2;3;1.50'), [90, 180]);
  assert.deepEqual(codes('Number;Duration;Amount\n1;60;1.00'), ['carrierInvoice.durationUnit']);
});

test('what people say of a column goes before what its heading says', () => {
  const text = 'Kennung X;Wert;Minuten;Betrag\n4940;2,00;1;9,00';
  const said = read(text, { kennungx: 'account', wert: 'amount', betrag: '' });
  assert.equal(said.lines[0]?.amountMicro, 2_000_000n);
  assert.equal(said.lines[0]?.account, '4940');
  assert.deepEqual(
    said.columns.map(({ heading, column }) => [heading, column]),
    [
      ['Kennung X', 'account'],
      ['Wert', 'amount'],
      ['Minuten', 'minutes'],
      ['Betrag', null],
    ],
  );
});

test('trouble is told by row', () => {
  assert.deepEqual(codes('nothing;to\nsee;here'), ['carrierInvoice.noHeading']);
  assert.deepEqual(codes('Rufnummer;Ziel\n1;2'), ['carrierInvoice.columnMissing']);
  assert.deepEqual(codes('Rufnummer;Betrag\n1;1,50\n2;1.50'), ['carrierInvoice.mixedDecimals']);
  assert.deepEqual(codes('Rufnummer;Ziel;Betrag\n1;DE;x'), ['carrierInvoice.badAmount 2', 'carrierInvoice.empty']);
  assert.deepEqual(codes('Rufnummer;von;bis;Betrag\n1;31.10.2026;01.10.2026;1,00'), [
    'carrierInvoice.endBeforeStart 2',
  ]);
  assert.deepEqual(codes('Rufnummer;von;Betrag\n1;Ostern;1,00'), ['carrierInvoice.badDate 2']);
  assert.deepEqual(codes('Rechnungsnr;Rufnummer;Betrag\nA;1;1,00\nB;1;1,00'), ['carrierInvoice.severalInvoices']);
  assert.deepEqual(codes('Rufnummer;Ziel;Betrag'), ['carrierInvoice.empty']);
});
