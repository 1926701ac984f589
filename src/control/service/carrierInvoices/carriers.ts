import { audit } from '#access/service';
import { formatMicro, parseDecimal, Refusal } from '#base';
import { plainWord } from '#catalog';
import { listDestinations } from '#catalog/service';
import { listSources } from '#mediation/service';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { type Carrier, type CarrierSettings, carrierSettings } from '../../carrierInvoices/carrier.ts';
import * as store from '../../store.ts';

/** All carriers, by name. */
export async function listCarriers(ctx: Context): Promise<readonly Carrier[]> {
  return store.carriers(ctx);
}

/** @throws Refusal `carrier.unknown` */
export async function getCarrier(ctx: Context, code: string): Promise<Carrier> {
  const found = (await store.carriers(ctx)).find((one) => one.code === code);
  if (found === undefined) throw new Refusal('notFound', 'carrier.unknown', { carrier: code });
  return found;
}

/** Adds a carrier, or changes the one of this code; what is kept for reading its files stays. @throws Refusal `carrier.badSetting`, `carrier.unknownSource` */
export async function saveCarrier(ctx: Context, input: CarrierSettings): Promise<Carrier> {
  const read = carrierSettings.safeParse(input);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new Refusal('invalid', 'carrier.badSetting', { setting: issue?.path.join('.') ?? '' });
  }
  const { tolerance, ...settings } = read.data;
  const sources = new Set((await listSources(ctx)).map(({ id }) => id));
  for (const source of settings.sourceIds)
    if (!sources.has(source)) throw new Refusal('notFound', 'carrier.unknownSource', { source });
  const before = (await store.carriers(ctx)).find((one) => one.code === settings.code);
  const carrier: Carrier = {
    ...settings,
    sourceIds: [...new Set(settings.sourceIds)].sort((a, b) => a - b),
    toleranceMicro: parseDecimal(tolerance, 6) ?? 0n,
    id: before?.id ?? (await nextNumber(ctx, 'control.carrier')),
    columns: before?.columns ?? {},
  };
  await store.putCarrier(ctx, carrier);
  await audit(ctx, {
    action: 'control.carrier.save',
    subject: `carrier/${carrier.code}`,
    detail: { before: before ?? null, after: carrier },
  });
  return carrier;
}

/** Says which destination a carrier means by a name; null = no longer. @throws Refusal `carrier.unknown`, `carrier.unknownDestination` */
export async function nameDestination(
  ctx: Context,
  { code, name, destinationCode }: { code: string; name: string; destinationCode: string | null },
): Promise<void> {
  const carrier = await getCarrier(ctx, code);
  const destination = (await listDestinations(ctx)).find((one) => one.code === destinationCode);
  if (destinationCode !== null && destination === undefined)
    throw new Refusal('notFound', 'carrier.unknownDestination', { destination: destinationCode });
  await store.putCarrierDestination(ctx, carrier.id, plainWord(name), destination?.id ?? null);
  await audit(ctx, {
    action: 'control.carrier.nameDestination',
    subject: `carrier/${code}`,
    detail: { name, destination: destinationCode },
  });
}

/** A carrier as the API shows it. */
export function carrierAsReply({ toleranceMicro, sourceIds, columns, ...carrier }: Carrier) {
  return { ...carrier, sourceIds: [...sourceIds], columns: { ...columns }, tolerance: formatMicro(toleranceMicro, 2) };
}
