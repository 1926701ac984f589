/** Included groups of BillRun's plans and services: how much of what, for which rates. */
import type { AllowanceUnit } from '#catalog';
import type { BillrunCatalogue, BillrunEntity, BillrunGroup } from './billrunCatalogue.ts';
import { decimalText, microOf, scaledBy } from './shared.ts';

/** What a group gives of one unit. */
export interface Included {
  /** The same for every holder. */
  readonly key: string;
  readonly group: BillrunGroup;
  readonly unit: AllowanceUnit;
  /** null = unlimited. */
  readonly size: number | null;
  readonly destinationIds: readonly number[];
}

const NO_USAGE_TYPES = [
  'rates',
  'account_shared',
  'account_pool',
  'quantity_affected',
  'value',
  'usage_types',
  'cost',
  'unit',
];
const UNLIMITED = 'UNLIMITED';

/** Every group of a service counts. */
export function groupsOfService(
  name: string,
  service: BillrunEntity,
  catalogue: BillrunCatalogue,
): readonly Included[] {
  return Object.entries(service.include?.groups ?? {}).flatMap(([groupName, group]) =>
    parts(`service ${name} ${groupName}`, groupName, group, catalogue),
  );
}

/** Of a plan's groups the first that has a rate counts for it. */
export function groupsOfPlan(name: string, plan: BillrunEntity, catalogue: BillrunCatalogue): readonly Included[] {
  const taken = new Set<number>();
  const all: Included[] = [];
  for (const [groupName, group] of Object.entries(plan.include?.groups ?? {})) {
    for (const part of parts(`plan ${name} ${groupName}`, groupName, group, catalogue)) {
      const destinationIds = part.destinationIds.filter((id) => !taken.has(id));
      for (const id of destinationIds) taken.add(id);
      if (destinationIds.length > 0) all.push({ ...part, destinationIds });
    }
  }
  return all;
}

function parts(key: string, groupName: string, group: BillrunGroup, catalogue: BillrunCatalogue): readonly Included[] {
  const of = (usageTypes: readonly string[]) => catalogue.destinationsOf(groupName, group, usageTypes);
  const sizeOf = (value: unknown) =>
    value === UNLIMITED ? null : scaledBy(catalogue.decimals, decimalText(value as number | string));
  const included: Included[] = [];
  if (group.cost !== undefined) {
    included.push({ key, group, unit: 'money', size: microOf(group.cost), destinationIds: of(catalogue.usageTypes) });
  } else if (group.value !== undefined) {
    const usageTypes = Object.keys(group.usage_types ?? {});
    included.push({ key, group, unit: 'piece', size: sizeOf(group.value), destinationIds: of(usageTypes) });
  } else {
    for (const [usageType, value] of Object.entries(group)) {
      if (NO_USAGE_TYPES.includes(usageType)) continue;
      included.push({
        key: `${key} ${usageType}`,
        group,
        unit: 'piece',
        size: sizeOf(value),
        destinationIds: of([usageType]),
      });
    }
  }
  return included.filter(({ destinationIds }) => destinationIds.length > 0);
}
