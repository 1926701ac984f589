import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeText, readDelimited } from './delimitedTable.ts';
import { columnOf } from './priceColumns.ts';
import { PRICE_ROW_FIELDS } from './priceRow.ts';
import { knownColumns, type PriceTableContext, readPriceTable } from './priceTable.ts';

const CONTEXT: PriceTableContext = {
  listCode: 'retail',
  currency: 'EUR',
  destinationByName: new Map([['deutschland, mobilfunk', 'DE-MOBILE']]),
  numbersHavePoints: false,
};
const read = (text: string, context = CONTEXT) =>
  readPriceTable(readDelimited(Buffer.from(text), knownColumns) ?? [], context);
const rowsOf = (text: string) => {
  const { rows, findings } = read(text);
  assert.deepEqual(findings, []);
  return rows;
};
const codesOf = (text: string) => read(text).findings.map(({ code, severity }) => `${severity} ${code}`);

test('headings in three languages name the same columns', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['Vorwahl', 'target'],
    ['Indicatif', 'target'],
    ['Dial code', 'target'],
    ['Zielgebiet', 'destination'],
    ['Nom de destination', 'destination'],
    ['Preis/Min. (EUR)', 'perMinute'],
    ['Prix à la minute', 'perMinute'],
    ['perMinute', 'perMinute'],
    ['Preis [€]', 'price'],
    ['Prix EUR', 'price'],
    ['Verbindungsgebühr', 'connectionFee'],
    ["Frais d'établissement", 'connectionFee'],
    ['TAKTUNG', 'increments'],
    ['Plage horaire', 'band'],
    ['Landesvorwahl', 'countryCode'],
    ['service_fee_per_call', 'serviceFeePerCall'],
  ];
  for (const [heading, column] of cases) assert.equal(columnOf(heading), column, heading);
  for (const field of PRICE_ROW_FIELDS) assert.equal(columnOf(field), field);
  // Cents are a hundredth: better not understood than understood wrongly.
  for (const heading of ['', 'Preis ct/min', 'Bemerkung']) assert.equal(columnOf(heading), undefined, heading);
});

test('delimiters, decimal commas, currencies and words of people', () => {
  const german =
    'Preisliste 2026\n\nVorwahl;Zielname;Zeitband;Preis/Min.;Verbindungsentgelt;Taktung\n' +
    '+49 171;Deutschland, Mobilfunk;ganztags;0,0990 €;1.000,00;60/1\n';
  assert.deepEqual(rowsOf(german), [
    {
      target: '49171',
      destination: 'DE-MOBILE',
      band: 'any',
      price: '0.0990',
      per: 'minute',
      connectionFee: '1000.00',
      increments: '60/1',
    },
  ]);
  const french = 'indicatif\tdestination\tservice\tprix\tpar\n33;6\tFR-MOBILE\tvoix\t0,05\tminute\n';
  assert.deepEqual(
    rowsOf(french).map(({ target, price, service }) => [target, price, service]),
    [
      ['33', '0.05', 'voice'],
      ['6', '0.05', 'voice'],
    ],
  );
  const english = '"prefix","destination","price","per"\n"44","GB, fixed","1,000.5","MB"\n';
  assert.deepEqual(rowsOf(english), [{ target: '44', destination: 'GB, fixed', price: '1000.5', per: 'MB' }]);
  assert.deepEqual(rowsOf('prefix|destination|rate\n44|GB|.5\n'), [{ target: '44', destination: 'GB', price: '.5' }]);
});

test('one cell may name many prefixes, a country code stands before them', () => {
  const targets = (cell: string, country = '') =>
    rowsOf(`country code;area code;price\n${country};"${cell}";0.5\n`).map(({ target }) => target);
  assert.deepEqual(targets('4930, 4940'), ['4930', '4940']);
  assert.deepEqual(targets('15-17; 30', '+49'), ['4915', '4916', '4917', '4930']);
  assert.deepEqual(targets('099-101', '0033'), ['33099', '33100', '33101']);
  assert.deepEqual(targets('', '49'), ['49']);
  assert.deepEqual(targets('DE/110'), ['DE/110']);
  assert.deepEqual(targets('0049 30'), ['4930']);
  // What is no range of equal length, or too wide a one, is for the reader of rows to refuse.
  for (const cell of ['4915-17', '17-15', '1-2-3', '1000000-9999999']) assert.deepEqual(targets(cell), [cell]);
});

test('first and next increment may have columns of their own', () => {
  const rows = rowsOf('prefix,price,first increment,next increment\n49,0.5,60,1\n33,0.5,30,\n44,0.5,,\n');
  assert.deepEqual(
    rows.map(({ increments }) => increments),
    ['60/1', '30/30', undefined],
  );
});

test('rows keep the line of the file; empty lines are no rows', () => {
  const { rows, lines } = read('\n\nprefix,price\n49,1\n\n,\n33,2\n');
  assert.deepEqual(
    rows.map(({ target }) => target),
    ['49', '33'],
  );
  assert.deepEqual(lines, [4, 7]);
});

test('what is wrong with a file is told', () => {
  assert.deepEqual(codesOf(''), ['error priceFile.noHeading']);
  assert.deepEqual(codesOf('a,b\n1,2\n'), ['error priceFile.noHeading']);
  assert.deepEqual(codesOf('prefix,destination\n49,DE\n'), ['error priceFile.columnMissing']);
  assert.deepEqual(codesOf('destination,price\nDE,1\n'), ['error priceFile.columnMissing']);
  assert.deepEqual(codesOf('prefix;price\n49;0.5\n33;0,5\n'), ['error priceFile.mixedDecimals']);
  assert.deepEqual(codesOf('prefix;price\n49;1,234\n'), ['error priceFile.mixedDecimals']);
  assert.deepEqual(codesOf('prefix,price\n'), ['error priceFile.empty']);
  assert.deepEqual(codesOf('prefix,price,Bemerkung\n49,1,neu\n'), ['info priceFile.unknownColumn']);
  assert.equal(readDelimited(Buffer.from('prefix,price\n"49,1\n'), knownColumns), null);
});

test('in a spreadsheet numbers have points; a text cell may have a comma', () => {
  const table = [
    ['prefix', 'price'],
    ['49', '1.234'],
    ['33', '0,5'],
    ['44', '1,234'],
  ];
  const { rows, findings } = readPriceTable(table, { ...CONTEXT, numbersHavePoints: true });
  assert.deepEqual(findings, []);
  assert.deepEqual(
    rows.map(({ price }) => price),
    ['1.234', '0.5', '1234'],
  );
});

test('encodings: marked UTF-16 and UTF-8, bare UTF-8, else Windows-1252', () => {
  const text = 'Préfixe;Verbindungsgebühr';
  assert.equal(decodeText(Buffer.from(`\ufeff${text}`)), text);
  assert.equal(decodeText(Buffer.from(text)), text);
  assert.equal(decodeText(Buffer.from(text, 'latin1')), text);
  assert.equal(decodeText(Buffer.from(`\ufeff${text}`, 'utf16le')), text);
  assert.equal(decodeText(Buffer.from(`\ufeff${text}`, 'utf16le').swap16()), text);
});
