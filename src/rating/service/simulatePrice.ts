import { getTenant } from '#access/service';
import { Refusal, type ZoneOffsets, zoneOffsets } from '#base';
import { customersById } from '#crm/service';
import type { Source } from '#mediation';
import { getSource, listSources } from '#mediation/service';
import type { Context } from '#platform/context';
import type { AllowanceCounter } from '../counter.ts';
import { NO_PARTY, type Party, readDialled } from '../dialled.ts';
import { readAmount, readNetwork, readTime } from '../imagined.ts';
import type { RatingInput } from '../input.ts';
import { partyText, statusName } from '../naming.ts';
import { type SimulationInput, simulationInput } from '../priceApi.ts';
import { type Imagined, ofBookings, partsOfCharge, simulate, underPlan } from '../simulation.ts';
import { countersBefore } from './countersBefore.ts';
import { ratingInput } from './ratingInput.ts';
import { destinationReply } from './usagePage.ts';
import { type Whose, whoseLine } from './whoseLine.ts';

/**
 * What an event would cost a customer, by the reference rater, with his allowances as they stand just before it, and the derivation. Nothing is
 * stored.
 * @throws Refusal `simulation.*` where something cannot be read or nobody is meant; `customer.unknown`, `contract.lineUnknown`,
 *   `contract.planUnknown`, `mediation.sourceUnknown`, `request.notAllowed`
 */
export async function simulatePrice(ctx: Context, given: SimulationInput) {
  const asked = simulationInput.parse(given);
  const tenant = await getTenant(ctx);
  const offsets = zoneOffsets(tenant.zone);
  const startMs = timeMeant(asked.at, offsets, ctx.clock.now());
  const amount = readAmount(asked.service, asked.seconds, asked.units);
  if ('code' in amount) throw new Refusal('invalid', amount.code, amount.params);
  const network = networkMeant(asked.network);

  const rating = await ratingInput(ctx);
  const whose = await whoseLine(ctx, rating, asked, { startMs, offsets, country: tenant.country });
  const source = await sourceMeant(ctx, asked.source, whose, tenant.country);
  const { imagined, openings } = await standing(ctx, rating, whose, startMs);
  const event = {
    ...amount,
    service: asked.service,
    direction: asked.direction,
    party: partyMeant(asked, network, source?.country ?? tenant.country),
    ownNumber: whose.ownNumber,
    startMs,
    network,
    sourceId: source?.id ?? 0,
  };
  const { record, derived } = simulate(imagined, event, openings);
  const { charge } = derived;
  const { line } = imagined;
  const customer = (await customersById(ctx, [line.customerId])).get(line.customerId);
  const plan = rating.book.plans.find(({ id }) => id === line.pricePlanId);
  const lines = whose.isNewcomer ? derived.lines.filter(({ leg }) => leg !== 'record') : derived.lines;
  return {
    at: new Date(startMs).toISOString(),
    calling: partyText(record.aNumber, record.aText),
    called: partyText(record.bNumber, record.bText),
    durationMs: record.durationMs,
    units: record.volume,
    customer: customer === undefined ? null : { id: customer.id, number: customer.number, name: customer.name },
    line: whose.isNewcomer ? null : { id: line.id, label: line.label },
    plan: plan === undefined ? null : { code: plan.code, name: plan.name },
    source: source === null ? null : { code: source.code, name: source.name },
    destination: destinationReply(rating.book.destinations.find(({ id }) => id === charge.destinationId)),
    status: statusName(charge.status),
    currency: tenant.currency,
    ...partsOfCharge(derived, imagined.input),
    billedUnits: charge.billedUnits,
    lines: lines.map((one) => ({ ...one, params: { ...one.params } })),
  };
}

export type SimulatedPrice = Awaited<ReturnType<typeof simulatePrice>>;

function timeMeant(at: string | undefined, offsets: ZoneOffsets, nowMs: number): number {
  if (at === undefined) return nowMs;
  const ms = readTime(at, offsets);
  if (ms === null) throw new Refusal('invalid', 'simulation.notATime', { at });
  return ms;
}

function networkMeant(written: string | undefined): number {
  if (written === undefined) return 0;
  const network = readNetwork(written);
  if (network === null) throw new Refusal('invalid', 'simulation.notANetwork', { network: written });
  return network;
}

/** The other side. Sessions have none, and abroad the visited network decides. */
function partyMeant(asked: ReturnType<typeof simulationInput.parse>, network: number, country: string): Party {
  const written = asked.direction === 'inbound' ? asked.from : asked.to;
  if (written === undefined) {
    if (asked.service === 'data' || asked.service === 'event' || network > 0) return NO_PARTY;
    throw new Refusal('invalid', `simulation.noNumber.${asked.direction}`);
  }
  const party = readDialled(written, country);
  if (party === null) throw new Refusal('invalid', 'simulation.notANumber', { number: written });
  return party;
}

/** The source that would deliver the event: the one asked for, the line's own, else the first of the country, one that is bought from first. */
async function sourceMeant(
  ctx: Context,
  code: string | undefined,
  { line }: Whose,
  country: string,
): Promise<Source | null> {
  if (code !== undefined) return getSource(ctx, code);
  const sources = await listSources(ctx);
  const own = sources.find(({ id }) => id === line.sourceId);
  const rank = (source: Source) => Number(source.country !== country) * 2 + Number(source.supplierPriceListId === null);
  return own ?? sources.toSorted((a, b) => rank(a) - rank(b) || a.id - b.id)[0] ?? null;
}

/** The line under the plan asked for, and how far its allowances are used up: another plan's are unused. */
async function standing(
  ctx: Context,
  rating: RatingInput,
  { line, plan, isNewcomer }: Whose,
  startMs: number,
): Promise<{ readonly imagined: Imagined; readonly openings: readonly AllowanceCounter[] }> {
  const imagined = { input: rating, line };
  if (isNewcomer && plan !== null) return { imagined: underPlan(imagined, plan, startMs), openings: [] };
  const openings = await countersBefore(ctx, rating, line.customerId, startMs);
  if (plan === null || plan.id === line.pricePlanId) return { imagined, openings };
  return { imagined: underPlan(imagined, plan, startMs), openings: ofBookings(openings) };
}
