import { type Finding, type FindingParams, isLocalDate, startOfDayMs, type ZoneOffsets } from '#base';
import type { NumberingRow, PortedNumber, PortedRow } from './numbering.ts';
import { parseTarget } from './target.ts';

/** Findings told; a file that is wrong throughout need not be told throughout. */
const MAX_FINDINGS = 1000;
const E164 = /^[1-9][0-9]{0,14}$/;

type Tell = (code: string, line: number, field: string, params: FindingParams) => void;

function collect(kind: string): { readonly findings: Finding[]; readonly tell: Tell } {
  const findings: Finding[] = [];
  const tell: Tell = (code, line, field, params) => {
    if (findings.length < MAX_FINDINGS)
      findings.push({ code, severity: 'error', subject: { kind, key: '' }, place: { line, field }, params });
  };
  return { findings, tell };
}

/**
 * Reads rows to prefix → destination id. Each trouble is a finding whose place is the row, from 1.
 * @param destinations id by code
 */
export function readNumberingRows(
  rows: readonly NumberingRow[],
  destinations: ReadonlyMap<string, number>,
): { readonly prefixes: ReadonlyMap<string, number>; readonly findings: readonly Finding[] } {
  const { findings, tell } = collect('numbering');
  const prefixes = new Map<string, number>();
  const rowOf = new Map<string, number>();
  for (const [index, { prefix, destination }] of rows.entries()) {
    const line = index + 1;
    if (parseTarget(prefix)?.kind !== 'prefix') tell('numbering.badPrefix', line, 'prefix', { prefix });
    const firstRow = rowOf.get(prefix);
    if (firstRow !== undefined) tell('numbering.duplicatePrefix', line, 'prefix', { prefix, firstRow });
    rowOf.set(prefix, firstRow ?? line);
    const id = destinations.get(destination);
    if (id === undefined) tell('numbering.unknownDestination', line, 'destination', { destination });
    else prefixes.set(prefix, id);
  }
  return { prefixes, findings };
}

/**
 * Reads ported numbers. A number stands once per import.
 * @param destinations id by code
 * @param zone whose midnights the dates mean
 */
export function readPortedRows(
  rows: readonly PortedRow[],
  destinations: ReadonlyMap<string, number>,
  zone: ZoneOffsets,
): { readonly ported: readonly PortedNumber[]; readonly findings: readonly Finding[] } {
  const { findings, tell } = collect('ported');
  const ported: PortedNumber[] = [];
  const rowOf = new Map<string, number>();
  for (const [index, { number, destination, validFrom, validTo }] of rows.entries()) {
    const line = index + 1;
    if (!E164.test(number)) tell('ported.badNumber', line, 'number', { number });
    const firstRow = rowOf.get(number);
    if (firstRow !== undefined) tell('ported.duplicateNumber', line, 'number', { number, firstRow });
    rowOf.set(number, firstRow ?? line);
    const destinationId = destinations.get(destination);
    if (destinationId === undefined) tell('numbering.unknownDestination', line, 'destination', { destination });
    for (const [field, date] of [['validFrom', validFrom] as const, ['validTo', validTo] as const])
      if (date !== undefined && !isLocalDate(date)) tell('ported.badDate', line, field, { date });
    if (validTo !== undefined && validTo <= validFrom) tell('ported.badDate', line, 'validTo', { date: validTo });
    if (findings.length > 0 || destinationId === undefined) continue;
    ported.push({
      number: Number(number),
      destinationId,
      validFromMs: startOfDayMs(zone, validFrom),
      validToMs: validTo === undefined ? Number.POSITIVE_INFINITY : startOfDayMs(zone, validTo),
    });
  }
  return { ported, findings };
}
