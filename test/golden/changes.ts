/** A customer with whom much changed: what was billed before is set right, fees are reduced and paused, rules price the whole month. */
import type { BilledCharge } from '#billing';
import { type NewPeriodRule, newPeriodRule, type PeriodRule, type Product, productOf } from '#catalog';
import type { NewSubscription, Subscription } from '#contracts';

const FIBRE = 8;

export const CHANGE_PRODUCTS: ReadonlyMap<number, Product> = new Map([
  [
    FIBRE,
    productOf(
      {
        code: 'fibre',
        name: { de: 'Glasfaseranschluss 1 Gbit/s', fr: 'Accès fibre 1 Gbit/s', en: 'Fibre access 1 Gbit/s' },
        kind: 'recurring',
        unitPrice: '207.00',
        recurrence: { months: 3, align: 'calendar' },
      },
      { id: FIBRE, currency: 'EUR', familyId: null, setupProductId: null, revenueAccount: '8401' },
    ),
  ],
]);

/** Two trunks instead of one since mid-September, seats at half the price, a line that ended, fibre by the quarter, a line that is paused. */
export const CHANGED: readonly NewSubscription[] = [
  { contractId: 1, productId: 1, startsOn: '2026-09-01' },
  {
    contractId: 1,
    productId: 2,
    quantity: 25,
    startsOn: '2026-10-01',
    costCentre: '4711',
    orderReference: 'B-2026-118',
  },
  { contractId: 1, productId: 3, startsOn: '2026-09-01', endsOn: '2026-09-11', note: '+49 40 5550123' },
  { contractId: 1, productId: FIBRE, startsOn: '2026-09-16' },
  { contractId: 1, productId: 3, startsOn: '2026-10-01', note: '+49 40 5550124' },
];

/** By position from 1. */
export const CHANGES: Readonly<Record<number, Partial<Subscription>>> = {
  1: {
    terms: [
      { from: '2026-09-01', quantity: 1, unitPrice: null },
      { from: '2026-09-16', quantity: 2, unitPrice: null },
    ],
  },
  2: {
    discounts: [
      { id: 1, kind: 'percent', value: '50', from: '2026-10-01', to: '2027-01-01', reason: null },
      { id: 2, kind: 'amount', value: '12.50', from: '2026-10-01', to: null, reason: 'Partner 2026' },
    ],
  },
  5: { pauses: [{ id: 1, from: '2026-10-11', to: null, billedPercent: '20' }] },
};

const september = (quantity: number, unitPrice: string, netMinor: bigint): readonly BilledCharge[] => [
  {
    periodFrom: '2026-09-01',
    periodTo: '2026-10-01',
    netMinor,
    stretches: [
      {
        from: '2026-09-01',
        to: '2026-10-01',
        quantity,
        unitPrice,
        percentOff: '0',
        amountOff: '0',
        pausedPercent: null,
        netMinor: netMinor.toString(),
      },
    ],
  },
];

export const BILLED: ReadonlyMap<number, readonly BilledCharge[]> = new Map([
  [1, september(1, '39.90', 3990n)],
  [3, september(1, '4.99', 499n)],
]);

const RULES: readonly Omit<NewPeriodRule, 'validFrom'>[] = [
  {
    code: 'STEPS',
    name: { de: 'Staffelpreis Telefonie', fr: 'Tarif dégressif téléphonie', en: 'Graduated price for calls' },
    definition: {
      kind: 'graduated',
      revenueAccount: '8402',
      scope: { services: ['voice'] },
      measure: { per: 'minute' },
      replacesCharges: true,
      tiers: [{ upTo: 100, unitPrice: '0.03' }, { unitPrice: '0.015' }],
    },
  },
  {
    code: 'MINIMUM',
    name: { de: 'Mindestumsatz', fr: 'Minimum de consommation', en: 'Minimum commitment' },
    definition: { kind: 'minimumCommitment', revenueAccount: '8402', amount: '150' },
  },
];

export const CHANGE_RULES: readonly PeriodRule[] = RULES.map((rule, index) => {
  const { validFrom, definition, code, name } = newPeriodRule.parse({ ...rule, validFrom: '2026-09-01' });
  return { id: index + 1, code, name, planIds: [1], optionIds: [], versions: [{ validFrom, definition }] };
});
