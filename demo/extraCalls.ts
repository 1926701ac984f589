/**
 * Calls with a story, beside everyday telephony: lines nobody holds, prices nobody has, a night of premium calls, the night
 * the clocks go back, calls to the operator's own customers and to a number that its owner pays for. Their number does not depend on the demo's scale, so that small test sets have them too.
 */
import { addDays, monthStart } from '#base';
import type { DemoCall } from './calls.ts';
import { branchNumber, type DemoCustomer, FREEPHONE_NUMBER } from './customers.ts';
import { UNPRICED_PREFIX } from './destinations.ts';
import { newPartner } from './partner.ts';
import { type Random, seededRandom } from './random.ts';
import { BERLIN, call, extraSerials, lineOf, PARIS, starter } from './storyCall.ts';

/** Numbers no contract holds: one of a block never given out, one right beside a customer's range, one in France. */
export const STRAY_LINES = [
  { source: 'hansa', own: '494066969951', calls: 12 },
  { source: 'hansa', own: '494066969210', calls: 18 },
  { source: 'atlantique', own: '33199000995', calls: 7 },
] as const;
/** The trunk of a test that nobody registered. */
export const STRAY_TRUNK = { account: 'trunk-test', own: '494066969961', calls: 5 };

/** The line of a customer who left is still used: the carrier was never told. */
const STILL_USED = { customer: '10055', month: '2026-10', calls: 6 };

/** Customers whose stories these are. */
const LONG_CALL = { customer: '10015', month: '2026-10', day: '2026-10-21', hours: 5 };
const PREMIUM_SPIKE = { customer: '10017', month: '2026-10', night: '2026-10-17', calls: 26 };
const UNPRICED = { customer: '10024', month: '2026-10', calls: 3 };
const FREEPHONE = { customer: '10013', calls: 60 };
const ON_NET = { from: '10001', to: '10002', calls: 25 };
const INTRA = { customer: '10033', month: '2026-10', calls: 15 };
const CLOCK_CHANGE = { customers: ['10001', '10003'], month: '2026-10', night: '2026-10-25', calls: 6 };

/** All extra calls of a month. */
export function extraCalls(customers: readonly DemoCustomer[], month: string): DemoCall[] {
  const customer = (number: string) => {
    const found = customers.find((one) => one.number === number);
    if (found === undefined) throw new Error(`assertion failed: no customer ${number}`);
    return found;
  };
  return [
    ...strayCalls(month),
    ...(month === STILL_USED.month ? stillUsed(customer(STILL_USED.customer)) : []),
    ...(month === LONG_CALL.month ? longCall(customer(LONG_CALL.customer)) : []),
    ...(month === PREMIUM_SPIKE.month ? premiumNight(customer(PREMIUM_SPIKE.customer)) : []),
    ...(month === UNPRICED.month ? unpricedCalls(customer(UNPRICED.customer)) : []),
    ...(month === CLOCK_CHANGE.month
      ? CLOCK_CHANGE.customers.flatMap((number) => clockChangeCalls(customer(number)))
      : []),
    ...freephoneCalls(customer(FREEPHONE.customer), month),
    ...onNetCalls(customer(ON_NET.from), customer(ON_NET.to), month),
    ...(month === INTRA.month ? intraCalls(customer(INTRA.customer)) : []),
  ];
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

function stillUsed(customer: DemoCustomer): DemoCall[] {
  const random = seededRandom('still used');
  const serial = extraSerials(STILL_USED.month, customer.number);
  const start = starter(PARIS, random);
  return Array.from({ length: STILL_USED.calls }, () =>
    call({ ...lineOf(customer), number: null }, start(someDay(STILL_USED.month, random), random.between(9, 17)), {
      kind: 'outbound',
      talkS: random.between(60, 900),
      partner: newPartner(customer.country, 'homeMobile', random),
      serial: serial(),
    }),
  );
}

/** A receiver that was not put back: a call to a mobile abroad that lasted until somebody noticed. */
function longCall(customer: DemoCustomer): DemoCall[] {
  const random = seededRandom('long call');
  const startMs = starter(BERLIN, random)(LONG_CALL.day, 17);
  const partner = newPartner(customer.country, 'europe', random);
  const serial = extraSerials(LONG_CALL.month, customer.number)();
  return [call(lineOf(customer), startMs, { kind: 'outbound', talkS: LONG_CALL.hours * 3600 + 1234, partner, serial })];
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

/** Calls to a 0800 number: from fixed lines, mobiles, abroad, and hidden. */
function freephoneCalls(customer: DemoCustomer, month: string): DemoCall[] {
  const random = seededRandom(`freephone/${month}`);
  const serial = extraSerials(month, customer.number, 70_000);
  const start = starter(BERLIN, random);
  return Array.from({ length: FREEPHONE.calls }, () =>
    call({ ...lineOf(customer), own: FREEPHONE_NUMBER }, start(someDay(month, random), random.between(8, 18)), {
      kind: 'inbound',
      talkS: random.between(15, 900),
      partner: random.chance(1, 12) ? '' : newPartner('DE', random.pick(['homeFixed', 'homeMobile', 'near']), random),
      serial: serial(),
    }),
  );
}

/** Calls between two customers: one record when it is made, one when it arrives. */
function onNetCalls(from: DemoCustomer, to: DemoCustomer, month: string): DemoCall[] {
  const random = seededRandom(`on-net/${month}`);
  const [outbound, inbound] = [from, to].map(({ number }) => extraSerials(month, number, 60_000));
  const start = starter(BERLIN, random);
  const [caller, called] = [lineOf(from), lineOf(to)];
  return Array.from({ length: ON_NET.calls }, () => {
    const startMs = start(someDay(month, random), random.between(8, 17));
    const talkS = random.between(20, 700);
    return [
      call(caller, startMs, { kind: 'outbound', talkS, partner: called.own, serial: outbound!() }),
      call(called, startMs, { kind: 'inbound', talkS, partner: caller.own, serial: inbound!() }),
    ];
  }).flat();
}

/** Calls from the main office to the branch, which has a contract of its own. */
function intraCalls(customer: DemoCustomer): DemoCall[] {
  const random = seededRandom('intra');
  const serial = extraSerials(INTRA.month, customer.number, 60_000);
  const start = starter(BERLIN, random);
  const line = lineOf(customer);
  return Array.from({ length: INTRA.calls }, () =>
    call(line, start(someDay(INTRA.month, random), random.between(8, 17)), {
      kind: 'outbound',
      talkS: random.between(20, 700),
      partner: branchNumber(line.own.slice(0, -1)),
      serial: serial(),
    }),
  );
}

function someDay(month: string, random: Random): string {
  return addDays(monthStart(month), random.between(0, 27));
}
