/** A carrier's invoice from the file to the list of differences that is sent back. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import readXlsxFile from 'read-excel-file/node';
import writeXlsxFile from 'write-excel-file/node';
import { auditOf } from '#access/service';
import type { Refusal } from '#base';
import {
  addCalendar,
  addDestinations,
  addPlan,
  addPriceList,
  addProduct,
  importPriceList,
  setExchangeRate,
} from '#catalog/service';
import { addContract, addLine, addSubscription } from '#contracts/service';
import { addCustomer } from '#crm/service';
import { addSource } from '#mediation/service';
import type { Context } from '#platform/context';
import { inLoad, inTransaction } from '#platform/db';
import { registerTexts } from '#platform/wording';
import { type TestApp, testApp } from '#test/database';
import { blankRecord, NO_SOURCE_COST, STATUS } from '#usage';
import { load as loadUsage } from '#usage/service';
import * as control from './service.ts';
import * as store from './store.ts';
import { TEXTS } from './texts.ts';

const NAMES = { de: 'x', fr: 'x', en: 'x' };
const OCTOBER = { code: 'hansa', month: '2026-10' } as const;
const ALL = { page: 1, pageSize: 100, q: '', only: 'all' } as const;
let app: TestApp;
let customerId = 0;
let mobile = 0;
let listId = 0;

const within = <R>(work: (ctx: Context) => Promise<R>): Promise<R> => inTransaction(app, app.actor, work);
const refused = (code: string) => (error: Refusal) => error.code === code;
const archived = async (content: string | Buffer) => (await app.files.put(Buffer.from(content))).sha256;
const imported = async (content: string | Buffer, more: Partial<control.ImportCarrierInvoiceInput> = {}) => {
  const file = await archived(content);
  return within((ctx) =>
    control.importCarrierInvoice(app, ctx, { code: 'hansa', file, columns: {}, fileName: 'bill.csv', ...more }),
  );
};
const differences = (only: 'all' | 'open' | 'disputed' = 'open') =>
  within((ctx) => control.carrierDifferences(ctx, OCTOBER, { ...ALL, only }));
/** `identifier destination cause amount` of each part. */
const told = async () =>
  (await differences()).rows.flatMap(({ identifier, destination, label, effects }) =>
    effects.map(({ cause, amount }) => [identifier, destination?.code ?? label, cause, amount].join(' ')),
  );

/** A supplier with a price of 0.03 until 30 September, 0.024 since; two numbers; 40 calls of a minute in October. */
before(async () => {
  app = await testApp();
  registerTexts(TEXTS);
  await within(async (ctx) => {
    await addCalendar(ctx, { code: 'always', zone: 'Europe/Berlin', bands: ['flat'] });
    const [one] = await addDestinations(ctx, [
      {
        code: 'DE-MOBILE',
        name: { de: 'Mobil D', fr: 'Mobile D', en: 'Mobile D' },
        class: 'nationalMobile',
        country: 'DE',
      },
    ]);
    mobile = one?.id ?? 0;
    const list = { name: 'x', currency: 'EUR', calendarCode: 'always' };
    await addPriceList(ctx, { ...list, code: 'retail', side: 'customer' });
    listId = (await addPriceList(ctx, { ...list, code: 'buying', side: 'supplier' })).id;
    for (const [validFrom, price] of [
      ['2026-01-01', '0.03'],
      ['2026-10-01', '0.024'],
    ] as const)
      await importPriceList(ctx, {
        listCode: 'buying',
        validFrom,
        rows: [{ target: '4915', destination: 'DE-MOBILE', price, increments: '1/1' }],
      });
    const place = {
      kind: 'carrier',
      format: 'french-carrier-csv',
      zone: 'Europe/Berlin',
      country: 'DE',
      settings: {},
    } as const;
    await addSource(ctx, { ...place, code: 'hansa', name: 'Hansa', supplierPriceListId: listId });
    const plan = await addPlan(ctx, { code: 'flex', name: NAMES, priceListCode: 'retail' });
    const trunk = await addProduct(ctx, {
      code: 'TRUNK',
      name: NAMES,
      kind: 'recurring',
      unitPrice: '20.00',
      buyingPrice: '8.00',
      supplier: 'Hansa',
      supplierReference: 'SIP-2',
      revenueAccount: '4400',
    });
    const customer = await addCustomer(ctx, {
      ...{ kind: 'company', name: 'Brandt', street: 'Weg 1', postcode: '20095', city: 'Hamburg', country: 'DE' },
      ...{ email: 'k@example.org', language: 'de', currency: 'EUR', taxStatus: 'domestic' },
    });
    customerId = customer.id;
    const startsOn = '2026-01-01';
    const contract = await addContract(ctx, { customerId, number: 'V-1', pricePlanId: plan.id, startsOn });
    await addSubscription(ctx, { contractId: contract.id, productId: trunk.id, quantity: 2, startsOn });
    for (const identifier of ['49405550100', '49405550101'])
      await addLine(ctx, {
        contractId: contract.id,
        kind: 'number',
        identifier,
        label: identifier,
        validFrom: startsOn,
      });
    await addLine(ctx, {
      ...{ contractId: contract.id, kind: 'number', identifier: '49405550109', label: 'old', validFrom: startsOn },
      validTo: '2026-08-01',
    });
    await control.saveCarrier(ctx, {
      code: 'hansa',
      name: 'Hansa',
      supplier: 'hansa',
      sourceIds: [1],
      vatPercent: '19',
    });
  });
  await calls(40);
});
after(() => app.close());

let loaded = 0;
/** Calls of a minute at 0.024, every third hour of October, by turns of both numbers. */
async function calls(count: number): Promise<void> {
  await inLoad(app, app.actor, async (ctx) => {
    const batch = await loadUsage(ctx, { fileId: loaded + 1, sourceId: 1, ratedAtSeq: Number.MAX_SAFE_INTEGER });
    for (let index = 0; index < count; index++) {
      batch.append({
        ...blankRecord(),
        startMs: Date.UTC(2026, 9, 5, 3 * index),
        dedupLo: loaded * 1_000 + index,
        recordNo: index + 1,
        durationMs: 60_000,
        aNumber: 49405550100 + (index % 2),
        bNumber: 4915112345678,
        ...{ customerId, contractId: 1, lineId: 1, status: STATUS.rated, destinationId: mobile, billedUnits: 60 },
        ...{ costMicro: 24_000, supplierListId: listId, supplierVersion: 2, sourceCostMicro: NO_SOURCE_COST },
      });
    }
    await batch.finish();
  });
  loaded++;
}

const bill = (number: string, ...rows: string[]) =>
  `Rechnungsnummer:;${number}\nZeitraum:;Oktober 2026\nRufnummer;Zielgebiet;Anzahl;Minuten;Betrag;MwSt-Satz\n${rows.join('\n')}\n`;
const GOOD = ['+49 40 5550100;Mobil D;20;20,00;0,48;19', '+49 40 5550101;Mobil D;20;20,00;0,48;19'] as const;

test('a preview tells what columns are taken for and which names mean nothing; it keeps nothing', async () => {
  const file = await archived(bill('P', '+49 40 5550100;Mond;20;20,00;0,48;19'));
  const { read, unknownDestinations } = await within((ctx) =>
    control.previewCarrierInvoice(app, ctx, { code: 'hansa', file, columns: {} }),
  );
  assert.deepEqual([read.head.number, read.head.month], ['P', '2026-10']);
  assert.deepEqual(
    read.columns.map(({ column }) => column),
    ['account', 'destination', 'calls', 'minutes', 'amount', 'taxPercent'],
  );
  assert.deepEqual(unknownDestinations, [{ name: 'Mond', lines: 1, amountMicro: 480_000n }]);
  assert.deepEqual((await within((ctx) => control.listCarrierInvoices(ctx, {}))).months, []);
});

test('what agrees agrees; the same file again changes nothing, the same number is refused', async () => {
  const good = bill('A', ...GOOD, ';SIP-Trunk Grundgebühr;;;16,00;19');
  const first = await imported(good);
  assert.equal(first.again, false);
  const { figures, standing } = await within((ctx) => control.carrierMonth(ctx, OCTOBER));
  assert.deepEqual([figures?.their, figures?.our], ['16.96', '16.96']);
  // Without a reference the trunk is not known by its description.
  assert.deepEqual(
    (await told()).sort(),
    ['  notSubscribed 16.00', ' TRUNK notBilled -16.00']
      .map((one) => one.replace('  ', ' SIP-Trunk Grundgebühr '))
      .sort(),
  );
  assert.equal(standing.open, 2);
  const second = await imported(good);
  assert.deepEqual([second.again, second.invoice.id], [true, first.invoice.id]);
  await assert.rejects(imported(bill('A', GOOD[0])), refused('carrierInvoice.sameNumber'));
  await within((ctx) => control.withdrawCarrierInvoice(ctx, { invoiceId: first.invoice.id, reason: 'test' }));
  await assert.rejects(
    within((ctx) => control.withdrawCarrierInvoice(ctx, { invoiceId: first.invoice.id, reason: 'test' })),
    refused('carrierInvoice.withdrawn'),
  );
  assert.deepEqual((await within((ctx) => control.listCarrierInvoices(ctx, {}))).months, []);
});

test('differences by number and destination with their causes; drilled down to calls and lines', async () => {
  const { invoice } = await imported(
    `Rechnungsnummer;Monat;Rufnummer;Ziel;Artikel;Menge;Anzahl;Minuten;Betrag;MwSt-Satz
B;10/2026;+49 40 5550100;Mobil D;;;20;20,00;0,60;7
B;10/2026;+49 40 5550101;Mobil D;;;25;25,00;0,60;7
B;10/2026;+49 40 5550109;Mobil D;;;3;3,00;0,09;7
B;10/2026;+49 40 7777777;Mobil D;;;2;2,00;0,06;7
B;10/2026;;;SIP-2;3;;;24,00;7`,
  );
  assert.equal(invoice.findings.length, 0);
  assert.deepEqual(
    (await told()).sort(),
    [
      '+49405550100 DE-MOBILE price 0.12',
      '+49405550101 DE-MOBILE callsMissingHere 0.12',
      '+49405550109 DE-MOBILE lineEnded 0.09',
      '+49407777777 DE-MOBILE numberNotOurs 0.06',
      ' TRUNK quantity 8.00',
    ].sort(),
  );
  const { rows } = await differences();
  const dear = rows.find(({ identifier }) => identifier === '+49405550100');
  assert.deepEqual(dear?.effects[0]?.says, 'carrierCause.priceOld');
  assert.deepEqual(dear?.effects[0]?.params, { theirs: '0.0300', ours: '0.024', until: '2026-10-01' });
  assert.deepEqual(dear?.customer?.name, 'Brandt');
  const drilled = await within((ctx) =>
    control.carrierCalls(ctx, OCTOBER, { page: 1, pageSize: 5, key: dear?.key ?? '' }),
  );
  assert.equal(drilled.total, 20);
  assert.deepEqual(drilled.rows[0]?.calling, '+49405550100');
  assert.deepEqual(drilled.rows[0]?.cost, '0.0240');
  assert.deepEqual(
    drilled.lines.map(({ place, amount, invoiceNumber }) => [place, amount, invoiceNumber]),
    [[2, '0.60', 'B']],
  );
  const sums = await within((ctx) => control.carrierSums(ctx, OCTOBER, { page: 1, pageSize: 10, by: 'destination' }));
  assert.deepEqual(
    sums.rows.map(({ destination, their, our, theirCalls, ourCalls }) => [
      destination?.code,
      their,
      our,
      theirCalls,
      ourCalls,
    ]),
    [['DE-MOBILE', '1.35', '0.96', 50, 40]],
  );
  const byNumber = await within((ctx) =>
    control.carrierSums(ctx, OCTOBER, { page: 1, pageSize: 10, by: 'identifier' }),
  );
  assert.equal(byNumber.total, 4);
});

test('decisions hold while the difference does not grow; all of it is in the trail and in the list that is sent', async () => {
  const { rows } = await differences();
  const keys = rows.map(({ key }) => key);
  const decide = (kind: 'accepted' | 'disputed' | 'reopened', some: readonly string[]) =>
    within((ctx) => control.decideDifferences(ctx, { ...OCTOBER, keys: some, kind, comment: `=${kind}` }));
  await decide('disputed', keys.slice(0, 3));
  await decide('accepted', keys.slice(3));
  assert.equal((await differences()).total, 0);
  assert.equal((await differences('disputed')).total, 3);
  await assert.rejects(decide('accepted', ['nothing']), refused('carrierInvoice.unknownDifference'));
  await decide('reopened', keys.slice(3, 4));
  assert.deepEqual(
    (await differences()).rows.map(({ key }) => key),
    keys.slice(3, 4),
  );
  const { decisions } = await within((ctx) => control.differenceHistory(ctx, { ...OCTOBER, key: keys[3] ?? '' }));
  assert.deepEqual(
    decisions.map(({ kind }) => kind),
    ['accepted', 'reopened'],
  );

  const csv = await within((ctx) =>
    control.exportDifferences(ctx, { ...OCTOBER, format: 'csv', only: 'disputed', language: 'de' }),
  );
  const text = csv.content.toString('utf8');
  assert.equal(text.split('\r\n').length, 1 + 3 + 1 + 1);
  assert.match(text, /8,00;/);
  assert.match(text, /;'=disputed/);
  const xlsx = await within((ctx) =>
    control.exportDifferences(ctx, { ...OCTOBER, format: 'xlsx', only: 'all', language: 'fr' }),
  );
  const [sheet] = await readXlsxFile(xlsx.content);
  assert.equal(sheet?.data.length, 1 + 5 + 1);
  assert.deepEqual(sheet?.data.at(-1)?.slice(6, 9), [25.35, 16.96, 8.39]);

  // A second invoice bills a number again: that difference is open once more, the others stay decided.
  await imported(bill('C', '+49 40 7777777;Mobil D;5;5,00;0,15;19'));
  assert.deepEqual(
    (await differences()).rows.map(({ identifier }) => identifier).sort(),
    ['+49407777777', '+49405550109'].sort(),
  );
  const trail = await within((ctx) => auditOf(ctx, 'carrier/hansa', 100));
  const actions = new Set(trail.map(({ action }) => action));
  for (const deed of ['import', 'withdraw', 'decide']) assert.ok(actions.has(`control.carrierInvoice.${deed}`), deed);
});

test('the run is told what is bought and not sold, and what is open with carriers', async () => {
  const { bought, months } = await within(async ({ tx }) => ({
    bought: await store.boughtNotSold(tx, '2026-10'),
    months: await store.carrierMonths(tx, '2026-10'),
  }));
  assert.deepEqual(bought, [
    { identifier: '49407777777', carrier: 'Hansa', carrierCode: 'hansa', amountMicro: 210_000n },
    { identifier: '49405550109', carrier: 'Hansa', carrierCode: 'hansa', amountMicro: 90_000n },
  ]);
  assert.deepEqual(
    months.map(({ carrierCode, open, openMicro }) => [carrierCode, open, openMicro]),
    [['hansa', 2, 300_000n]],
  );
});

test('usage that comes later makes the comparison stale; compared again it is there', async () => {
  assert.equal((await within((ctx) => control.carrierMonth(ctx, OCTOBER))).stale, false);
  await calls(2);
  assert.equal((await within((ctx) => control.carrierMonth(ctx, OCTOBER))).stale, true);
  const figures = await within((ctx) => control.compareCarrierMonth(ctx, OCTOBER));
  assert.equal(figures.ourCalls, 42);
  assert.equal((await within((ctx) => control.carrierMonth(ctx, OCTOBER))).stale, false);
});

test('the same lines under another number are billed twice; a name is taught; VAT that is not agreed is told', async () => {
  await imported(bill('D', '+49 40 7777777;Mobil D;5;5,00;0,15;19'));
  assert.ok((await told()).includes('+49407777777 Mobil D billedTwice 0.15'));
  await imported(bill('E', '+49 40 5550100;Lune;1;1,00;0,99;19'));
  assert.ok((await told()).some((one) => one.includes('Lune')));
  await within((ctx) => control.nameDestination(ctx, { code: 'hansa', name: 'Lune', destinationCode: 'DE-MOBILE' }));
  await within((ctx) => control.compareCarrierMonth(ctx, OCTOBER));
  assert.ok(!(await told()).some((one) => one.includes('Lune')));
  await assert.rejects(
    within((ctx) => control.nameDestination(ctx, { code: 'hansa', name: 'Lune', destinationCode: 'MOON' })),
    refused('carrier.unknownDestination'),
  );
});

test('columns that somebody named are known the next time; spreadsheets with durations', async () => {
  const row = (number: string, amount: number) => [
    [{ value: 'Kennwort' }, { value: 'Wohin' }, { value: 'Wie lange' }, { value: 'Was' }],
    [
      { value: number },
      { value: 'Mobil D' },
      { value: 20 / 1440, type: Number, format: '[h]:mm:ss' },
      { value: amount },
    ],
  ];
  const sheet = await writeXlsxFile(row('+49 40 5550100', 0.48)).toBuffer();
  const november = { month: '2026-11', fileName: 'x.xlsx' };
  const columns = { Kennwort: 'account', Wohin: 'destination', 'Wie lange': 'duration', Was: 'amount' };
  await assert.rejects(imported(sheet, { ...november, number: 'X1' }), (error: Refusal) =>
    error.findings.some(({ code }) => code === 'carrierInvoice.noHeading'),
  );
  await assert.rejects(imported(sheet, { ...november, columns }), refused('carrierInvoice.noNumber'));
  await assert.rejects(imported(sheet, { fileName: 'x', number: 'X1', columns }), refused('carrierInvoice.noMonth'));
  const first = await imported(sheet, { ...november, number: 'X1', columns });
  const again = await imported(await writeXlsxFile(row('+49 40 5550101', 0.5)).toBuffer(), {
    ...november,
    number: 'X2',
  });
  for (const { invoice } of [first, again]) {
    const { rows } = await within((ctx) => control.invoiceLines(ctx, invoice.id, { page: 1, pageSize: 5, q: '' }));
    assert.deepEqual([rows[0]?.seconds, rows[0]?.destination], [1200, 'Mobil D']);
  }
});

test('bad files and strange currencies are refused with the reason', async () => {
  await assert.rejects(imported('%PDF-1.7 …'), refused('carrierInvoice.pdf'));
  await assert.rejects(imported('<a><b></a>'), refused('carrierInvoice.refused'));
  await assert.rejects(imported(''), refused('carrierInvoice.refused'));
  await assert.rejects(imported(Buffer.from('d0cf11e0a1b11ae1', 'hex')), refused('priceFile.oldSpreadsheet'));
  const dollars = 'Invoice number;Month;Currency;Number;Calls;Amount\nU1;2026-12;USD;+49405550100;1;2.00';
  await assert.rejects(imported(dollars), refused('carrierInvoice.noRate'));
  await assert.rejects(imported(dollars.replace('USD', 'XXX')), refused('carrierInvoice.unknownCurrency'));
  await within((ctx) => setExchangeRate(ctx, { currency: 'USD', validFrom: '2026-01-01', rate: '0.9' }));
  await imported(dollars);
  const { figures } = await within((ctx) => control.carrierMonth(ctx, { code: 'hansa', month: '2026-12' }));
  assert.equal(figures?.their, '1.80');
  await assert.rejects(
    within((ctx) => control.saveCarrier(ctx, { code: 'x', name: 'x', sourceIds: [99] })),
    refused('carrier.unknownSource'),
  );
  await assert.rejects(
    within((ctx) => control.saveCarrier(ctx, { code: 'x', name: 'x', tolerance: 'much' })),
    refused('carrier.badSetting'),
  );
  await assert.rejects(
    within((ctx) => control.carrierMonth(ctx, { code: 'nobody', month: '2026-10' })),
    refused('carrier.unknown'),
  );
});
