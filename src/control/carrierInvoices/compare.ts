import { plainWord } from '#catalog';
import { SERVICE } from '#usage';
import { type Carrier, toleranceOf } from './carrier.ts';
import { CARRIER_CAUSES, type CarrierCause } from './carrierCause.ts';
import type { CarrierInvoice } from './carrierInvoice.ts';
import { absolute, type Cell, type ComparedLine, type ComparedPeriod } from './cell.ts';
import { documentCells, inOwn } from './documentCells.ts';
import { duplicateLines } from './duplicates.ts';
import { type Identifier, identifierOf, type KnownAs, OwnLines, ownershipOf } from './identifier.ts';
import { impliedDestinations } from './impliedDestinations.ts';
import type { BoughtProduct, BuyingRate, OurUsage, OwnLine } from './ourSide.ts';
import { productCells } from './productCells.ts';
import { effect, usageEffects } from './usageEffects.ts';
import { type UsageGroup, usageGroups } from './usageGroups.ts';
import { isWithin, NO_SHIFT, ourTotals, type Shift, shiftOf, theirTotals } from './usageTotals.ts';

/** A carrier's invoices of a month and everything of ours beside them. */
export interface Comparison {
  readonly carrier: Carrier;
  /** In order of import; lines with their amounts in the invoice's currency. */
  readonly invoices: readonly { readonly invoice: CarrierInvoice; readonly lines: readonly ComparedLine[] }[];
  readonly period: ComparedPeriod;
  /** The operator's. */
  readonly currency: string;
  readonly country: string;
  readonly usage: readonly OurUsage[];
  readonly ownLines: readonly OwnLine[];
  readonly rates: readonly BuyingRate[];
  readonly products: readonly BoughtProduct[];
  /** Destination id by name in any language or code (`plainWord`); names the carrier was told to mean win. */
  readonly destinationIds: ReadonlyMap<string, number>;
}

/** What a comparison comes to. Amounts in micro-units of the operator's currency, net. */
export interface Figures {
  readonly theirMicro: bigint;
  readonly ourMicro: bigint;
  readonly theirCalls: number | null;
  readonly ourCalls: number;
  readonly theirSeconds: number | null;
  readonly ourSeconds: number;
  readonly cells: number;
  readonly differing: number;
  /** Tax is apart: it is no part of the difference. */
  readonly taxMicro: bigint;
  /** They add up to theirs less ours. */
  readonly byCause: readonly (readonly [CarrierCause, bigint])[];
  readonly shift: Shift;
  /** Whether there were calls to compare: an invoice of rentals alone says nothing of calls. */
  readonly hasUsage: boolean;
  /** Destinations of ours that the carrier bills under another one: id, and the id of that. */
  readonly together: readonly (readonly [number, number])[];
}

/** Puts invoices and our cost side by side. */
export function compare(input: Comparison): { readonly cells: readonly Cell[]; readonly figures: Figures } {
  const lines = input.invoices.flatMap(({ invoice, lines: own }) =>
    own.map((line) => ({ ...line, amountMicro: inOwn(line.amountMicro, invoice, input.currency) })),
  );
  const ownLines = new OwnLines(input.ownLines);
  const numbers = new Set(input.usage.flatMap(({ number }) => number ?? []));
  const texts = new Set(input.usage.flatMap(({ text, account }) => [text?.toLowerCase(), account?.toLowerCase()]));
  const knownAs: KnownAs = (key) =>
    numbers.has(key) ? 'number' : (ownLines.knownAs(key) ?? (texts.has(key.toLowerCase()) ? 'text' : null));
  const identify = (account: string) => identifierOf(account, input.country, knownAs);
  const again = duplicateLines(lines);
  const isOf = (kind: ComparedLine['kind']) => (line: ComparedLine, index: number) =>
    line.kind === kind && !again.has(index);
  const usage = lines.filter(isOf('usage'));
  const hasUsage = usage.length > 0;
  const grouped = (ours: readonly OurUsage[]) =>
    usageGroups(usage, ours, {
      identify,
      destinationIdOf: (name) => input.destinationIds.get(plainWord(name)) ?? null,
    });
  const asWeCut = hasUsage ? grouped(input.usage) : [];
  const implied = impliedDestinations(asWeCut);
  const groups = implied.size === 0 ? asWeCut : grouped(input.usage.map((row) => together(row, implied)));
  const shift = shiftOf(groups, input.carrier.lateDays);
  const rates = input.rates.map((rate) => together(rate, implied));
  const products = productCells(lines.filter(isOf('product')), {
    products: input.products,
    identify,
    ownLines,
    period: input.period,
    toleranceOf: (ourMicro) => toleranceOf(input.carrier, ourMicro),
  });
  const cells = [
    ...groups.flatMap((group) => usageCell(group, { ...input, rates }, ownLines, shift) ?? []),
    ...products,
    ...[...again].map(([index, invoice]) => doubleCell(lines[index]!, invoice, identify)),
    ...input.invoices.flatMap((one) =>
      documentCells(one, { currency: input.currency, vatPercent: input.carrier.vatPercent }),
    ),
  ];
  return { cells, figures: { ...figuresOf(cells, shift, hasUsage), together: [...implied] } };
}

function together<Row extends { readonly destinationId: number }>(row: Row, implied: ReadonlyMap<number, number>): Row {
  const standIn = implied.get(row.destinationId);
  return standIn === undefined ? row : { ...row, destinationId: standIn };
}

/** null where neither side has anything in the period. */
function usageCell(group: UsageGroup, input: Comparison, ownLines: OwnLines, shift: Shift): Cell | null {
  const { identifier, destinationId, service, label } = group;
  const credits = group.theirs.filter(isCredit);
  const billed = group.theirs.filter((line) => !isCredit(line));
  const theirs = billed.length === 0 ? null : theirTotals(billed);
  const creditMicro = theirTotals(credits).micro;
  const ours = ourTotals(group.ours, NO_SHIFT);
  if (group.theirs.length === 0 && ours.calls === 0) return null;
  const ownership =
    identifier === null
      ? ({ kind: 'ours', customerId: 0 } as const)
      : ownershipOf(ownLines.of(identifier), input.period);
  const toleranceMicro = toleranceOf(input.carrier, ours.micro);
  const rates = input.rates.filter(
    (rate) =>
      (destinationId === null || rate.destinationId === destinationId) &&
      (service === null ? rate.service === SERVICE.voice : rate.service === SERVICE[service as keyof typeof SERVICE]),
  );
  // What is late comes after its time: calls of the days before are on this invoice, of the last days on the next.
  const neighbours = group.ours.filter(({ fromStart }) => fromStart !== null && fromStart < 0);
  const edges = group.ours.filter((row) => isWithin(row, NO_SHIFT) && row.fromEnd !== null);
  const count = (rows: UsageGroup['ours']) => rows.reduce((sum, { calls }) => sum + calls, 0);
  const theirMicro = (theirs?.micro ?? 0n) + creditMicro;
  const difference = theirMicro - ours.micro;
  const differs = absolute(difference) > toleranceMicro;
  const parts = usageEffects({
    theirs,
    ours,
    shifted: ourTotals(group.ours, shift),
    edgeCalls: count(edges),
    neighbourCalls: count(neighbours),
    ownership: ours.calls > 0 && ownership.kind === 'notOurs' ? { kind: 'ours', customerId: 0 } : ownership,
    unnamed: label,
    rates,
    period: input.period,
    toleranceMicro,
  });
  const customers = new Set(group.ours.map(({ customerId }) => customerId).filter((id) => id > 0));
  const owner = 'customerId' in ownership && ownership.customerId > 0 ? ownership.customerId : null;
  return {
    key: `usage/${identifier === null ? '' : `${identifier.kind} ${identifier.key}`}/${destinationId ?? ''}/${service ?? ''}${label === null ? '' : `/${plainWord(label)}`}`,
    kind: 'usage',
    identifier: identifier?.key ?? null,
    destinationId,
    service,
    label,
    customerId: customers.size === 1 ? ([...customers][0] ?? null) : identifier === null ? null : owner,
    theirCalls: theirs?.calls ?? (theirs === null ? 0 : null),
    theirSeconds: theirs?.seconds ?? (theirs === null ? 0 : null),
    theirMicro,
    ourCalls: ours.calls,
    ourSeconds: ours.secondsBy[0] ?? 0,
    ourMicro: ours.micro,
    differs,
    effects: differs ? [...parts, ...effect('credited', creditMicro)] : effect('rounding', difference),
  };
}

/** What is given back without calls of its own. */
function isCredit({ amountMicro, calls, seconds }: ComparedLine): boolean {
  return amountMicro < 0n && calls === null && seconds === null;
}

function doubleCell(line: ComparedLine, invoice: string, identify: (account: string) => Identifier): Cell {
  return {
    key: `double/${line.invoiceNumber}/${line.no}`,
    kind: line.kind,
    identifier: line.account === null ? null : identify(line.account).key,
    destinationId: null,
    service: line.service,
    label: line.destination ?? line.description ?? line.reference,
    customerId: null,
    theirCalls: line.calls,
    theirSeconds: line.seconds,
    theirMicro: line.amountMicro,
    ourCalls: 0,
    ourSeconds: 0,
    ourMicro: 0n,
    differs: line.amountMicro !== 0n,
    effects: effect('billedTwice', line.amountMicro, { invoice }),
  };
}

function figuresOf(cells: readonly Cell[], shift: Shift, hasUsage: boolean): Omit<Figures, 'together'> {
  const net = cells.filter(({ kind }) => kind !== 'tax');
  const calls = net.filter(({ kind }) => kind === 'usage');
  const told = (of: (cell: Cell) => number | null) =>
    calls.some((cell) => of(cell) === null) ? null : calls.reduce((sum, cell) => sum + (of(cell) ?? 0), 0);
  const byCause = new Map<CarrierCause, bigint>();
  for (const { effects } of net)
    for (const { cause, amountMicro } of effects) byCause.set(cause, (byCause.get(cause) ?? 0n) + amountMicro);
  return {
    theirMicro: net.reduce((sum, { theirMicro }) => sum + theirMicro, 0n),
    ourMicro: net.reduce((sum, { ourMicro }) => sum + ourMicro, 0n),
    theirCalls: told(({ theirCalls }) => theirCalls),
    ourCalls: calls.reduce((sum, { ourCalls }) => sum + ourCalls, 0),
    theirSeconds: told(({ theirSeconds }) => theirSeconds),
    ourSeconds: calls.reduce((sum, { ourSeconds }) => sum + ourSeconds, 0),
    cells: cells.length,
    differing: cells.filter(({ differs }) => differs).length,
    taxMicro: cells
      .filter(({ kind }) => kind === 'tax')
      .reduce((sum, { theirMicro, ourMicro }) => sum + theirMicro - ourMicro, 0n),
    byCause: CARRIER_CAUSES.flatMap((cause) => {
      const amount = byCause.get(cause);
      return amount === undefined ? [] : [[cause, amount] as const];
    }),
    shift,
    hasUsage,
  };
}
