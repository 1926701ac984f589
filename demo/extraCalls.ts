/**
 * Calls with a story, beside everyday telephony: lines nobody holds, prices nobody has, a night of premium calls, the night
 * the clocks go back. Their number does not depend on the demo's scale, so that small test sets have them too.
 */
import { addDays, localMsToUtcMs, monthStart, zoneOffsets } from '#base';
import { type CallKind, type DemoCall, serialsOf } from './calls.ts';
import type { DemoCustomer } from './customers.ts';
import { UNPRICED_PREFIX } from './destinations.ts';
import { newPartner } from './partner.ts';
import { type Random, seededRandom } from './random.ts';

const BERLIN = zoneOffsets('Europe/Berlin');
const PARIS = zoneOffsets('Europe/Paris');

/** Numbers no contract holds: one of a block never given out, one right beside a customer's range, one in France. */
export const STRAY_LINES = [
  { source: 'hansa', own: '494066969951', calls: 12 },
  { source: 'hansa', own: '494066969210', calls: 18 },
  { source: 'atlantique', own: '33199000995', calls: 7 },
] as const;
/** The trunk of a test that nobody registered. */
export const STRAY_TRUNK = { account: 'trunk-test', own: '494066969961', calls: 5 };

/** Customers whose stories these are. */
const PREMIUM_SPIKE = { customer: '10017', month: '2026-10', night: '2026-10-17', calls: 26 };
const UNPRICED = { customer: '10024', month: '2026-10', calls: 3 };
const CLOCK_CHANGE = { customers: ['10001', '10003'], month: '2026-10', night: '2026-10-25', calls: 6 };

type Start = (day: string, hour: number, fold?: 'earlier' | 'later') => number;

/** All extra calls of a month. */
export function extraCalls(customers: readonly DemoCustomer[], month: string): DemoCall[] {
  const customer = (number: string) => {
    const found = customers.find((one) => one.number === number);
    if (found === undefined) throw new Error(`assertion failed: no customer ${number}`);
    return found;
  };
  return [
    ...strayCalls(month),
    ...(month === PREMIUM_SPIKE.month ? premiumNight(customer(PREMIUM_SPIKE.customer)) : []),
    ...(month === UNPRICED.month ? unpricedCalls(customer(UNPRICED.customer)) : []),
    ...(month === CLOCK_CHANGE.month
      ? CLOCK_CHANGE.customers.flatMap((number) => clockChangeCalls(customer(number)))
      : []),
  ];
}

/** Takes serials no everyday call has: the upper half of a customer's. */
function extraSerials(month: string, customerNumber: string): () => number {
  const next = serialsOf(month, customerNumber);
  const first = next() + 50_000;
  let count = 0;
  return () => first + count++;
}

function starter(zone: typeof BERLIN, random: Random): Start {
  return (day, hour, fold = 'earlier') =>
    localMsToUtcMs(zone, Date.parse(`${day}T00:00:00Z`) + (hour * 3600 + random.below(3600)) * 1000, fold);
}

function strayCalls(month: string): DemoCall[] {
  const random = seededRandom(`stray/${month}`);
  const serial = extraSerials(month, '99');
  const workday = () => addDays(monthStart(month), random.between(2, 26));
  const lines = [
    ...STRAY_LINES.map((line) => ({ ...line, account: null })),
    { ...STRAY_TRUNK, source: 'sbc' as const },
  ];
  return lines.flatMap(({ source, own, calls, account }) => {
    const country = source === 'atlantique' ? 'FR' : 'DE';
    const start = starter(country === 'FR' ? PARIS : BERLIN, random);
    return Array.from({ length: calls }, () =>
      call({ source, number: null, own, account, extension: null }, start(workday(), random.between(9, 16)), {
        kind: 'outbound',
        talkS: random.between(20, 600),
        partner: newPartner(country, random.chance(1, 2) ? 'homeFixed' : 'homeMobile', random),
        serial: serial(),
      }),
    );
  });
}

/** A dancing school whose telephone calls premium numbers through a Saturday night. */
function premiumNight(customer: DemoCustomer): DemoCall[] {
  const random = seededRandom('premium night');
  const serial = extraSerials(PREMIUM_SPIKE.month, customer.number);
  const start = starter(BERLIN, random);
  return Array.from({ length: PREMIUM_SPIKE.calls }, () =>
    call(lineOf(customer), start(PREMIUM_SPIKE.night, random.between(1, 5)), {
      kind: 'outbound',
      talkS: random.between(240, 1700),
      partner: newPartner(customer.country, 'premium', random),
      serial: serial(),
    }),
  );
}

/** Calls to networks under a code that no list prices. */
function unpricedCalls(customer: DemoCustomer): DemoCall[] {
  const random = seededRandom('unpriced');
  const serial = extraSerials(UNPRICED.month, customer.number);
  const start = starter(BERLIN, random);
  return Array.from({ length: UNPRICED.calls }, (_, index) =>
    call(lineOf(customer), start(`2026-10-${String(6 + 7 * index).padStart(2, '0')}`, 10), {
      kind: 'outbound',
      talkS: random.between(120, 900),
      partner: `${UNPRICED_PREFIX}5100${random.digits(8)}`,
      serial: serial(),
    }),
  );
}

/** Calls between 02:00 and 03:00 of the night in which that hour comes twice, some in each. */
function clockChangeCalls(customer: DemoCustomer): DemoCall[] {
  const random = seededRandom(`clock change/${customer.number}`);
  const serial = extraSerials(CLOCK_CHANGE.month, customer.number);
  const start = starter(BERLIN, random);
  return Array.from({ length: CLOCK_CHANGE.calls }, (_, index) =>
    call(lineOf(customer), start(CLOCK_CHANGE.night, 2, index % 2 === 0 ? 'earlier' : 'later'), {
      kind: 'outbound',
      talkS: random.between(30, 1500),
      partner: newPartner(customer.country, 'homeMobile', random),
      serial: serial(),
    }),
  );
}

type Line = Pick<DemoCall, 'source' | 'own' | 'account' | 'extension'> & { readonly number: string | null };

function lineOf(customer: DemoCustomer): Line {
  return {
    source: customer.source,
    number: customer.number,
    own: customer.numbers[0]!,
    account: customer.account,
    extension: customer.extensions[0] ?? null,
  };
}

function call(
  { number, ...line }: Line,
  startMs: number,
  facts: { readonly kind: CallKind; readonly talkS: number; readonly partner: string; readonly serial: number },
): DemoCall {
  return { ...line, customer: number, startMs, ringS: 5, caller: '', ...facts };
}
