/** A made-up carrier, its lines and our side, for tests: everything at rest unless a case says otherwise. */
import { SERVICE } from '#usage';
import type { CarrierInvoice } from './carrierInvoice.ts';
import type { ComparedLine } from './cell.ts';
import type { Comparison } from './compare.ts';
import { INCREMENTS, type OurUsage, type OwnLine } from './ourSide.ts';

export const OCTOBER = { from: '2026-10-01', to: '2026-11-01' } as const;
export const MOBILE = 7;
export const FIXED = 8;

export function line(change: Partial<ComparedLine>): ComparedLine {
  return {
    invoiceId: 1,
    invoiceNumber: 'A',
    no: 1,
    place: 1,
    kind: 'usage',
    account: null,
    destination: null,
    service: null,
    reference: null,
    description: null,
    from: null,
    to: null,
    calls: null,
    seconds: null,
    quantity: null,
    unitPrice: null,
    amountMicro: 0n,
    taxPercent: null,
    ...change,
  };
}

/** Calls of so many seconds each. */
export function usage(calls: number, secondsEach: number, change: Partial<OurUsage> = {}): OurUsage {
  return {
    number: '49401234567',
    text: null,
    account: null,
    customerId: 5,
    destinationId: MOBILE,
    service: SERVICE.voice,
    fromStart: null,
    fromEnd: null,
    calls,
    unpriced: 0,
    secondsBy: INCREMENTS.map((each) => calls * rounded(secondsEach, each)),
    volume: 0,
    costMicro: BigInt(calls * secondsEach) * 500n,
    differsSince: null,
    ...change,
  };
}

function rounded(seconds: number, increments: string): number {
  const [first = 1, next = 1] = increments.split('/').map(Number);
  return seconds <= first ? first : first + Math.ceil((seconds - first) / next) * next;
}

export const OWN_LINE: OwnLine = {
  kind: 'number',
  identifier: '49401234567',
  from: '2026-01-01',
  to: null,
  customerId: 5,
};

export function invoice(change: Partial<CarrierInvoice> = {}): CarrierInvoice {
  return {
    id: 1,
    carrierId: 1,
    number: 'A',
    kind: 'invoice',
    month: '2026-10',
    issuedOn: '2026-11-02',
    currency: 'EUR',
    rate: '1',
    netMicro: 0n,
    taxMicro: null,
    grossMicro: null,
    linesMicro: 0n,
    ...change,
  };
}

/** Lines by their invoice, whose sum they make. */
export function comparison(
  lines: readonly ComparedLine[],
  ours: readonly OurUsage[],
  change: Partial<Comparison> = {},
): Comparison {
  const numbers = [...new Set(lines.map(({ invoiceId }) => invoiceId))];
  return {
    carrier: {
      id: 1,
      code: 'hansa',
      name: 'Hansa',
      supplier: 'Hansa',
      sourceIds: [1],
      vatPercent: null,
      toleranceMicro: 10_000n,
      tolerancePercent: '0',
      lateDays: 3,
      columns: {},
    },
    invoices: numbers.map((id) => {
      const own = lines.filter(({ invoiceId }) => invoiceId === id);
      const sum = own.reduce((total, { amountMicro }) => total + amountMicro, 0n);
      const number = own[0]?.invoiceNumber ?? 'A';
      return { invoice: invoice({ id, number, netMicro: sum, linesMicro: sum }), lines: own };
    }),
    period: OCTOBER,
    currency: 'EUR',
    country: 'DE',
    usage: ours,
    ownLines: [OWN_LINE],
    rates: [],
    products: [],
    destinationIds: new Map([
      ['demobile', MOBILE],
      ['defixed', FIXED],
    ]),
    ...change,
  };
}
