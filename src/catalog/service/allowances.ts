import { audit } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import {
  type Allowance,
  type NewAllowance,
  type NewOption,
  newAllowance,
  newOption,
  type Option,
} from '../allowance.ts';
import { checkAllowance, readSize } from '../checkAllowance.ts';
import * as store from '../store.ts';
import { named, refuseTaken } from './byCode.ts';
import { allowanceIds, customerListId } from './plans.ts';

/**
 * Adds an allowance; nobody has it until a plan or option names it.
 * @throws Refusal `catalog.codeTaken`, `destination.unknown`, `zone.unknown`, `allowance.invalid` with what is wrong
 */
export async function addAllowance(ctx: Context, input: NewAllowance): Promise<Allowance> {
  const read = await readAllowance(ctx, input);
  refuseTaken(await store.allowances(ctx.tx), read.code);
  const allowance = { ...read, id: await nextNumber(ctx, 'allowance') };
  await store.insertAllowance(ctx.tx, ctx.tenantId, allowance);
  const subject = `allowance/${allowance.code}`;
  await audit(ctx, { action: 'catalog.allowance.add', subject, detail: { ...allowance } });
  return allowance;
}

/**
 * Puts another definition in the place of an allowance's; for all usage that is not on an issued invoice.
 * @throws Refusal `allowance.unknown`, `destination.unknown`, `zone.unknown`, `allowance.invalid`
 */
export async function changeAllowance(ctx: Context, input: NewAllowance): Promise<Allowance> {
  const read = await readAllowance(ctx, input);
  const before = named(await store.allowances(ctx.tx), read.code, 'allowance.unknown');
  const allowance = { ...read, id: before.id };
  await store.updateAllowance(ctx.tx, allowance);
  await audit(ctx, {
    action: 'catalog.allowance.change',
    subject: `allowance/${allowance.code}`,
    detail: { before, after: allowance },
    affects: [{ kind: 'allowance', id: allowance.id, fromMs: 0 }],
  });
  return allowance;
}

async function readAllowance(ctx: Context, input: NewAllowance): Promise<Omit<Allowance, 'id'>> {
  const { size, scope, ...parsed } = newAllowance.parse(input);
  const destinations = await store.destinations(ctx.tx);
  const zones = await store.zones(ctx.tx);
  const { destinationCodes, zoneCodes, ...rest } = scope;
  const allowance: Omit<Allowance, 'id'> = {
    ...parsed,
    size: readSize(size, parsed.unit),
    scope: {
      ...rest,
      destinationIds: destinationCodes.map((code) => named(destinations, code, 'destination.unknown').id),
      zoneIds: zoneCodes.map((code) => named(zones, code, 'zone.unknown').id),
    },
  };
  const bands = new Set((await store.calendars(ctx.tx)).flatMap((calendar) => calendar.bands));
  const findings = checkAllowance(allowance, bands);
  if (findings.length > 0) throw new Refusal('invalid', 'allowance.invalid', { allowance: allowance.code }, findings);
  return allowance;
}

export async function listAllowances(ctx: Context): Promise<readonly Allowance[]> {
  return store.allowances(ctx.tx);
}

export async function allowancesById(ctx: Context): Promise<ReadonlyMap<number, Allowance>> {
  return new Map((await store.allowances(ctx.tx)).map((allowance) => [allowance.id, allowance]));
}

/**
 * Adds an option that can be booked.
 * @throws Refusal `catalog.codeTaken`, `priceList.unknown`, `option.supplierList`, `allowance.unknown`, `option.empty`
 */
export async function addOption(ctx: Context, input: NewOption): Promise<Option> {
  const { priceListCode, allowanceCodes, ...parsed } = newOption.parse(input);
  refuseTaken(await store.options(ctx.tx), parsed.code);
  if (priceListCode === null && allowanceCodes.length === 0)
    throw new Refusal('invalid', 'option.empty', { option: parsed.code });
  const option: Option = {
    ...parsed,
    priceListId: priceListCode === null ? null : await customerListId(ctx, priceListCode, 'option.supplierList'),
    allowanceIds: await allowanceIds(ctx, allowanceCodes),
    id: await nextNumber(ctx, 'option'),
  };
  await store.insertOption(ctx.tx, ctx.tenantId, option);
  await audit(ctx, { action: 'catalog.option.add', subject: `option/${option.code}`, detail: { ...option } });
  return option;
}

export async function listOptions(ctx: Context): Promise<readonly Option[]> {
  return store.options(ctx.tx);
}

export async function optionsById(ctx: Context): Promise<ReadonlyMap<number, Option>> {
  return new Map((await store.options(ctx.tx)).map((option) => [option.id, option]));
}
