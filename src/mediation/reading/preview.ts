/** Records as people read them, and whole small files read in one go: previews, samples of formats, tests. */
import { formatDecimal } from '#base';
import {
  DIRECTION,
  type DirectionName,
  NO_SOURCE_COST,
  SERVICE,
  serviceName,
  shownParty,
  type UsageRecord,
} from '#usage';
import type { ExpectedRecord, FormatSample } from '../language/format.ts';
import { encoded } from '../values/text.ts';
import type { CompiledFormat } from './compile.ts';
import { type FileOrigin, FileReading } from './reading.ts';

/** A usage record in plain words: see `ExpectedRecord`. */
export function plainRecord(record: UsageRecord): ExpectedRecord {
  return {
    start: new Date(record.startMs).toISOString(),
    durationMs: record.durationMs,
    direction: directionName(record.direction),
    calling: shownParty(record.aNumber, record.aText),
    called: shownParty(record.bNumber, record.bText),
    account: record.accountText,
    cost: record.sourceCostMicro === NO_SOURCE_COST ? null : formatDecimal(BigInt(record.sourceCostMicro), 6),
    ...(record.service === SERVICE.voice ? {} : { service: serviceName(record.service) }),
    ...(record.volume === 0 ? {} : { volume: record.volume }),
    ...(record.network === 0 ? {} : { network: record.network }),
  };
}

/** The bytes of a sample. */
export function sampleContent({ content, charset, written }: FormatSample): Buffer {
  return written === 'hex' ? Buffer.from(content.replaceAll(/\s/g, ''), 'hex') : encoded(content, charset);
}

/** Reads content as a whole. @param most records to return; the others are counted */
export function readContent(
  compiled: CompiledFormat,
  content: Buffer,
  most: number,
  origin?: FileOrigin,
): { readonly reading: FileReading; readonly records: readonly ExpectedRecord[] } {
  const records: ExpectedRecord[] = [];
  const take = (record: UsageRecord) => {
    if (records.length < most) records.push(plainRecord(record));
  };
  const reading = new FileReading(compiled, take, origin);
  reading.push(content);
  reading.end();
  return { reading, records };
}

/** Name of a direction code of a record. */
export function directionName(code: number): DirectionName {
  if (code === DIRECTION.outbound) return 'outbound';
  if (code === DIRECTION.inbound) return 'inbound';
  return code === DIRECTION.internal ? 'internal' : 'forwarded';
}
