import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SERVICE } from '#usage';
import type { ComparedLine } from './cell.ts';
import { type Comparison, compare } from './compare.ts';
import type { BuyingRate, OurUsage } from './ourSide.ts';
import { comparison, FIXED, invoice, line, MOBILE, OWN_LINE, usage } from './testComparison.ts';

const NUMBER = '+49 40 1234567';
const calls = (count: number, seconds: number, amountMicro: bigint, change: Partial<ComparedLine> = {}) =>
  line({ account: NUMBER, destination: 'DE-MOBILE', calls: count, seconds, amountMicro, ...change });
const rate = (change: Partial<BuyingRate> = {}): BuyingRate => ({
  destinationId: MOBILE,
  service: SERVICE.voice,
  price: '0.03',
  increments: '1/1',
  from: '2026-01-01',
  to: null,
  ...change,
});
/** `cause amount` of every part of every cell that differs. */
const causes = (lines: readonly ComparedLine[], ours: readonly OurUsage[], change: Partial<Comparison> = {}) =>
  compare(comparison(lines, ours, change))
    .cells.filter(({ differs }) => differs)
    .flatMap(({ effects }) =>
      effects.map(({ says, amountMicro }) => `${says.replace('carrierCause.', '')} ${amountMicro}`),
    );

test('the likely cause of a difference', () => {
  const ours = usage(100, 60); // 6,000 s, 3.00
  const cases: [
    name: string,
    lines: ComparedLine[],
    ours: OurUsage[],
    expected: string[],
    change?: Partial<Comparison>,
  ][] = [
    ['the same', [calls(100, 6_000, 3_000_000n)], [ours], []],
    ['a cent is rounding', [calls(100, 6_000, 3_010_000n)], [ours], []],
    ['calls missing here', [calls(120, 7_200, 3_600_000n)], [ours], ['callsMissingHere 600000']],
    ['calls missing there', [calls(80, 4_800, 2_400_000n)], [ours], ['callsMissingThere -600000']],
    [
      'none there',
      [calls(100, 6_000, 3_000_000n)],
      [ours, usage(10, 60, { destinationId: FIXED })],
      ['callsMissingThere -300000'],
    ],
    ['another price', [calls(100, 6_000, 4_000_000n)], [ours], ['price 1000000']],
    ['calls and price', [calls(120, 7_200, 7_200_000n)], [ours], ['callsMissingHere 600000', 'price 3600000']],
    [
      'counted by the minute',
      [calls(100, 12_000, 6_000_000n)],
      [usage(100, 61)],
      ['increments 2950000'],
      { rates: [rate()] },
    ],
    ['longer, by no rule', [calls(100, 9_000, 4_500_000n)], [ours], ['duration 1500000'], { rates: [rate()] }],
    [
      'only the amount is told',
      [line({ account: NUMBER, destination: 'DE-MOBILE', amountMicro: 5_000_000n })],
      [ours],
      ['amountOnly 2000000'],
    ],
    [
      'no price here',
      [calls(100, 6_000, 3_000_000n)],
      [usage(100, 60, { costMicro: 0n, unpriced: 100 })],
      ['noBuyingPrice 3000000'],
    ],
    [
      'a number nobody has',
      [calls(100, 6_000, 3_000_000n), calls(5, 300, 150_000n, { account: '+49 40 7654321' })],
      [ours],
      ['numberNotOurs 150000'],
    ],
    [
      'a line that ended',
      [calls(5, 300, 150_000n)],
      [],
      ['lineEnded 150000'],
      { ownLines: [{ ...OWN_LINE, to: '2026-09-01' }] },
    ],
    ['all calls missing here', [calls(5, 300, 150_000n)], [], ['callsMissingHere 150000']],
    [
      'a destination nobody knows',
      [calls(5, 300, 150_000n, { destination: 'Mars' })],
      [],
      ['destinationUnknown 150000'],
    ],
    [
      'given back',
      [calls(100, 6_000, 3_000_000n), line({ account: NUMBER, destination: 'DE-MOBILE', amountMicro: -500_000n })],
      [ours],
      ['credited -500000'],
    ],
  ];
  for (const [name, lines, own, expected, change] of cases)
    assert.deepEqual(causes(lines, own, change), expected, name);
});

test('a price of another time is told with its date', () => {
  const told = (rates: BuyingRate[], ours = usage(100, 60)) =>
    compare(comparison([calls(100, 6_000, 4_000_000n, { unitPrice: '0.0400' })], [ours], { rates })).cells[0]
      ?.effects[0];
  assert.deepEqual(told([rate({ price: '0.04', to: '2026-10-01' }), rate({ from: '2026-10-01' })])?.params, {
    theirs: '0.0400',
    ours: '0.03',
    until: '2026-10-01',
  });
  assert.deepEqual(
    told([rate({ to: '2026-12-01' }), rate({ price: '0.04', from: '2026-12-01' })])?.says,
    'carrierCause.priceNext',
  );
  assert.deepEqual(told([rate()], usage(100, 60, { differsSince: '2026-10-15' }))?.params.since, '2026-10-15');
});

test('a month that the carrier cuts elsewhere is found by the calls of days beside it', () => {
  const days = [-2, -1, 0, 1, 2].map((fromStart) => usage(10, 60, { fromStart }));
  const ends = [-2, -1, 0, 1].map((fromEnd) => usage(10, 60, { fromEnd }));
  const ours = [...days, usage(100, 60), ...ends]; // October: 30 + 100 + 20 calls
  const asTheyCut = [calls(150, 9_000, 4_500_000n)]; // from 30 September to 30 October
  const { cells, figures } = compare(comparison(asTheyCut, ours));
  assert.deepEqual(figures.shift, { start: 0, end: 0 });
  assert.deepEqual(cells[0]?.effects, []);
  const late = compare(comparison([calls(160, 9_600, 4_800_000n)], ours));
  assert.deepEqual(late.figures.shift.start + late.figures.shift.end !== 0, true);
  assert.deepEqual(
    late.cells[0]?.effects.map(({ says, amountMicro }) => [says, amountMicro]),
    [['carrierCause.lateHere', 300_000n]],
  );
});

test('numbers are known by any notation, ranges and accounts too; without numbers by destination alone', () => {
  const ours = usage(100, 60);
  for (const account of ['+49 40 1234567', '0049401234567', '040/1234567', '49401234567', '0401234567'])
    assert.deepEqual(causes([calls(100, 6_000, 3_000_000n, { account })], [ours]), [], account);
  const extension = calls(100, 6_000, 3_000_000n, { account: '713' });
  assert.deepEqual(causes([extension], [usage(100, 60, { number: null, text: '713' })]), []);
  const range = calls(100, 6_000, 3_000_000n, { account: '+49 40 1234*' });
  assert.deepEqual(causes([range], [ours]), []);
  const trunk = calls(100, 6_000, 3_000_000n, { account: 'Trunk-7' });
  assert.deepEqual(causes([trunk], [usage(100, 60, { account: 'trunk-7' })]), []);
  const nowhere = calls(110, 6_600, 3_300_000n, { account: null });
  assert.deepEqual(causes([nowhere], [ours, usage(10, 60, { number: '49407654321' })]), []);
  const numberAlone = calls(110, 6_600, 3_300_000n, { destination: null });
  assert.deepEqual(causes([numberAlone], [ours, usage(10, 60, { destinationId: FIXED })]), []);
});

test('a destination that the carrier cuts otherwise is found by its calls', () => {
  const numbers = ['49401234567', '49401234568', '49401234569'];
  const theirs = numbers.map((number, index) => calls(10 + index, 600, 400_000n, { account: `+${number}`, no: index }));
  // Of ours, one is all of theirs for the first two numbers; the third has a call more.
  const ours = numbers.map((number, index) =>
    usage(index === 2 ? 13 : 10 + index, 60, { number, destinationId: FIXED, costMicro: 400_000n, secondsBy: [600] }),
  );
  const { figures } = compare(comparison(theirs, ours));
  assert.deepEqual(figures.together, []);
  const { figures: found, cells } = compare(comparison(theirs.slice(0, 2), ours.slice(0, 2)));
  assert.deepEqual(found.together, [[FIXED, MOBILE]]);
  assert.equal(cells.filter(({ differs }) => differs).length, 0);
  // Two of ours together are one of theirs.
  const halves = numbers
    .slice(0, 2)
    .flatMap((number, index) => [
      usage(4, 60, { number, destinationId: FIXED, costMicro: 100_000n, secondsBy: [200] }),
      usage(6 + index, 60, { number, destinationId: 99, costMicro: 300_000n, secondsBy: [400] }),
    ]);
  assert.deepEqual(compare(comparison(theirs.slice(0, 2), halves)).figures.together, [
    [FIXED, MOBILE],
    [99, MOBILE],
  ]);
});

test('what an earlier invoice billed, or the same one, is billed twice', () => {
  const ours = usage(100, 60);
  const one = calls(100, 6_000, 3_000_000n);
  const other = { ...one, invoiceId: 2, invoiceNumber: 'B' };
  assert.deepEqual(causes([one, other], [ours]), ['billedTwice 3000000']);
  assert.deepEqual(causes([one, { ...one, no: 2 }], [ours]), ['billedTwice 3000000']);
  // The same as an e-invoice, which rounds to cents and tenths of minutes.
  const rounded = { ...other, seconds: 6_003, amountMicro: 3_001_000n, description: 'DE-MOBILE' };
  assert.deepEqual(causes([one, rounded], [ours]), ['billedTwice 3001000']);
  assert.deepEqual(causes([one, { ...other, calls: 99 }], [ours]), ['callsMissingHere 3000000']);
  const fee = line({ kind: 'product', description: 'Grundgebühr', amountMicro: 10_000_000n });
  const fees = [
    fee,
    { ...fee, invoiceId: 2, invoiceNumber: 'B' },
    line({ invoiceId: 2, invoiceNumber: 'B', no: 2, kind: 'product', description: 'X', amountMicro: 1n }),
  ];
  assert.deepEqual(
    causes(fees, []).filter((cause) => cause.startsWith('billedTwice')),
    [],
  );
});

test('products: pieces, prices, what nobody has, what is not billed', () => {
  const trunk = {
    code: 'TRUNK',
    reference: 'SIP-2',
    names: ['SIP-Trunk'],
    milliPieces: 3_000n,
    priceMicro: 8_000_000n,
  };
  const fee = (change: Partial<ComparedLine>) => line({ kind: 'product', reference: 'SIP-2', ...change });
  const cases: [name: string, lines: ComparedLine[], expected: string[]][] = [
    ['the same', [fee({ quantity: '3', amountMicro: 24_000_000n })], []],
    [
      'line by line',
      [
        fee({ amountMicro: 8_000_000n }),
        fee({ no: 2, amountMicro: 8_000_000n }),
        fee({ no: 3, amountMicro: 8_000_000n }),
      ],
      [],
    ],
    ['by name', [fee({ reference: null, description: 'SIP Trunk', quantity: '3', amountMicro: 24_000_000n })], []],
    ['more', [fee({ quantity: '5', amountMicro: 40_000_000n })], ['quantity 16000000']],
    ['dearer', [fee({ quantity: '3', amountMicro: 30_000_000n })], ['price 6000000']],
    ['both', [fee({ quantity: '2', amountMicro: 18_000_000n })], ['quantity -8000000', 'price 2000000']],
    ['not billed', [], ['notBilled -24000000']],
    [
      'nobody has it',
      [fee({ quantity: '3', amountMicro: 24_000_000n }), fee({ no: 2, reference: 'FAX', amountMicro: 5_000_000n })],
      ['notSubscribed 5000000'],
    ],
    [
      'for a number nobody has',
      [
        fee({ quantity: '3', amountMicro: 24_000_000n }),
        fee({ no: 2, account: '+49 40 999 999 99', amountMicro: 8_000_000n }),
      ],
      ['numberNotOurs 8000000'],
    ],
  ];
  for (const [name, lines, expected] of cases)
    assert.deepEqual(causes(lines, [], { products: [trunk] }), expected, name);
  assert.deepEqual(
    causes([fee({ amountMicro: 8_000_000n })], [], { products: [{ ...trunk, milliPieces: 1_000n, priceMicro: null }] }),
    ['noProductPrice 8000000'],
  );
});

test('sums and tax of the invoice itself; tax is no part of the difference', () => {
  const own = [line({ amountMicro: 10_000_000n, taxPercent: '19', calls: 1, seconds: 60 })];
  const base = { netMicro: 10_000_000n, linesMicro: 10_000_000n, taxMicro: 1_900_000n, grossMicro: 11_900_000n };
  const ours = [usage(1, 60, { costMicro: 10_000_000n })];
  const found = (change: Partial<typeof base>, vatPercent: string | null = null) => {
    const input = comparison(own, ours);
    const invoices = [{ invoice: invoice({ ...base, ...change }), lines: own }];
    return causes(own, ours, { invoices, carrier: { ...input.carrier, vatPercent } });
  };
  assert.deepEqual(found({}), []);
  assert.deepEqual(found({}, '19'), []);
  assert.deepEqual(found({}, '0'), ['vat 1900000']);
  assert.deepEqual(found({ taxMicro: 2_000_000n, grossMicro: 12_000_000n }), ['vatSum 100000']);
  assert.deepEqual(found({ grossMicro: 15_000_000n }), ['grossSum 3100000']);
  assert.deepEqual(found({ netMicro: 12_000_000n, grossMicro: 13_900_000n }), ['linesSum 2000000']);
  const invoices = [{ invoice: invoice({ ...base, taxMicro: 5_000_000n }), lines: own }];
  assert.equal(compare(comparison(own, ours, { invoices })).figures.theirMicro, 10_000_000n);
});

test('an invoice in another currency is compared in ours', () => {
  const own = [calls(100, 6_000, 6_000_000n)];
  const invoices = [
    { invoice: invoice({ currency: 'USD', rate: '0.5', netMicro: 6_000_000n, linesMicro: 6_000_000n }), lines: own },
  ];
  assert.deepEqual(causes(own, [usage(100, 60)], { invoices }), []);
});

test('the parts of every cell add up to its difference, and all of them to the whole, whatever is compared', () => {
  const amount = fc.bigInt({ min: -2_000_000n, max: 9_000_000n });
  const lines = fc.array(
    fc.record({
      invoiceId: fc.integer({ min: 1, max: 2 }),
      kind: fc.constantFrom('usage' as const, 'product' as const),
      account: fc.constantFrom(null, NUMBER, '+49 40 1234*', 'trunk', '+49 30 1234567'),
      destination: fc.constantFrom(null, 'DE-MOBILE', 'DE-FIXED', 'Mars'),
      service: fc.constantFrom(null, 'voice' as const, 'sms' as const),
      reference: fc.constantFrom(null, 'SIP-2'),
      calls: fc.constantFrom(null, -5, 0, 5, 60),
      seconds: fc.constantFrom(null, -100, 0, 300, 4_000),
      quantity: fc.constantFrom(null, '1', '2.5'),
      unitPrice: fc.constantFrom(null, '0.03'),
      taxPercent: fc.constantFrom(null, '19'),
      amountMicro: amount,
    }),
    { maxLength: 12 },
  );
  const ours = fc.array(
    fc.record({
      number: fc.constantFrom(null, '49401234567', '49401234999', '49301111111'),
      account: fc.constantFrom(null, 'trunk'),
      destinationId: fc.constantFrom(0, MOBILE, FIXED),
      service: fc.constantFrom(1, 2),
      fromStart: fc.constantFrom(null, -1, 0),
      fromEnd: fc.constantFrom(null, -1, 0),
      costMicro: amount,
      unpriced: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 12 },
  );
  const product = { code: 'TRUNK', reference: 'SIP-2', names: [], milliPieces: 1_500n, priceMicro: 3_333_333n };
  fc.assert(
    fc.property(lines, ours, (some, own) => {
      const theirs = some.map((each, index) => line({ ...each, no: index, invoiceNumber: String(each.invoiceId) }));
      const rows = own.map((each) => usage(10, 45, each));
      const { cells, figures } = compare(comparison(theirs, rows, { products: [product], rates: [rate()] }));
      const keys = cells.map(({ key }) => key);
      assert.equal(new Set(keys).size, keys.length, keys.join('\n'));
      for (const cell of cells) {
        const sum = cell.effects.reduce((total, { amountMicro }) => total + amountMicro, 0n);
        assert.equal(sum, cell.theirMicro - cell.ourMicro, cell.key);
      }
      assert.equal(
        figures.theirMicro,
        theirs.reduce((total, { amountMicro }) => total + amountMicro, 0n),
      );
      assert.equal(
        figures.byCause.reduce((total, [, part]) => total + part, 0n),
        figures.theirMicro - figures.ourMicro,
      );
      if (figures.hasUsage) {
        const within = rows.filter(({ fromStart, fromEnd }) => (fromStart ?? 0) >= 0 && (fromEnd ?? -1) < 0);
        const usageMicro = cells
          .filter(({ kind }) => kind === 'usage')
          .reduce((total, { ourMicro }) => total + ourMicro, 0n);
        assert.equal(
          usageMicro,
          within.reduce((total, { costMicro }) => total + costMicro, 0n),
        );
      }
    }),
    { numRuns: 500 },
  );
});
