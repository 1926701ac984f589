/**
 * BillRun's bundles (`billrun-bundles.json`): the cases in order, with included groups of plans and services as allowances. An account is a customer,
 * a subscriber on a plan a line.
 *
 * What the cases show of BillRun's order: groups of the services, as the line lists them, then of the plan the first group that has the rate. It
 * counts in the order in which the cases come, we in the order of event start; so within a stretch in which nothing begins or ends the events are
 * put into the order of the cases.
 */
import assert from 'node:assert/strict';
import type { Allowance } from '#catalog';
import type { AllowanceGrant, RatedLine } from '#contracts';
import type { Charge, RatingInput } from '#rating';
import { SERVICE, type UsageRecord } from '#usage';
import { BillrunCatalogue, type BillrunFile } from './billrunCatalogue.ts';
import { type BundleCase, BundleHolders, type LineOfCases } from './billrunHolders.ts';
import {
  inputOf,
  lineOf,
  listOf,
  microOf,
  type Outcome,
  outcomeOf,
  Refused,
  ratedInOrder,
  recordOf,
  scaledBy,
} from './shared.ts';

const ZONE = 'Asia/Jerusalem';
const RETAIL = 'retail';
const WHOLESALE = 'wholesale';
const FIRST_CARRIER_LIST = 100_000;
/** Source of usage that no carrier charges us for. */
const NO_CARRIER = 1;

interface Prepared {
  readonly one: BundleCase;
  readonly line: LineOfCases;
  readonly record: UsageRecord;
  readonly sourceId: number;
}

/** The rate of a case by its category; one that carries the call for us is the supplier's. */
function rateOf({ rates }: BundleCase, category: string): string | undefined {
  return Object.entries(rates).find(([, name]) => name === category)?.[0];
}

function input(catalogue: BillrunCatalogue, holders: BundleHolders): RatingInput {
  const lines: RatedLine[] = holders.lines.map((line) =>
    lineOf(line.id, {
      customerId: line.account,
      contractId: line.contractId,
      pricePlanId: catalogue.listId('plan', line.plan),
      ownPriceListIds: [...line.services.values()]
        .map(({ name }) => catalogue.listId('service', name))
        .filter((id) => id > 1),
    }),
  );
  const allowances: readonly Allowance[] = holders.allowances;
  const grants: readonly AllowanceGrant[] = holders.grants;
  const { destinations, plans } = catalogue;
  // What a carrier charges us stands in a list for all that its source brings: one source for each wholesale rate.
  const carriers = catalogue.lists[0]!.versions[0]!.prices.map((price) => ({
    list: listOf(FIRST_CARRIER_LIST + price.destinationId, [{ ...price, target: '*' }], { side: 'supplier' }),
    sourceId: NO_CARRIER + price.destinationId,
  }));
  const source = { id: NO_CARRIER, country: 'IL', supplierListId: null, durationRounding: 'ceil' } as const;
  return inputOf(
    { lists: [...catalogue.lists, ...carriers.map(({ list }) => list)], destinations, plans, allowances },
    {
      lines,
      grants,
      zone: ZONE,
      sources: [
        source,
        ...carriers.map(({ list, sourceId }) => ({ ...source, id: sourceId, supplierListId: list.id })),
      ],
    },
  );
}

/** Events in the order of the cases within each stretch, a millisecond apart from where it begins. */
function startsOf(cases: readonly { readonly atMs: number }[], boundariesMs: readonly number[]): readonly number[] {
  const boundaries = boundariesMs.toSorted((a, b) => a - b);
  return cases.map(({ atMs }, index) => {
    const from = boundaries.findLast((boundary) => boundary <= atMs);
    return (from ?? 0) + index;
  });
}

function prepare(catalogue: BillrunCatalogue, holders: BundleHolders, cases: readonly BundleCase[]) {
  const known = cases.map((one) => {
    const line = holders.lineOf(one);
    const retail = rateOf(one, RETAIL);
    if (retail === undefined || catalogue.idOf(retail, one.usage_type) === 0) return null;
    const wholesale = rateOf(one, WHOLESALE);
    const sourceId = NO_CARRIER + (wholesale === undefined ? 0 : catalogue.idOf(wholesale, one.usage_type));
    return { one, line, retail, sourceId, atMs: holders.timeOf(one) };
  });
  const present = known.filter((one) => one !== null);
  const starts = startsOf(present, holders.boundariesMs(present.map(({ atMs }) => atMs)));
  return present.map(({ one, line, retail, sourceId }, index): Prepared => {
    const record = recordOf({
      startMs: starts[index]!,
      dedupLo: index,
      service: SERVICE.event,
      accountText: `line-${line.id}`,
      bNumber: catalogue.calledNumber(retail, one.usage_type),
      volume: scaledBy(catalogue.decimals, one.usage_volume),
    });
    return { one, line, record, sourceId };
  });
}

function compare(prepared: Prepared, charge: Charge, catalogue: BillrunCatalogue, countsMoney: boolean): void {
  const { expected } = prepared.one;
  // `charge.retail` repeats `aprice`, in some cases with what earlier ones left there.
  assert.equal(charge.chargeMicro, microOf(expected.aprice), 'charge');
  const wholesale = expected.charge?.[WHOLESALE];
  if (wholesale !== undefined) assert.equal(charge.costMicro, microOf(wholesale), 'what the carrier charges');
  // Bundles of money: BillRun tells the parts in units or in money by which bundle came last; the charge says it all.
  if (countsMoney || expected.in_group === undefined) return;
  const units = (value: number) => scaledBy(catalogue.decimals, value);
  const covered = charge.coveredUnits;
  assert.equal(covered, units(expected.in_group), 'in bundles');
  const over = (expected.over_group ?? 0) + (expected.out_group ?? 0);
  assert.equal(prepared.record.volume - covered, units(over), 'over bundles');
}

export function billrunBundles(file: BillrunFile & { readonly cases: readonly BundleCase[] }): readonly Outcome[] {
  const catalogue = new BillrunCatalogue(
    file,
    file.cases.map(({ usage_volume }) => usage_volume),
  );
  const holders = new BundleHolders(file, catalogue, file.cases, ZONE);
  const all = prepare(catalogue, holders, file.cases);
  const charged = all.filter(({ record }) => record.volume > 0);
  const { charges } = ratedInOrder(input(catalogue, holders), charged);
  const byCase = new Map(charged.map((prepared, index) => [prepared.one, { prepared, charge: charges[index]! }]));
  return file.cases.map((one) =>
    outcomeOf(one.id, () => {
      const reason = holders.refusalOf(one);
      if (reason !== null) throw new Refused(reason);
      const found = byCase.get(one);
      if (found !== undefined) {
        compare(found.prepared, found.charge, catalogue, holders.countsMoney(found.prepared.line));
        return;
      }
      if (one.usage_volume !== 0) throw new Refused('a rate that the file does not define');
      assert.equal(microOf(one.expected.aprice), 0, 'usage of nothing is no event of ours');
    }),
  );
}
