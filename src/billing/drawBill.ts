/** Drawing a bill: a visible list of parts, each a pure function, then tax and totals as one computation. */
import { addDays, microToMinor } from '#base';
import { DESTINATION_CLASSES, type Product } from '#catalog';
import type { Contract, OneOff, Subscription } from '#contracts';
import type { Customer, Site } from '#crm';
import { SERVICE } from '#usage';
import type {
  Bill,
  BillLine,
  CorrectionLine,
  DepositLine,
  OneOffLine,
  PeriodRuleLine,
  RecurringLine,
  UsageLine,
  UsageScope,
} from './bill.ts';
import { type CorrectionSum, sumCorrections, type UsageCorrection } from './correction.ts';
import { lineReferences } from './lineReferences.ts';
import { netOf } from './netOf.ts';
import { type RuleFacts, ruleLines } from './periodRules/ruleLines.ts';
import { dueOfSubscription, type RecurringInput, recurringLines } from './recurring/recurringLines.ts';
import type { BilledCharge } from './recurring/trueUp.ts';
import { supplyOnLine, taxesOf, taxOnLine } from './tax.ts';
import type { UsageSum } from './usageSum.ts';

/** Everything a bill depends on; the same facts give the same bill. */
export interface BillFacts {
  readonly customer: Customer;
  readonly operatorCountry: string;
  readonly month: string;
  readonly issueOn: string;
  readonly contracts: readonly Contract[];
  /** Contracts that another customer has by now (he was merged with him): usage before is still billed here. */
  readonly formerContracts?: readonly Contract[];
  readonly subscriptions: readonly Subscription[];
  /** One-off items not billed before. */
  readonly oneOffs: readonly OneOff[];
  /** Of the customer, by id; absent = he has none. */
  readonly sites?: ReadonlyMap<number, Pick<Site, 'costCentre'>>;
  readonly products: ReadonlyMap<number, Product>;
  /** Service periods billed before, by subscription. */
  readonly billedCharges: ReadonlyMap<number, readonly BilledCharge[]>;
  readonly usage: readonly UsageSum[];
  readonly scopes: readonly UsageScope[];
  /** Of usage on earlier invoices, billed nowhere yet. */
  readonly corrections: readonly UsageCorrection[];
  /** Account on which usage revenue is booked. */
  readonly usageRevenueAccount: string;
  /** What rules over whole months are computed from; absent where the catalogue has none. */
  readonly rules?: RuleFacts;
}

/** The parts of a bill, in the order they are printed. */
export const PARTS: readonly ((facts: BillFacts) => BillLine[])[] = [
  recurringPart,
  oneOffPart,
  correctionPart,
  usagePart,
  rulePart,
];

/** As documents print them in sections, what sets earlier bills right together: the lines are numbered through. */
const SECTIONS: readonly BillLine['kind'][] = [
  'recurring',
  'oneOff',
  'deposit',
  'correction',
  'usage',
  'periodRule',
  'thirdPayer',
];

function sectionOf(line: BillLine): number {
  return SECTIONS.indexOf('trueUp' in line && line.trueUp !== undefined ? 'correction' : line.kind);
}

/** Draws the bill; a customer with nothing to bill gets one with no lines. */
export function drawBill(facts: BillFacts): Bill {
  const { customer, operatorCountry, issueOn: date } = facts;
  const placed = onSites(facts);
  const drawn = PARTS.flatMap((part) => part(placed)).toSorted((a, b) => sectionOf(a) - sectionOf(b));
  const lines = drawn.map((line) => ({
    ...line,
    tax: taxOnLine(line, { customer, operatorCountry, date }),
  }));
  const taxes = taxesOf(lines);
  const netMinor = sum(lines.map((line) => BigInt(line.netMinor)));
  const taxMinor = sum(taxes.map((tax) => BigInt(tax.taxMinor)));
  return {
    customerId: facts.customer.id,
    customerNumber: facts.customer.number,
    month: facts.month,
    currency: facts.customer.currency,
    issueOn: facts.issueOn,
    dueOn: addDays(facts.issueOn, facts.customer.paymentTermsDays),
    contractNumbers: facts.contracts.map((contract) => contract.number),
    lines,
    taxes,
    netMinor: netMinor.toString(),
    taxMinor: taxMinor.toString(),
    grossMinor: (netMinor + taxMinor).toString(),
    usage: facts.scopes,
  };
}

/** What is for a site and names no cost centre is on the site's; so is a contract, for all on it that says nothing of its own. */
function onSites(facts: BillFacts): BillFacts {
  const { sites } = facts;
  if (sites === undefined || sites.size === 0) return facts;
  const placed = <Part extends { readonly siteId: number | null; readonly costCentre: string | null }>(part: Part) => ({
    ...part,
    costCentre: part.costCentre ?? (part.siteId === null ? null : (sites.get(part.siteId)?.costCentre ?? null)),
  });
  return {
    ...facts,
    contracts: facts.contracts.map(placed),
    ...(facts.formerContracts === undefined ? {} : { formerContracts: facts.formerContracts.map(placed) }),
    subscriptions: facts.subscriptions.map(placed),
    oneOffs: facts.oneOffs.map(placed),
  };
}

function recurringPart(facts: BillFacts): RecurringLine[] {
  return facts.subscriptions.flatMap((subscription) => recurringLines(recurringInput(facts, subscription)));
}

function recurringInput(facts: BillFacts, subscription: Subscription): RecurringInput {
  return {
    contract: contractOf(facts, subscription.contractId),
    subscription,
    product: productOf(facts, subscription.productId),
    month: facts.month,
    billed: facts.billedCharges.get(subscription.id) ?? [],
    currency: facts.customer.currency,
  };
}

/** What rules over whole months add or take off, contract by contract. */
function rulePart(facts: BillFacts): PeriodRuleLine[] {
  const { rules } = facts;
  if (rules === undefined) return [];
  return facts.contracts.flatMap((contract) => {
    const feesOf = (month: string) =>
      facts.subscriptions
        .filter(({ contractId }) => contractId === contract.id)
        .flatMap((subscription) => dueOfSubscription(recurringInput(facts, subscription)))
        .filter(({ periodFrom }) => periodFrom.startsWith(month))
        .reduce((total, { netMinor }) => total + netMinor, 0n);
    return ruleLines({ contract, currency: facts.customer.currency, feesOf }, rules);
  });
}

function oneOffPart(facts: BillFacts): (OneOffLine | DepositLine)[] {
  return facts.oneOffs
    .filter((oneOff) => oneOff.dueOn.slice(0, 7) <= facts.month)
    .map((oneOff) => {
      const product = productOf(facts, oneOff.productId);
      const contract = contractOf(facts, oneOff.contractId);
      const isDeposit = oneOff.purpose === 'deposit';
      return {
        kind: isDeposit ? 'deposit' : 'oneOff',
        contractNumber: contract.number,
        revenueAccount: product.revenueAccount,
        ...lineReferences(isDeposit ? 'outOfScope' : product.taxClass, oneOff, contract),
        ...supplyOnLine(product.kind),
        oneOffId: oneOff.id,
        productCode: product.code,
        name: product.name,
        note: oneOff.note,
        quantity: oneOff.quantity,
        unitPrice: oneOff.unitPrice,
        dueOn: oneOff.dueOn,
        ...(oneOff.reason === null ? {} : { reason: oneOff.reason }),
        netMinor: netOf(oneOff.unitPrice, oneOff.quantity, facts.customer.currency).toString(),
      };
    });
}

/**
 * One line per contract, usage month, service and class, months in order, late months first. What the owners of premium numbers take is a line of
 * its own behind the one for carrying the calls: it is theirs, only collected by us.
 */
function usagePart(facts: BillFacts): UsageLine[] {
  const order = (sums: UsageSum) => {
    const service = String(SERVICE[sums.service]);
    const position = String(DESTINATION_CLASSES.indexOf(sums.class)).padStart(2, '0');
    return `${sums.month}|${String(sums.contractId).padStart(9, '0')}|${service}|${position}`;
  };
  return facts.usage.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)).flatMap((sums) => usageLines(facts, sums));
}

function usageLines(facts: BillFacts, sums: UsageSum): UsageLine[] {
  const { currency } = facts.customer;
  const transportMicro = sums.chargeMicro - sums.serviceFeeMicro;
  const contract = contractOf(facts, sums.contractId);
  const transport: UsageLine = {
    kind: 'usage',
    contractNumber: contract.number,
    revenueAccount: facts.usageRevenueAccount,
    ...lineReferences('standard', null, contract),
    service: sums.service,
    class: sums.class,
    part: 'transport',
    month: sums.month,
    late: sums.month < facts.month,
    calls: sums.calls,
    coveredCalls: sums.coveredCalls,
    durationMs: sums.durationMs,
    billedUnits: sums.billedUnits,
    coveredUnits: sums.coveredUnits,
    chargeMicro: transportMicro.toString(),
    costMicro: sums.costMicro.toString(),
    netMinor: microToMinor(transportMicro, currency).toString(),
  };
  if (sums.serviceFeeCalls === 0) return [transport];
  const service: UsageLine = {
    ...transport,
    part: 'service',
    calls: sums.serviceFeeCalls,
    coveredCalls: 0,
    durationMs: 0,
    billedUnits: 0,
    coveredUnits: 0,
    chargeMicro: sums.serviceFeeMicro.toString(),
    costMicro: '0',
    netMinor: microToMinor(sums.serviceFeeMicro, currency).toString(),
  };
  return [transport, service];
}

/** Corrections by contract, usage month, service and class. What does not come to a minor unit yet waits for more of its kind. */
function correctionPart(facts: BillFacts): CorrectionLine[] {
  return sumCorrections(facts.corrections).flatMap((sum) => {
    const transport = correctionLine(facts, sum, 'transport', sum.amountMicro - sum.serviceFeeMicro);
    const service = correctionLine(facts, sum, 'service', sum.serviceFeeMicro);
    const lines = [transport, service].filter((line) => line.amountMicro !== '0');
    return lines.some((line) => line.netMinor !== '0') ? lines : [];
  });
}

function correctionLine(
  facts: BillFacts,
  sum: CorrectionSum,
  part: CorrectionLine['part'],
  amountMicro: bigint,
): CorrectionLine {
  const contract = contractOf(facts, sum.contractId);
  return {
    kind: 'correction',
    contractNumber: contract.number,
    revenueAccount: facts.usageRevenueAccount,
    ...lineReferences('standard', null, contract),
    correctionIds: sum.ids,
    service: sum.service,
    class: sum.class,
    part,
    month: sum.month,
    records: sum.records,
    reasons: [...new Set(sum.causes.map((cause) => cause.reason))],
    versions: sum.versions,
    amountMicro: amountMicro.toString(),
    netMinor: microToMinor(amountMicro, facts.customer.currency).toString(),
  };
}

function contractOf(facts: BillFacts, contractId: number): Contract {
  const isMeant = (candidate: Contract) => candidate.id === contractId;
  const contract = facts.contracts.find(isMeant) ?? facts.formerContracts?.find(isMeant);
  if (contract === undefined)
    throw new Error(`assertion failed: contract ${contractId} is not of customer ${facts.customer.id}`);
  return contract;
}

function productOf(facts: BillFacts, productId: number): Product {
  const product = facts.products.get(productId);
  if (product === undefined) throw new Error(`assertion failed: product ${productId} is gone`);
  return product;
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
