/** What subscribers of `billrun-invoices.json` have over time: plans and services with their stretches of days, and the reductions they get. */
import { latest } from '#base';
import { Refused } from '../rating/shared.ts';
import type {
  BillrunCase,
  BillrunInvoicesFile,
  BillrunOverride,
  BillrunPriceStep,
  BillrunProduct,
  BillrunReduction,
  BillrunRevision,
  SubscriberCondition,
} from './billrunFile.ts';
import { type DaySpan, dayOf, difference, intersection, spanOf, union } from './spans.ts';

/** A stretch in which a plan or service has one quantity and one price. */
export interface HeldStretch extends DaySpan {
  readonly quantity: number;
  readonly price: readonly BillrunPriceStep[];
}

/** A plan or service of one subscriber. */
export interface Held {
  readonly sid: number;
  readonly kind: 'plan' | 'service';
  readonly product: BillrunProduct;
  /** From which the months of its prices count. */
  readonly activation: string;
  /** Ends with the subscriber himself. */
  readonly terminated: boolean;
  readonly stretches: readonly HeldStretch[];
}

/** Something off a plan or service for some days. */
export interface HeldReduction {
  readonly key: string;
  readonly kind: 'percent' | 'amount';
  readonly value: number;
  readonly spans: readonly DaySpan[];
}

/** Plans and services under another structure of their recurrence are named so; overrides name them without. */
const VARIANT = /_+NEW_RECURRENCE_STRACUT$/;
const bare = (name: string) => name.replace(VARIANT, '');

/** Revisions of the case that are told twice count once. */
export function revisionsOf({ revisions }: BillrunCase): readonly BillrunRevision[] {
  return [...new Map(revisions.map((one) => [JSON.stringify(one), one])).values()].toSorted((a, b) =>
    Date.parse(a.from) < Date.parse(b.from) ? -1 : 1,
  );
}

export function heldOf(file: BillrunInvoicesFile, revisions: readonly BillrunRevision[]): Held[] {
  const found = new Map<string, Held>();
  for (const revision of revisions) {
    const sid = revision.sid ?? 0;
    const seen = new Map<string, number>();
    for (const item of itemsOf(file, revision)) {
      const nth = (seen.get(item.product.name) ?? 0) + 1;
      seen.set(item.product.name, nth);
      const key = `${sid}/${item.kind}/${item.product.name}/${nth}`;
      const before = found.get(key);
      found.set(key, {
        sid,
        ...item,
        activation: before?.activation ?? item.activation,
        stretches: [...(before?.stretches ?? []), ...item.stretches],
      });
    }
  }
  return [...found.values()].filter(({ stretches }) => stretches.length > 0);
}

/** The plan of a revision, what the plan includes, and the services booked, each for its days within the revision. */
function itemsOf(file: BillrunInvoicesFile, revision: BillrunRevision): Omit<Held, 'sid'>[] {
  const { plan, plan_activation: activated } = revision;
  const whole = spanOf(revision);
  const activation = activated == null ? whole.from : dayOf(activated);
  const inPlan = { from: latest(activation, whole.from), to: whole.to };
  const terminated =
    revision.deactivation_date != null && Date.parse(revision.to) >= Date.parse(revision.deactivation_date);
  const item = (kind: Held['kind'], name: string, span: DaySpan, from: string, quantity = 1): Omit<Held, 'sid'> => {
    const product = named(kind === 'plan' ? file.plans : file.services, name);
    const price = overridden(revision.overrides ?? [], kind, name) ?? product.price;
    const stretches = span.from < span.to ? [{ ...span, quantity, price }] : [];
    return { kind, product, activation: from, terminated, stretches };
  };
  const items: Omit<Held, 'sid'>[] = [];
  if (plan !== undefined) {
    items.push(item('plan', plan, inPlan, activation));
    const { include } = named(file.plans, plan);
    const included = include !== undefined && 'services' in include ? (include.services ?? []) : [];
    for (const name of included) items.push(item('service', name, inPlan, activation));
  }
  for (const { name, quantity, ...booked } of revision.services ?? []) {
    const [span = { from: '', to: '' }] = intersection([spanOf(booked)], [whole]);
    items.push(item('service', name, span, dayOf(booked.from), Number(quantity ?? 1)));
  }
  return items;
}

function named(products: readonly BillrunProduct[], name: string): BillrunProduct {
  const product = products.find((one) => one.name === name);
  if (product === undefined) throw new Refused('a plan or service that the file does not describe');
  return product;
}

function overridden(overrides: readonly BillrunOverride[], kind: string, name: string) {
  return overrides.find(({ type, key }) => type === kind && bare(key) === bare(name))?.value.price;
}

/** Days on which a subscriber has a plan or service, limited prices included: they end with their last step. */
export type DaysOf = (held: Held) => readonly DaySpan[];

/** What a plan or service is reduced by: discounts whose conditions hold, less the days of discounts that exclude them. */
export function reductionsOf(file: BillrunInvoicesFile, of: Held, all: readonly Held[], days: DaysOf): HeldReduction[] {
  const own = all.filter(({ sid }) => sid === of.sid);
  const held = file.discounts.map((discount) => ({ discount, spans: daysThatHold(discount, of.sid, own, days) }));
  return held.flatMap(({ discount, spans }) => {
    const value = valueFor(discount, of);
    if (value === null) return [];
    const excluded = held
      .filter((other) => other.discount.excludes?.includes(discount.key))
      .flatMap((other) => other.spans);
    const kind = discount.type === 'percentage' ? ('percent' as const) : ('amount' as const);
    return [{ key: discount.key, kind, value, spans: difference(spans, excluded) }];
  });
}

/** Conditional charges of a subscriber: amounts that he pays beside his plan while the conditions hold. */
export function chargesOf(file: BillrunInvoicesFile, sid: number, all: readonly Held[], days: DaysOf) {
  const own = all.filter((one) => one.sid === sid);
  return file.charges.flatMap((charge) => {
    const value = charge.subject.general?.value;
    const spans = daysThatHold(charge, sid, own, days);
    return value === undefined || spans.length === 0 ? [] : [{ key: charge.key, value: Number(value), spans }];
  });
}

function valueFor({ subject }: BillrunReduction, { kind, product }: Held): number | null {
  const value =
    (kind === 'plan' ? subject.plan : subject.service)?.[product.name]?.value ?? subject.monthly_fees?.value;
  return value === undefined ? null : Number(value);
}

function daysThatHold(
  { from, to, params }: BillrunReduction,
  sid: number,
  own: readonly Held[],
  days: DaysOf,
): DaySpan[] {
  const conditions = params.conditions.flatMap(({ subscriber }) => subscriber ?? []);
  const holds = conditions.flatMap((condition) => daysOfCondition(condition, sid, own, days));
  return intersection(union(holds), [spanOf({ from, to })]);
}

function daysOfCondition(
  { fields = [], service }: SubscriberCondition,
  sid: number,
  own: readonly Held[],
  days: DaysOf,
): DaySpan[] {
  const having = (kind: Held['kind'], names: readonly string[]) =>
    union(own.filter((one) => one.kind === kind && names.includes(one.product.name)).flatMap(days));
  const always = union(own.flatMap(days));
  const byFields = fields.map(({ field, value }) => {
    const values = [value].flat().map(String);
    if (field === 'plan') return having('plan', values);
    if (field === 'sid') return values.includes(String(sid)) ? always : [];
    throw new Refused(`conditions on the field ${field}`);
  });
  const byServices = (service?.any ?? []).map(({ fields: of }) =>
    of.reduce<DaySpan[]>(
      (spans, { value }) => intersection(spans, having('service', [value].flat().map(String))),
      always,
    ),
  );
  const services = service === undefined ? always : union(byServices.flat());
  return [...byFields, services].reduce<DaySpan[]>((spans, other) => intersection(spans, other), always);
}
