import { z } from 'zod';
import { dateText, decimalText, endpoint, idNumber, idText, localName } from '#base';
import { ALLOWANCE_HOLDERS } from '#catalog';
import { momentText } from './booking.ts';
import { CONTRACT_STATES, ONE_OFF_PURPOSES } from './contract.ts';
import { HELD_LINE_KINDS } from './line.ts';
import { PLAN_RULES } from './plans.ts';
import { DISCOUNT_KINDS, priceText, quantityNumber } from './subscription.ts';

const contractReply = z.object({
  id: z.number().int(),
  number: z.string(),
  state: z.enum(CONTRACT_STATES),
  pricePlanId: z.number().int(),
  planName: localName,
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  acceptedOn: z.string().nullable(),
  minimumMonths: z.number().int(),
  noticeMonths: z.number().int(),
  noticeDays: z.number().int(),
  renewalMonths: z.number().int(),
  noticeGivenOn: z.string().nullable(),
  /** If notice were given today; null of quotes and of contracts whose end is set. */
  end: z
    .object({ earliestEnd: z.string(), renewsOn: z.string().nullable(), noticeBy: z.string().nullable() })
    .nullable(),
  siteId: z.number().int().nullable(),
  orderReference: z.string().nullable(),
  costCentre: z.string().nullable(),
  /** Percent off every charge of usage. */
  usageDiscount: decimalText,
  /** In order of day. */
  planChanges: z.array(z.object({ startsOn: dateText, pricePlanId: z.number().int(), planName: localName })),
  options: z.array(
    z.object({
      id: z.number().int(),
      optionCode: z.string(),
      optionName: localName,
      quantity: z.number().int(),
      /** Null = all lines of the contract. */
      lineLabel: z.string().nullable(),
      from: z.string(),
      to: z.string().nullable(),
    }),
  ),
  allowances: z.array(
    z.object({
      key: z.string(),
      code: z.string(),
      name: localName,
      unit: z.enum(['second', 'byte', 'piece', 'money']),
      /** Units per period, of money a decimal amount; null = unlimited. */
      size: decimalText.nullable(),
      holder: z.enum(ALLOWANCE_HOLDERS),
      period: z.enum(['month', 'days', 'once']),
      /** Null = by the plan. */
      optionName: localName.nullable(),
      from: z.string(),
      to: z.string().nullable(),
    }),
  ),
  subscriptions: z.array(
    z.object({
      id: z.number().int(),
      productId: z.number().int(),
      productCode: z.string(),
      productName: localName,
      /** Of today; of one that begins later, of its first day. */
      quantity: z.number().int(),
      /** Of a service period; null where the product has no price in the customer's currency. */
      unitPrice: z.string().nullable(),
      periodMonths: z.number().int(),
      startsOn: z.string(),
      endsOn: z.string().nullable(),
      /** Of licences: the next day of renewal. */
      renewsOn: z.string().nullable(),
      terms: z.array(z.object({ from: z.string(), quantity: z.number().int(), unitPrice: z.string().nullable() })),
      /** What it pays from which day on, and where the price comes from. */
      prices: z.array(z.object({ from: z.string(), unitPrice: z.string(), by: z.enum(['own', 'catalogue', 'stair']) })),
      discounts: z.array(
        z.object({
          id: z.number().int(),
          kind: z.enum(DISCOUNT_KINDS),
          value: z.string(),
          from: z.string(),
          to: z.string().nullable(),
          reason: z.string().nullable(),
        }),
      ),
      pauses: z.array(
        z.object({ id: z.number().int(), from: z.string(), to: z.string().nullable(), billedPercent: z.string() }),
      ),
      lineLabel: z.string().nullable(),
      siteId: z.number().int().nullable(),
      orderReference: z.string().nullable(),
      costCentre: z.string().nullable(),
      note: z.string().nullable(),
      bundleCode: z.string().nullable(),
    }),
  ),
  oneOffs: z.array(
    z.object({
      id: z.number().int(),
      productName: localName,
      note: z.string().nullable(),
      quantity: z.number().int(),
      unitPrice: z.string(),
      dueOn: z.string(),
      purpose: z.enum(ONE_OFF_PURPOSES),
      reason: z.string().nullable(),
      depositId: z.number().int().nullable(),
      /** Of a deposit taken: what was not given back yet. */
      left: z.string().nullable(),
    }),
  ),
  lines: z.array(
    z.object({
      id: z.number().int(),
      kind: z.enum(HELD_LINE_KINDS),
      identifier: z.string(),
      msisdn: z.string().nullable(),
      imsi: z.string().nullable(),
      label: z.string(),
      /** Instants as ISO 8601 text in UTC. */
      validFrom: z.string(),
      validTo: z.string().nullable(),
    }),
  ),
});

export const customerContractsEndpoint = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId/contracts',
  permission: 'customers.read',
  summary: 'What a customer has: contracts with subscriptions, one-off items and lines',
  params: z.object({ customerId: idText }),
  reply: z.object({ today: z.string(), contracts: z.array(contractReply) }),
});

/** Instants as ISO 8601 text in UTC. */
const bookingReply = z.object({
  id: z.number().int(),
  contractId: z.number().int(),
  lineId: z.number().int().nullable(),
  optionId: z.number().int(),
  quantity: z.number().int(),
  from: z.string(),
  to: z.string().nullable(),
});

export const bookOptionEndpoint = endpoint({
  method: 'POST',
  path: '/api/contracts/:contractId/bookings',
  permission: 'customers.write',
  summary: 'Books an option on a contract or one of its lines, from a local date or an instant',
  params: z.object({ contractId: idText }),
  body: z.object({
    optionId: idNumber,
    lineId: idNumber.nullable().default(null),
    quantity: z.number().int().min(1).max(1000).default(1),
    from: momentText,
    until: momentText.nullable().default(null),
  }),
  reply: bookingReply,
});

export const endBookingEndpoint = endpoint({
  method: 'POST',
  path: '/api/bookings/:bookingId/end',
  permission: 'customers.write',
  summary: 'Ends a booking, or moves its end; the moment given is the first no longer in force',
  params: z.object({ bookingId: idText }),
  body: z.object({ at: momentText }),
  reply: bookingReply,
});

export const changePlanEndpoint = endpoint({
  method: 'POST',
  path: '/api/contracts/:contractId/plan',
  permission: 'customers.write',
  summary:
    'Puts a contract on another price plan now, from the next month or from a day on, with the fees that go with it',
  params: z.object({ contractId: idText }),
  body: z.object({
    pricePlanId: idNumber,
    rule: z.enum(PLAN_RULES).default('date'),
    /** With rule `date`. */
    from: dateText.optional(),
    endSubscriptionIds: z.array(idNumber).max(100).default([]),
    fees: z
      .array(
        z.object({
          productId: idNumber,
          quantity: quantityNumber.default(1),
          unitPrice: priceText.nullable().default(null),
        }),
      )
      .max(100)
      .default([]),
  }),
  reply: z.object({ contractId: z.number().int(), from: z.string() }),
});

export const endContractEndpoint = endpoint({
  method: 'POST',
  path: '/api/contracts/:contractId/end',
  permission: 'customers.write',
  summary: 'Ends a contract by agreement with all that is on it, moves its end, or takes it back (null)',
  params: z.object({ contractId: idText }),
  body: z.object({ endsOn: dateText.nullable() }),
  reply: z.object({ contractId: z.number().int(), endsOn: z.string().nullable() }),
});

export const endLineEndpoint = endpoint({
  method: 'POST',
  path: '/api/lines/:lineId/end',
  permission: 'customers.write',
  summary: 'Ends a line, so that its number may go to another contract, moves its end, or takes it back (null)',
  params: z.object({ lineId: idText }),
  body: z.object({ validTo: dateText.nullable() }),
  reply: z.object({ lineId: z.number().int(), validTo: z.string().nullable() }),
});
