import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkIdentifiers, newContract, newLine } from '#contracts';
import { checkCustomer, newCustomer } from '#crm';
import { OPTIONS } from './allowances.ts';
import { mod97 } from './checkDigits.ts';
import { demoCustomers, FREEPHONE_NUMBER } from './customers.ts';
import { STRAY_LINES } from './extraCalls.ts';
import { OPERATOR } from './operator.ts';
import { PLANS, PRODUCTS } from './products.ts';

const CUSTOMERS = demoCustomers();
const LINES = CUSTOMERS.flatMap(({ contracts }) => contracts.flatMap(({ lines }) => lines));

test('customers in Germany and France, companies, consumers and a public body', () => {
  assert.equal(CUSTOMERS.length, 65);
  assert.deepEqual(new Set(CUSTOMERS.map(({ customer }) => customer.country)), new Set(['DE', 'FR']));
  assert.deepEqual(
    new Set(CUSTOMERS.map(({ customer }) => customer.kind)),
    new Set(['company', 'consumer', 'publicBody']),
  );
  assert.deepEqual(new Set(CUSTOMERS.map(({ customer }) => customer.language)), new Set(['de', 'fr', 'en']));
  assert.deepEqual(
    new Set(CUSTOMERS.map(({ customer }) => customer.taxStatus)),
    new Set(['domestic', 'euReverseCharge', 'ossConsumer', 'telecomResale']),
  );
});

test('master data passes the checks of crm', () => {
  for (const { customer, number } of CUSTOMERS)
    assert.deepEqual(checkCustomer(newCustomer.parse(customer), OPERATOR), [], number);
});

test('IBANs have right check digits', () => {
  const ibans = [OPERATOR.iban, ...CUSTOMERS.flatMap(({ customer }) => customer.iban ?? [])];
  assert.ok(ibans.length > 20);
  for (const iban of ibans) assert.equal(mod97(iban.slice(4) + iban.slice(0, 4)), 1, iban);
});

test('contracts and lines pass the checks of contracts; no identifier is held twice at once', () => {
  for (const { contracts } of CUSTOMERS)
    for (const { number, startsOn, endsOn } of contracts)
      newContract.parse({ customerId: 1, number, pricePlanId: 1, startsOn, endsOn });
  for (const line of LINES) {
    newLine.parse({ ...line, contractId: 1, validFrom: '2026-01-01' });
    assert.deepEqual(checkIdentifiers({ ...line, msisdn: null, imsi: null }), [], line.identifier);
  }
  const held = CUSTOMERS.flatMap(({ contracts }) =>
    contracts.flatMap(({ startsOn, endsOn, lines }) =>
      lines.map(({ kind, identifier, source }) => ({ key: `${kind} ${identifier} ${source}`, startsOn, endsOn })),
    ),
  );
  for (const [key, times] of Map.groupBy(held, (one) => one.key))
    for (const [index, one] of times.entries())
      for (const other of times.slice(index + 1)) assert.ok(one.endsOn !== null && one.endsOn <= other.startsOn, key);
});

test('some contracts begin and end in the middle of a month', () => {
  const dates = CUSTOMERS.flatMap(({ contracts }) =>
    contracts.flatMap(({ startsOn, endsOn }) => [startsOn, endsOn ?? startsOn]),
  );
  assert.ok(dates.filter((date) => date >= '2026-08' && !date.endsWith('-01')).length >= 6);
});

test('a third of the contracts share inclusive minutes by their plan; every option is booked by somebody', () => {
  const contracts = CUSTOMERS.flatMap((customer) => customer.contracts);
  const pooled = contracts.filter(({ plan }) =>
    PLANS.some(({ code, allowanceCodes = [] }) => code === plan && allowanceCodes.length > 0),
  );
  assert.ok(pooled.length * 3 >= contracts.length, `${pooled.length} of ${contracts.length}`);
  const booked = new Set(contracts.flatMap(({ bookings }) => bookings.map(({ option }) => option)));
  assert.deepEqual([...booked].sort(), OPTIONS.map(({ code }) => code).sort());
  assert.ok(LINES.some(({ identifier }) => identifier === FREEPHONE_NUMBER));
});

test('every product that customers hold is sold', () => {
  const sold = new Set(PRODUCTS.map(({ code }) => code));
  for (const { contracts } of CUSTOMERS)
    for (const { subscriptions, oneOffs } of contracts)
      for (const { product } of [...subscriptions, ...oneOffs]) assert.ok(sold.has(product), product);
});

test('stray lines belong to nobody; one stands right beside a range', () => {
  const held = (number: string) =>
    LINES.some(({ kind, identifier }) => (kind === 'range' ? number.startsWith(identifier) : number === identifier));
  for (const { own } of STRAY_LINES) assert.ok(!held(own), own);
  assert.ok(STRAY_LINES.some(({ own }) => held(String(BigInt(own) - 10n))));
});
