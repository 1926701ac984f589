import type { Bill, BillLine, OneOffLine, RecurringLine, UsageLine } from '#billing';

/** Bills for tests: a line with everything it must have, changed where a case wants it. */
const NAME = { de: 'Anschluss', fr: 'Ligne', en: 'Line' };
const COMMON = { contractNumber: 'V-1', revenueAccount: '4401' };

export function usage(change: Partial<UsageLine> = {}): UsageLine {
  return {
    ...COMMON,
    kind: 'usage',
    netMinor: '1000',
    service: 'voice',
    class: 'nationalFixed',
    part: 'transport',
    month: '2026-09',
    late: false,
    calls: 40,
    coveredCalls: 0,
    durationMs: 2_400_000,
    billedUnits: 2_400,
    coveredUnits: 0,
    chargeMicro: '10000000',
    costMicro: '6000000',
    ...change,
  };
}

export function fee(change: Partial<RecurringLine> = {}): RecurringLine {
  return {
    ...COMMON,
    kind: 'recurring',
    subscriptionId: 1,
    productCode: 'LINE',
    name: NAME,
    quantity: 1,
    unitPrice: '30.00',
    months: 1,
    from: '2026-10-01',
    to: '2026-11-01',
    periodFrom: '2026-10-01',
    periodTo: '2026-11-01',
    days: 31,
    ofDays: 31,
    netMinor: '3000',
    ...change,
  };
}

export function oneOff(netMinor: string, change: Partial<OneOffLine> = {}): OneOffLine {
  return {
    ...COMMON,
    kind: 'oneOff',
    oneOffId: 1,
    productCode: 'SETUP',
    name: NAME,
    note: null,
    quantity: 1,
    unitPrice: '0',
    dueOn: '2026-09-12',
    netMinor,
    ...change,
  };
}

export function billOf(lines: readonly BillLine[], change: Partial<Bill> = {}): Bill {
  const netMinor = lines.reduce((sum, line) => sum + BigInt(line.netMinor), 0n).toString();
  return {
    customerId: 1,
    customerNumber: '10001',
    month: '2026-09',
    currency: 'EUR',
    issueOn: '2026-10-01',
    dueOn: '2026-10-15',
    contractNumbers: ['V-1'],
    lines,
    taxes: [],
    netMinor,
    taxMinor: '0',
    grossMinor: netMinor,
    usage: [],
    ...change,
  };
}
