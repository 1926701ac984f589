/** The checks of a run, as a list: each looks at the facts and names what a person should see before the month is issued. */
import { type Finding, formatMicro, formatMinor } from '#base';
import type { Bill, BillLine, UsageLine } from '#billing';
import type { BillPair, RunFacts } from './facts.ts';

/** When a difference is worth a look. Minor units of the operator's currency; percent of the month before. */
export const THRESHOLDS = {
  jumpPercent: 50n,
  jumpMinor: 20_00n,
  premiumMinor: 25_00n,
  marginLossMicro: 100_000n,
} as const;

export interface Check {
  readonly code: string;
  readonly run: (facts: RunFacts) => Finding[];
}

export const CHECKS: readonly Check[] = [
  { code: 'control.unpriced', run: unpriced },
  { code: 'control.unmatched', run: unmatched },
  { code: 'control.negativeInvoice', run: negativeInvoice },
  { code: 'control.zeroInvoice', run: zeroInvoice },
  { code: 'control.jump', run: jump },
  { code: 'control.usageStopped', run: usageStopped },
  { code: 'control.billStopped', run: billStopped },
  { code: 'control.negativeMargin', run: negativeMargin },
  { code: 'control.premiumFirstSeen', run: premiumFirstSeen },
  { code: 'control.lateUsage', run: lateUsage },
  { code: 'control.fileQuarantined', run: fileQuarantined },
  { code: 'control.recordsRejected', run: recordsRejected },
];

/** Minor units as micro-units, for the money at risk. */
const MICRO_PER_CENT = 10_000n;

/** Usage nobody put a price on is given away: an error. */
function unpriced(facts: RunFacts): Finding[] {
  return facts.unpriced.map((fact) => ({
    code: 'control.unpriced',
    severity: 'error',
    subject: { kind: 'customer', key: String(fact.customerId) },
    params: {
      customer: fact.customerName,
      prefix: fact.prefix,
      records: fact.records,
      minutes: Math.ceil(fact.durationMs / 60_000),
    },
  }));
}

/** Calls of a line that belongs to nobody are paid by us. */
function unmatched(facts: RunFacts): Finding[] {
  return facts.unmatched.map((fact) => ({
    code: 'control.unmatched',
    severity: 'warning',
    subject: { kind: 'identifier', key: fact.identifier },
    params: {
      identifier: fact.identifier,
      source: fact.sourceName,
      records: fact.records,
      amount: formatMicro(fact.chargeMicro, 2),
    },
    amountAtRiskMicro: fact.chargeMicro,
  }));
}

function negativeInvoice(facts: RunFacts): Finding[] {
  return onBills(
    facts,
    ({ bill }) => BigInt(bill.grossMinor) < 0n,
    'control.negativeInvoice',
    'error',
    ({ bill }) => ({
      amount: formatMinor(BigInt(bill.grossMinor), bill.currency),
    }),
  );
}

/** A contract in force and nothing to pay. */
function zeroInvoice(facts: RunFacts): Finding[] {
  return onBills(
    facts,
    ({ bill }) => BigInt(bill.grossMinor) === 0n,
    'control.zeroInvoice',
    'warning',
    () => ({}),
  );
}

/** Much more or much less than last month. */
function jump(facts: RunFacts): Finding[] {
  const difference = ({ bill, previous }: BillPair) =>
    previous === null ? 0n : BigInt(bill.netMinor) - BigInt(previous.netMinor);
  const jumps = (pair: BillPair) => {
    const size = absolute(difference(pair));
    const before = absolute(BigInt(pair.previous?.netMinor ?? '0'));
    return size >= THRESHOLDS.jumpMinor && size * 100n >= before * THRESHOLDS.jumpPercent;
  };
  return onBills(
    facts,
    jumps,
    'control.jump',
    'warning',
    ({ bill, previous }) => ({
      before: formatMinor(BigInt(previous?.netMinor ?? '0'), bill.currency),
      now: formatMinor(BigInt(bill.netMinor), bill.currency),
    }),
    (pair) => absolute(difference(pair)) * MICRO_PER_CENT,
  );
}

/** Calls in the month before, none now: a file may be missing or a line lost. */
function usageStopped(facts: RunFacts): Finding[] {
  return onBills(
    facts,
    ({ bill, previous }) => previous !== null && callsOf(previous) > 0 && callsOf(bill) === 0,
    'control.usageStopped',
    'warning',
    ({ previous }) => ({ calls: previous === null ? 0 : callsOf(previous) }),
    ({ previous }) =>
      previous === null ? 0n : usageOf(previous).reduce((total, line) => total + BigInt(line.chargeMicro), 0n),
  );
}

/** Billed last month, nothing at all this month: an ended contract, or one ended by mistake. */
function billStopped(facts: RunFacts): Finding[] {
  return facts.gone.map((fact) => ({
    code: 'control.billStopped',
    severity: 'info',
    subject: { kind: 'customer', key: String(fact.customerId) },
    params: { customer: fact.customerName, before: formatMinor(fact.previousNetMinor, facts.currency) },
    amountAtRiskMicro: absolute(fact.previousNetMinor) * MICRO_PER_CENT,
  }));
}

/** What the carriers take is more than what the customer pays, in one class. */
function negativeMargin(facts: RunFacts): Finding[] {
  return facts.bills.flatMap(({ bill, customerId, customerName }) =>
    usageOf(bill)
      .map((line) => ({ line, lossMicro: BigInt(line.costMicro) - paidMicro(bill, line) }))
      .filter(({ lossMicro }) => lossMicro > THRESHOLDS.marginLossMicro)
      .map(({ line, lossMicro }): Finding => {
        return {
          code: 'control.negativeMargin',
          severity: 'warning',
          subject: { kind: 'customer', key: String(customerId) },
          params: {
            customer: customerName,
            class: line.class,
            month: line.month,
            loss: formatMicro(lossMicro, 2),
            calls: line.calls,
          },
          amountAtRiskMicro: lossMicro,
        };
      }),
  );
}

/** What the customer pays for the usage of a line: carrying it, and what passes through to owners of premium numbers. */
function paidMicro(bill: Bill, line: UsageLine): bigint {
  const same = (other: BillLine): other is UsageLine =>
    other.kind === 'usage' &&
    other.contractNumber === line.contractNumber &&
    other.month === line.month &&
    other.class === line.class &&
    other.service === line.service;
  return bill.lines.filter(same).reduce((sum, one) => sum + BigInt(one.chargeMicro), 0n);
}

/** Premium numbers on a bill that had none the month before: fraud starts like this. */
function premiumFirstSeen(facts: RunFacts): Finding[] {
  const premium = (bill: Bill) =>
    usageOf(bill)
      .filter((line) => line.class === 'premium')
      .reduce((total, line) => total + BigInt(line.netMinor), 0n);
  return onBills(
    facts,
    ({ bill, previous }) => premium(bill) >= THRESHOLDS.premiumMinor && (previous === null || premium(previous) === 0n),
    'control.premiumFirstSeen',
    'warning',
    ({ bill }) => ({ amount: formatMinor(premium(bill), bill.currency) }),
    ({ bill }) => premium(bill) * MICRO_PER_CENT,
  );
}

/** Calls of a month that was billed before. */
function lateUsage(facts: RunFacts): Finding[] {
  const late = (bill: Bill) => usageOf(bill).filter((line) => line.late);
  return onBills(
    facts,
    ({ bill }) => late(bill).length > 0,
    'control.lateUsage',
    'info',
    ({ bill }) => ({
      calls: carried(late(bill)),
      amount: formatMicro(
        late(bill).reduce((total, line) => total + BigInt(line.chargeMicro), 0n),
        2,
      ),
    }),
  );
}

/** A whole file was put aside: its calls are missing from the month. */
function fileQuarantined(facts: RunFacts): Finding[] {
  return facts.files
    .filter((file) => file.quarantined)
    .map((file) => ({
      code: 'control.fileQuarantined',
      severity: 'error',
      subject: { kind: 'file', key: String(file.fileId) },
      params: { file: file.name },
    }));
}

function recordsRejected(facts: RunFacts): Finding[] {
  return facts.files
    .filter((file) => !file.quarantined && file.rejected > 0)
    .map((file) => ({
      code: 'control.recordsRejected',
      severity: 'warning',
      subject: { kind: 'file', key: String(file.fileId) },
      params: { file: file.name, rejected: file.rejected, records: file.records },
    }));
}

function onBills(
  facts: RunFacts,
  holds: (pair: BillPair) => boolean,
  code: string,
  severity: Finding['severity'],
  params: (pair: BillPair) => NonNullable<Finding['params']>,
  amountAtRiskMicro: (pair: BillPair) => bigint = () => 0n,
): Finding[] {
  return facts.bills.filter(holds).map((pair) => ({
    code,
    severity,
    subject: { kind: 'customer', key: String(pair.customerId) },
    params: { customer: pair.customerName, ...params(pair) },
    amountAtRiskMicro: amountAtRiskMicro(pair),
  }));
}

function usageOf(bill: Bill): UsageLine[] {
  return bill.lines.filter((line) => line.kind === 'usage');
}

function callsOf(bill: Bill): number {
  return carried(usageOf(bill));
}

/** A call to a premium number is one call, though two lines bill it. */
function carried(lines: readonly UsageLine[]): number {
  return lines.filter((line) => line.part === 'transport').reduce((total, line) => total + line.calls, 0);
}

function absolute(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}
