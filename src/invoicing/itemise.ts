/** Usage records as the itemised bill groups them: by line, then by the invoice line (destination class) that sums them. */
import type { Language } from '#base';
import { localDateOf, type ZoneOffsets } from '#base';
import type { UsagePart } from '#billing';
import type { DestinationClass, LocalName } from '#catalog';
import { DIRECTION, STATUS, serviceName, type UsageRecord } from '#usage';
import type { InvoiceLine, ItemisedCall, ItemisedGroup } from './invoice.ts';
import { usageKey } from './lines.ts';
import { formatE164, maskNumber } from './phoneNumber.ts';

/** What a bill needs of a stored usage record. */
export type BilledRecord = Pick<
  UsageRecord & { readonly fileId: number },
  | 'fileId'
  | 'recordNo'
  | 'startMs'
  | 'service'
  | 'direction'
  | 'status'
  | 'aNumber'
  | 'aText'
  | 'bNumber'
  | 'bText'
  | 'durationMs'
  | 'volume'
  | 'billedUnits'
  | 'coveredUnits'
  | 'allowanceId'
  | 'chargeMicro'
  | 'serviceFeeMicro'
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
  /** Allowances that count money: what they cover is no part of the units. */
  readonly moneyAllowanceIds: ReadonlySet<number>;
  /** Label of records whose line is gone. */
  readonly unknownLine: string;
}

interface OpenGroup extends ItemisedGroup {
  readonly position: number;
  readonly calls: ItemisedCall[];
  durationMs: number;
  volume: number;
  chargeMicro: bigint;
}

/**
 * Groups the priced records of a bill, calls in order of time; lines in order of their labels. A call to a premium number stands in two groups:
 * with what carrying it costs, and with what its owner takes.
 */
export function itemise(facts: ItemiseFacts): ItemisedGroup[] {
  const positions = new Map(facts.lines.map((line, index) => [line.usage?.key ?? '', { index, name: line.name }]));
  const groups = new Map<string, OpenGroup>();
  const masked = new Map<string, string>();
  for (const record of facts.records) {
    if (record.status !== STATUS.rated && record.status !== STATUS.free) continue;
    const destination = facts.destinations.get(record.destinationId);
    if (destination === undefined) continue;
    const printed = calledParty(record);
    let shown = masked.get(printed);
    if (shown === undefined) {
      shown = maskNumber(printed, facts.maskDigits);
      masked.set(printed, shown);
    }
    const groupFor = (part: UsagePart) => groupOf(groups, facts, record, destination.class, part, positions);
    const call = callOf(record, shown, destination.name[facts.language], facts.moneyAllowanceIds);
    add(groupFor('transport'), { ...call, chargeMicro: record.chargeMicro - record.serviceFeeMicro });
    if (record.serviceFeeMicro === 0) continue;
    const fee = { coveredUnits: 0, covered: false, chargeMicro: record.serviceFeeMicro };
    add(groupFor('service'), { ...call, ...fee });
  }
  const sorted = [...groups.values()].sort(byLineThenPosition);
  for (const group of sorted) group.calls.sort(byTime);
  return sorted.map(({ position: _, ...group }) => group);
}

function callOf(
  record: BilledRecord,
  called: string,
  destination: string,
  moneyAllowanceIds: ReadonlySet<number>,
): ItemisedCall {
  return {
    fileId: record.fileId,
    recordNo: record.recordNo,
    startMs: record.startMs,
    called,
    destination,
    durationMs: record.durationMs,
    volume: record.volume,
    billedUnits: record.billedUnits,
    coveredUnits: moneyAllowanceIds.has(record.allowanceId) ? 0 : record.coveredUnits,
    covered: record.allowanceId !== 0,
    chargeMicro: record.chargeMicro,
  };
}

function add(group: OpenGroup, call: ItemisedCall): void {
  group.calls.push(call);
  group.durationMs += call.durationMs;
  group.volume += call.volume;
  group.chargeMicro += BigInt(call.chargeMicro);
}

function groupOf(
  groups: Map<string, OpenGroup>,
  facts: ItemiseFacts,
  record: BilledRecord,
  destinationClass: DestinationClass,
  part: UsagePart,
  positions: ReadonlyMap<string, { readonly index: number; readonly name: string }>,
): OpenGroup {
  const service = serviceName(record.service);
  const key = usageKey({
    month: localDateOf(facts.offsets, record.startMs).slice(0, 7),
    contractNumber: facts.contractNumbers.get(record.contractId) ?? '',
    class: destinationClass,
    service,
    part,
  });
  const at = `${record.lineId}|${key}`;
  let group = groups.get(at);
  if (group === undefined) {
    const place = positions.get(key);
    group = {
      lineLabel: facts.lineLabels.get(record.lineId) ?? facts.unknownLine,
      className: place?.name ?? key,
      usageKey: key,
      service,
      part,
      position: place?.index ?? Number.MAX_SAFE_INTEGER,
      calls: [],
      durationMs: 0,
      volume: 0,
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
  // A number with a text beside it is only the beginning of one whose other digits the carrier hid.
  const text = inbound ? record.aText : record.bText;
  return text ?? (number === 0 ? '' : formatE164(String(number)));
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
