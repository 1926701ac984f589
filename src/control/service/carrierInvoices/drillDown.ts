import type { z } from 'zod';
import { getTenant } from '#access/service';
import { formatMicro, pageOffset, Refusal } from '#base';
import { plainWord } from '#catalog';
import type { Context } from '#platform/context';
import { DIRECTION, NO_SOURCE_COST, SERVICE, serviceName, shownParty } from '#usage';
import type { carrierCallsEndpoint } from '../../carrierInvoices/api.ts';
import type { ComparedLine } from '../../carrierInvoices/cell.ts';
import { comparedPeriod } from '../../carrierInvoices/comparedPeriod.ts';
import { figuresFrom } from '../../carrierInvoices/figures.ts';
import { identifierOf, OwnLines } from '../../carrierInvoices/identifier.ts';
import * as store from '../../store.ts';
import { lineAsReply } from './browsing.ts';
import { getCarrier } from './carriers.ts';
import type { MonthOfCarrier } from './comparing.ts';
import { destinationNames } from './reading.ts';

/** Our calls behind a difference, and the carrier's lines. @throws Refusal `carrier.unknown`, `carrierInvoice.unknownDifference` */
export async function carrierCalls(
  ctx: Context,
  { code, month }: MonthOfCarrier,
  query: z.output<NonNullable<typeof carrierCallsEndpoint.query>>,
) {
  const carrier = await getCarrier(ctx, code);
  const of = { carrierId: carrier.id, month };
  const cell = await store.carrierCell(ctx, of, query.key);
  if (cell === null) throw new Refusal('notFound', 'carrierInvoice.unknownDifference');
  const { zone, country } = await getTenant(ctx);
  const compared = await store.comparisonOf(ctx, of);
  const invoices = await store.carrierInvoices(ctx, of);
  const lines = await store.carrierLines(
    ctx,
    invoices.map(({ id }) => id),
  );
  const used = new Set(lines.map(({ destination }) => plainWord(destination ?? '')));
  const { ids, standIns } = await destinationNames(ctx, carrier, used);
  const meant = (name: string | null) => {
    const id = ids.get(plainWord(name ?? ''));
    return id === undefined ? null : (standIns.get(id) ?? id);
  };
  const kind = /^usage\/(number|range|text) /.exec(cell.key)?.[1];
  const isUsage = cell.kind === 'usage' && cell.key.startsWith('usage/') && cell.label === null;
  const { page, pageSize } = query;
  const calls = isUsage
    ? await store.callsOf(
        ctx,
        { sourceIds: carrier.sourceIds, period: comparedPeriod(month, lines), zone, days: 0 },
        {
          identifier:
            cell.identifier === null
              ? null
              : { kind: kind === 'number' || kind === 'range' ? kind : 'text', key: cell.identifier },
          destinationIds:
            cell.destinationId === null
              ? null
              : withStandIns(cell.destinationId, [...standIns, ...figuresFrom(compared?.figures).together]),
          service: cell.service === null ? null : SERVICE[cell.service as keyof typeof SERVICE],
          others: cell.identifier === null ? await store.cellIdentifiers(ctx, of) : [],
        },
        { limit: pageSize, offset: pageOffset(query) },
      )
    : { rows: [], total: 0 };
  const own = new OwnLines(await store.ownLines(ctx, zone));
  const isOfCell = (line: ComparedLine) => {
    if (cell.key.startsWith('double/')) return cell.key === `double/${line.invoiceNumber}/${line.no}`;
    if (line.kind !== cell.kind) return false;
    const key =
      line.account === null
        ? null
        : identifierOf(line.account, country, (one) => own.knownAs(one) ?? (one === cell.identifier ? 'number' : null))
            .key;
    if (cell.identifier !== key && !(cell.kind === 'product' && cell.identifier === null)) return false;
    if (cell.kind === 'product') return words(line).includes(plainWord(cell.label ?? ''));
    if (cell.label !== null) return plainWord(line.destination ?? '') === plainWord(cell.label);
    return cell.destinationId === null || meant(line.destination) === cell.destinationId;
  };
  return {
    rows: calls.rows.map(callAsReply),
    total: calls.total,
    page,
    pageSize,
    lines: lines
      .filter(isOfCell)
      .slice(0, MOST_LINES)
      .map(({ invoiceId: _, invoiceNumber, no, ...line }) => ({ ...lineAsReply(line, no), invoiceNumber })),
  };
}

/** A destination and those it stands for, by themselves or by others. */
function withStandIns(destinationId: number, standIns: readonly (readonly [number, number])[]): readonly number[] {
  const found = new Set([destinationId]);
  // Those that others stand for come later: twice is far enough, by name and by what the carrier bills.
  for (const [id, standIn] of [...standIns, ...standIns]) if (found.has(standIn)) found.add(id);
  return [...found];
}

/** Lines of a cell that are shown; more are on the invoice's own page. */
const MOST_LINES = 100;

function words({ reference, description, destination }: ComparedLine): string[] {
  return [reference, description, destination].map((word) => plainWord(word ?? ''));
}

function callAsReply(call: store.ShownCall) {
  return {
    startAt: call.startAt.toISOString(),
    service: serviceName(call.service),
    direction: Object.entries(DIRECTION).find(([, code]) => code === call.direction)?.[0] ?? '',
    calling: shownParty(call.aNumber, call.aText),
    called: shownParty(call.bNumber, call.bText),
    account: call.account,
    seconds: Math.ceil(call.durationMs / 1000),
    cost: call.supplierListId === 0 ? null : formatMicro(call.costMicro),
    toldCost: call.sourceCostMicro === NO_SOURCE_COST ? null : formatMicro(BigInt(call.sourceCostMicro)),
    customerId: call.customerId === 0 ? null : call.customerId,
    fileId: call.fileId,
    recordNo: call.recordNo,
  };
}
