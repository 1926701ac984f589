import type { Affected, AffectedKind } from '#access';
import { getTenant } from '#access/service';
import { type DateRange, type Finding, isLocalDate, Refusal, startOfDayMs, type ZoneOffsets, zoneOffsets } from '#base';
import type { Context } from '#platform/context';
import type { Contract } from '../contract.ts';
import * as store from '../store.ts';

/** PostgreSQL's code for a violated exclusion constraint. */
const EXCLUSION_VIOLATION = '23P01';

/** One contract. @throws Refusal `contract.unknown` */
export async function getContract(ctx: Context, contractId: number): Promise<Contract> {
  return known(await store.contractById(ctx.tx, contractId), contractId);
}

/** The contract, for a deed that looks at what is on it before it changes something. @throws Refusal `contract.unknown` */
export async function lockContract(ctx: Context, contractId: number): Promise<Contract> {
  return known(await store.lockContract(ctx.tx, contractId), contractId);
}

function known(contract: Contract | null, contractId: number): Contract {
  if (contract === null) throw new Refusal('notFound', 'contract.unknown', { contract: contractId });
  return contract;
}

/** The tenant's zone. */
export async function tenantOffsets(ctx: Context): Promise<ZoneOffsets> {
  return zoneOffsets((await getTenant(ctx)).zone);
}

/** The instant of a `momentText`. */
export function momentMs(offsets: ZoneOffsets, moment: string): number {
  return isLocalDate(moment) ? startOfDayMs(offsets, moment) : Date.parse(moment);
}

export function rangeOf(contract: Contract): DateRange {
  return { from: contract.startsOn, to: contract.endsOn };
}

/** @throws Refusal `contract.invalid` with the findings, if there are any */
export function refuse(findings: readonly Finding[]): void {
  if (findings.length > 0) throw new Refusal('invalid', 'contract.invalid', {}, findings);
}

/** A contract that is more than an offer. @throws Refusal `contract.isQuote` */
export function refuseQuote(contract: Contract): void {
  if (contract.state === 'quote') throw new Refusal('conflict', 'contract.isQuote', { contract: contract.number });
}

/** Does what may give a line to a second holder. @throws Refusal `contract.lineTaken` where it does */
export async function refusingTaken(identifier: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === EXCLUSION_VIOLATION)
      throw new Refusal('conflict', 'contract.lineTaken', { identifier });
    throw error;
  }
}

/** What a new end alters: everything from the earlier of both ends to the later. Epoch ms, null = open. */
export function movedEnd(kind: AffectedKind, id: number, oldMs: number | null, newMs: number | null): Affected[] {
  if (oldMs === newMs) return [];
  const ends = [oldMs, newMs].filter((ms) => ms !== null);
  const fromMs = Math.min(...ends);
  return [ends.length < 2 ? { kind, id, fromMs } : { kind, id, fromMs, toMs: Math.max(...ends) }];
}
