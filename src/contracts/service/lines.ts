import { audit } from '#access/service';
import { Refusal, startOfDayMs } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { checkDates, type Line, type NewLine, newLine } from '../contract.ts';
import { checkIdentifiers } from '../line.ts';
import { spanOf } from '../plans.ts';
import * as store from '../store.ts';
import { lockContract, movedEnd, rangeOf, refuse, refuseQuote, refusingTaken, tenantOffsets } from './common.ts';

/**
 * Gives a contract a line, also back in time.
 * @throws Refusal `contract.unknown`, `contract.invalid`, `contract.lineTaken` where another contract holds it at that time
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
  const line: Line = {
    id: await nextNumber(ctx, 'line'),
    contractId: contract.id,
    kind: parsed.kind,
    identifier: parsed.identifier,
    msisdn: parsed.msisdn,
    imsi: parsed.imsi,
    label: parsed.label,
    sourceId: parsed.sourceId,
    validFromMs: startOfDayMs(offsets, parsed.validFrom),
    validToMs: parsed.validTo === null ? null : startOfDayMs(offsets, parsed.validTo),
  };
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
  const from = new Date(line.validFromMs).toISOString();
  if (validToMs !== null && validToMs <= line.validFromMs)
    refuse([{ code: 'contract.endsBeforeStart', severity: 'error', params: { from, to: validTo ?? '' } }]);
  if ((validToMs ?? Number.POSITIVE_INFINITY) > spanOf(contract, offsets).toMs)
    refuse(checkDates({ from: contract.startsOn, to: validTo }, rangeOf(contract)));
  await refusingTaken(line.identifier, () => store.setLineEnd(ctx.tx, line.id, validToMs));
  await audit(ctx, {
    action: 'contracts.line.end',
    subject: `contract/${contract.id}`,
    detail: { line: line.id, validTo },
    affects: movedEnd('line', line.id, line.validToMs, validToMs),
  });
  return { ...line, validToMs };
}

/** One line. @throws Refusal `contract.lineUnknown` */
export async function getLine(ctx: Context, lineId: number): Promise<Line> {
  const line = await store.lineById(ctx.tx, lineId);
  if (line === null) throw new Refusal('notFound', 'contract.lineUnknown', { line: lineId });
  return line;
}
