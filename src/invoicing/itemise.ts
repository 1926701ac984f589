/** Usage records as the itemised bill groups them: by line, then by the invoice line (destination class) that sums them. */
import type { Language } from '#base';
import { localDateOf, type ZoneOffsets } from '#base';
import type { DestinationClass, LocalName } from '#catalog';
import { DIRECTION, STATUS, type UsageRecord } from '#usage';
import type { InvoiceLine, ItemisedCall, ItemisedGroup } from './invoice.ts';
import { usageKey } from './lines.ts';
import { formatE164, maskNumber } from './phoneNumber.ts';

/** What a bill needs of a stored usage record. */
export type BilledRecord = Pick<
  UsageRecord & { readonly fileId: number },
  | 'fileId'
  | 'recordNo'
  | 'startMs'
  | 'direction'
  | 'status'
  | 'aNumber'
  | 'aText'
  | 'bNumber'
  | 'bText'
  | 'durationMs'
  | 'billedUnits'
  | 'chargeMicro'
  | 'destinationId'
  | 'lineId'
  | 'contractId'
>;

export interface ItemiseFacts {
  readonly records: Iterable<BilledRecord>;
  readonly lines: readonly InvoiceLine[];
  readonly language: Language;
  /** Zone whose months the bill's usage lines mean. */
  readonly offsets: ZoneOffsets;
  readonly maskDigits: number;
  readonly contractNumbers: ReadonlyMap<number, string>;
  readonly lineLabels: ReadonlyMap<number, string>;
  readonly destinations: ReadonlyMap<number, { readonly name: LocalName; readonly class: DestinationClass }>;
  /** Label of records whose line is gone. */
  readonly unknownLine: string;
}

interface OpenGroup extends ItemisedGroup {
  readonly position: number;
  readonly calls: ItemisedCall[];
  durationMs: number;
  chargeMicro: bigint;
}

/** Groups the priced records of a bill, calls in order of time; lines in order of their labels. */
export function itemise(facts: ItemiseFacts): ItemisedGroup[] {
  const positions = new Map(facts.lines.map((line, index) => [line.usage?.key ?? '', { index, name: line.name }]));
  const groups = new Map<string, OpenGroup>();
  const masked = new Map<string, string>();
  for (const record of facts.records) {
    if (record.status !== STATUS.rated && record.status !== STATUS.free) continue;
    const destination = facts.destinations.get(record.destinationId);
    if (destination === undefined) continue;
    const month = localDateOf(facts.offsets, record.startMs).slice(0, 7);
    const key = usageKey(month, facts.contractNumbers.get(record.contractId) ?? '', destination.class);
    const group = groupOf(groups, facts, record.lineId, key, positions.get(key));
    const printed = calledParty(record);
    let shown = masked.get(printed);
    if (shown === undefined) {
      shown = maskNumber(printed, facts.maskDigits);
      masked.set(printed, shown);
    }
    group.calls.push({
      fileId: record.fileId,
      recordNo: record.recordNo,
      startMs: record.startMs,
      called: shown,
      destination: destination.name[facts.language],
      durationMs: record.durationMs,
      billedUnits: record.billedUnits,
      chargeMicro: record.chargeMicro,
    });
    group.durationMs += record.durationMs;
    group.chargeMicro += BigInt(record.chargeMicro);
  }
  const sorted = [...groups.values()].sort(byLineThenPosition);
  for (const group of sorted) group.calls.sort(byTime);
  return sorted.map(({ position: _, ...group }) => group);
}

function groupOf(
  groups: Map<string, OpenGroup>,
  facts: ItemiseFacts,
  lineId: number,
  key: string,
  place: { index: number; name: string } | undefined,
): OpenGroup {
  const at = `${lineId}|${key}`;
  let group = groups.get(at);
  if (group === undefined) {
    group = {
      lineLabel: facts.lineLabels.get(lineId) ?? facts.unknownLine,
      className: place?.name ?? key,
      usageKey: key,
      position: place?.index ?? Number.MAX_SAFE_INTEGER,
      calls: [],
      durationMs: 0,
      chargeMicro: 0n,
    };
    groups.set(at, group);
  }
  return group;
}

/** The other party: who was called, or for a call we received and charge, who called. */
function calledParty(record: BilledRecord): string {
  const inbound = record.direction === DIRECTION.inbound;
  const number = inbound ? record.aNumber : record.bNumber;
  return number === 0 ? ((inbound ? record.aText : record.bText) ?? '') : formatE164(String(number));
}

/** In order of time; of calls at the same moment the one that arrived first. */
function byTime(a: ItemisedCall, b: ItemisedCall): number {
  return a.startMs - b.startMs || a.fileId - b.fileId || a.recordNo - b.recordNo;
}

function byLineThenPosition(a: OpenGroup, b: OpenGroup): number {
  return compare(a.lineLabel, b.lineLabel) || a.position - b.position || compare(a.usageKey, b.usageKey);
}

/** Order by code unit: the same on every machine, unlike a locale's. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
