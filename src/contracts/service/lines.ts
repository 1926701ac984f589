import { audit } from '#access/service';
import { type Finding, isLocalDate, localDateOf, Refusal, startOfDayMs } from '#base';
import { customersById } from '#crm/service';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { type Contract, checkDates, type Line, type NewLine, newLine } from '../contract.ts';
import { checkIdentifiers } from '../line.ts';
import { spanOf } from '../plans.ts';
import * as store from '../store.ts';
import {
  lockContract,
  momentMs,
  movedEnd,
  rangeOf,
  refuse,
  refuseQuote,
  refusingTaken,
  tenantOffsets,
} from './common.ts';

/**
 * Gives a contract a line, also back in time.
 * @throws Refusal `contract.unknown`, `contract.isQuote`, `contract.invalid`, `contract.lineTaken` with who holds it at that time
 */
export async function addLine(ctx: Context, input: NewLine): Promise<Line> {
  const parsed = newLine.parse(input);
  // Locked: it may be about to end.
  const contract = await lockContract(ctx, parsed.contractId);
  refuseQuote(contract);
  refuse([
    ...checkDates({ from: parsed.validFrom, to: parsed.validTo }, rangeOf(contract)),
    ...checkIdentifiers(parsed),
  ]);
  const offsets = await tenantOffsets(ctx);
  return insert(ctx, contract, {
    kind: parsed.kind,
    identifier: parsed.identifier,
    msisdn: parsed.msisdn,
    imsi: parsed.imsi,
    label: parsed.label,
    sourceId: parsed.sourceId,
    validFromMs: startOfDayMs(offsets, parsed.validFrom),
    validToMs: parsed.validTo === null ? null : startOfDayMs(offsets, parsed.validTo),
  });
}

/** Writes a line that is checked, unless somebody else holds its number then. */
async function insert(ctx: Context, contract: Contract, checked: Omit<Line, 'id' | 'contractId'>): Promise<Line> {
  // Taking the id also makes lines wait for each other, so that nobody takes the number in between.
  const line: Line = { ...checked, id: await nextNumber(ctx, 'line'), contractId: contract.id };
  await refuseHeld(ctx, line);
  await refusingTaken(line.identifier, () => store.insertLine(ctx.tx, ctx.tenantId, line));
  const until = line.validToMs === null ? {} : { toMs: line.validToMs };
  await audit(ctx, {
    action: 'contracts.line.add',
    subject: `contract/${contract.id}`,
    detail: { ...line },
    affects: [{ kind: 'line', id: line.id, fromMs: line.validFromMs, ...until }],
  });
  return line;
}

/** @throws Refusal `contract.lineTaken` with who holds the number, on which contract and when */
async function refuseHeld(ctx: Context, line: Line): Promise<void> {
  const holders = (await store.holders(ctx.tx, line)).filter((holder) => holder.id !== line.id);
  if (holders.length === 0) return;
  const customers = await customersById(ctx, [...new Set(holders.map((holder) => holder.customerId))]);
  const offsets = await tenantOffsets(ctx);
  const day = (ms: number | null) => (ms === null ? '' : localDateOf(offsets, ms));
  throw new Refusal(
    'conflict',
    'contract.lineTaken',
    { identifier: line.identifier },
    holders.map((holder): Finding => {
      const customer = customers.get(holder.customerId);
      return {
        code: 'contract.lineHeldBy',
        severity: 'error',
        subject: { kind: 'customer', key: String(holder.customerId) },
        params: {
          customer: `${customer?.number ?? holder.customerId} ${customer?.name ?? ''}`.trim(),
          contract: holder.contractNumber,
          from: day(holder.validFromMs),
          to: day(holder.validToMs),
        },
      };
    }),
  );
}

/** Who holds this number (or account, SIM, IMSI) now or at another time: the newest first. */
export async function lineHistory(ctx: Context, identifier: string) {
  return store.everHeld(ctx.tx, identifier);
}

export interface EndLineInput {
  readonly lineId: number;
  /** First local day on which the line is no longer the contract's; null takes the end back. */
  readonly validTo: string | null;
}

/**
 * Ends a line, or moves its end, so that the number may go to another contract.
 * @throws Refusal `contract.lineUnknown`, `contract.invalid`, `contract.lineTaken` where another contract holds it in the time added
 */
export async function endLine(ctx: Context, { lineId, validTo }: EndLineInput): Promise<Line> {
  const contract = await lockContract(ctx, (await getLine(ctx, lineId)).contractId);
  const line = await getLine(ctx, lineId);
  const offsets = await tenantOffsets(ctx);
  const validToMs = validTo === null ? null : startOfDayMs(offsets, validTo);
  if ((validToMs ?? Number.POSITIVE_INFINITY) > spanOf(contract, offsets).toMs)
    refuse(checkDates({ from: contract.startsOn, to: validTo }, rangeOf(contract)));
  return moveEnd(ctx, line, validToMs);
}

async function moveEnd(ctx: Context, line: Line, validToMs: number | null): Promise<Line> {
  const from = new Date(line.validFromMs).toISOString();
  const to = validToMs === null ? '' : new Date(validToMs).toISOString();
  if (validToMs !== null && validToMs <= line.validFromMs)
    refuse([{ code: 'contract.endsBeforeStart', severity: 'error', params: { from, to } }]);
  const ended = { ...line, validToMs };
  await refuseHeld(ctx, ended);
  await refusingTaken(line.identifier, () => store.setLineEnd(ctx.tx, line.id, validToMs));
  await audit(ctx, {
    action: 'contracts.line.end',
    subject: `contract/${line.contractId}`,
    detail: { line: line.id, validTo: validToMs === null ? null : to },
    affects: movedEnd('line', line.id, line.validToMs, validToMs),
  });
  return ended;
}

export interface MoveLineInput {
  readonly lineId: number;
  /** Of the same customer or another. */
  readonly toContractId: number;
  /** An instant, or a local date for its start. */
  readonly at: string;
  /** As printed from then on; absent = as before. */
  readonly label?: string | undefined;
}

/**
 * Moves a line to another contract at an instant: it closes here and opens there for as long as it would have run, so that no call falls between.
 * Calls after it, also those rated already, are the new holder's.
 * @returns the new line
 * @throws Refusal `contract.lineUnknown`, `contract.unknown`, `contract.isQuote`, `contract.sameContract`, `contract.notInForce`, `contract.invalid`
 */
export async function moveLine(ctx: Context, input: MoveLineInput): Promise<Line> {
  const found = await getLine(ctx, input.lineId);
  if (found.contractId === input.toContractId) throw new Refusal('conflict', 'contract.sameContract');
  // In order of id, so that two moves the opposite way do not wait for each other.
  for (const id of [found.contractId, input.toContractId].sort((a, b) => a - b)) await lockContract(ctx, id);
  const line = await getLine(ctx, input.lineId);
  const target = await lockContract(ctx, input.toContractId);
  refuseQuote(target);
  const offsets = await tenantOffsets(ctx);
  const atMs = momentMs(offsets, input.at);
  if (atMs <= line.validFromMs || (line.validToMs !== null && atMs >= line.validToMs))
    throw new Refusal('conflict', 'contract.notInForce', { line: line.label, at: input.at });
  const span = spanOf(target, offsets);
  if (atMs < span.fromMs || atMs >= span.toMs) {
    const from = isLocalDate(input.at) ? input.at : localDateOf(offsets, atMs);
    refuse(checkDates({ from, to: target.endsOn }, rangeOf(target)));
  }
  const ends = Math.min(line.validToMs ?? Number.POSITIVE_INFINITY, span.toMs);
  await moveEnd(ctx, line, atMs);
  const { id: _id, contractId: _contractId, ...same } = line;
  return insert(ctx, target, {
    ...same,
    label: input.label ?? line.label,
    validFromMs: atMs,
    validToMs: Number.isFinite(ends) ? ends : null,
  });
}

/** One line. @throws Refusal `contract.lineUnknown` */
export async function getLine(ctx: Context, lineId: number): Promise<Line> {
  const line = await store.lineById(ctx.tx, lineId);
  if (line === null) throw new Refusal('notFound', 'contract.lineUnknown', { line: lineId });
  return line;
}
