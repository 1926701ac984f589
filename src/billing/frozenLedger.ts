import { canonicalJson } from '#base';
import type { DestinationClass } from '#catalog';
import type { Charge } from '#rating';
import { STATUS, serviceName } from '#usage';
import {
  type CorrectedRecord,
  type CorrectionCause,
  type ListVersion,
  type NewCorrection,
  sumVersions,
} from './correction.ts';

/** A record on an invoice of `holderId`, as it was billed and as it would be charged now. */
export interface FrozenUsageRecord {
  readonly month: string;
  readonly holderId: number;
  readonly startMs: number;
  readonly dedupHi: number;
  readonly dedupLo: number;
  readonly service: number;
  readonly billed: Charge;
  readonly due: Charge;
}

export interface LedgerFacts {
  /** What earlier corrections gave or took. */
  readonly noted: readonly CorrectedRecord[];
  /** By id of the destination. */
  readonly classes: ReadonlyMap<number, DestinationClass>;
  /** Codes of price lists by id. */
  readonly lists: ReadonlyMap<number, string>;
}

interface Entry {
  readonly record: FrozenUsageRecord;
  readonly corrected: CorrectedRecord;
}

/**
 * What invoices are to be corrected by: for every record on one, what its owner would pay now, less what was billed, less what corrections gave
 * or took before. So rating again adds only what is new, and a change that is taken back is given back. A record that belongs to another customer
 * or contract by now is credited here and debited there.
 */
export class FrozenLedger {
  readonly #facts: LedgerFacts;
  readonly #noted: ReadonlyMap<string, readonly CorrectedRecord[]>;
  readonly #entries: Entry[] = [];

  constructor(facts: LedgerFacts) {
    this.#facts = facts;
    this.#noted = Map.groupBy(facts.noted, (one) => keyOf(one.holderId, one));
  }

  note(record: FrozenUsageRecord): void {
    const { billed, due, holderId } = record;
    // No price is an error to be mended, never a price of zero: what was billed and corrected stands until then.
    if (due.status === STATUS.unpriced) return;
    const noted = this.#noted.get(keyOf(holderId, record));
    const same =
      billed.chargeMicro === due.chargeMicro &&
      billed.serviceFeeMicro === due.serviceFeeMicro &&
      due.customerId === holderId &&
      billed.contractId === due.contractId;
    if (same && noted === undefined) return;
    const accounts = new Map<string, { -readonly [Field in keyof CorrectedRecord]: CorrectedRecord[Field] }>();
    const add = (customerId: number, contractId: number, amountMicro: bigint, serviceFeeMicro: bigint) => {
      const key = `${customerId}/${contractId}`;
      const { startMs, dedupHi, dedupLo } = record;
      const none = { amountMicro: 0n, serviceFeeMicro: 0n };
      const account = accounts.get(key) ?? { startMs, dedupHi, dedupLo, holderId, customerId, contractId, ...none };
      account.amountMicro += amountMicro;
      account.serviceFeeMicro += serviceFeeMicro;
      accounts.set(key, account);
    };
    // Nobody's by now: nobody is debited.
    if (due.customerId !== 0) add(due.customerId, due.contractId, BigInt(due.chargeMicro), BigInt(due.serviceFeeMicro));
    add(holderId, billed.contractId, -BigInt(billed.chargeMicro), -BigInt(billed.serviceFeeMicro));
    for (const one of noted ?? []) add(one.customerId, one.contractId, -one.amountMicro, -one.serviceFeeMicro);
    for (const corrected of accounts.values())
      if (corrected.amountMicro !== 0n || corrected.serviceFeeMicro !== 0n) this.#entries.push({ record, corrected });
  }

  /** What a customer is to be corrected by for a month, in micro-units. */
  amountMicro(customerId: number, month: string): bigint {
    return this.#entries
      .filter(({ record, corrected }) => record.month === month && corrected.customerId === customerId)
      .reduce((sum, { corrected }) => sum + corrected.amountMicro, 0n);
  }

  /**
   * One correction per customer, contract, month, service and destination class.
   * @param causesOf why a customer's month was rated again: of whose invoices they stand on, else of whose they are
   */
  corrections(causesOf: (holderId: number, month: string) => readonly CorrectionCause[]): readonly NewCorrection[] {
    // Rated among the calls of who owns them by now, they are corrected for the reasons of his rating.
    const causesOfAny = (ids: readonly (readonly number[])[], month: string) =>
      once(ids.map((some) => some.flatMap((id) => causesOf(id, month))).find((causes) => causes.length > 0) ?? []);
    const groups = Map.groupBy(this.#entries, ({ record, corrected }) =>
      [corrected.customerId, corrected.contractId, record.month, record.service, this.#classOf(record)].join('|'),
    );
    return [...groups.values()].map((entries) => {
      const { record, corrected } = entries[0]!;
      const holders = idsIn(entries, (entry) => entry.record.holderId);
      const owners = idsIn(entries, (entry) => entry.record.due.customerId);
      return {
        customerId: corrected.customerId,
        contractId: corrected.contractId,
        month: record.month,
        service: serviceName(record.service),
        class: this.#classOf(record),
        records: entries.length,
        amountMicro: entries.reduce((sum, entry) => sum + entry.corrected.amountMicro, 0n),
        serviceFeeMicro: entries.reduce((sum, entry) => sum + entry.corrected.serviceFeeMicro, 0n),
        causes: causesOfAny([holders, owners], record.month),
        versions: sumVersions(
          entries.map((entry) => ({
            before: this.#version(entry.record.billed),
            after: this.#version(entry.record.due),
            records: 1,
          })),
        ),
        of: entries.map((entry) => entry.corrected),
      };
    });
  }

  /** Of where the call would go now; where that is nowhere, of where it was billed to. */
  #classOf({ due, billed }: FrozenUsageRecord): DestinationClass {
    const { classes } = this.#facts;
    return classes.get(due.destinationId) ?? classes.get(billed.destinationId) ?? 'nationalFixed';
  }

  #version({ priceListId, priceVersion }: Charge): ListVersion | null {
    const list = this.#facts.lists.get(priceListId);
    return list === undefined ? null : { list, version: priceVersion };
  }
}

/** One deed may concern several customers, and those who hold calls of others. */
function once(causes: readonly CorrectionCause[]): readonly CorrectionCause[] {
  return [...new Map(causes.map((cause) => [canonicalJson(cause), cause])).values()];
}

function idsIn(entries: readonly Entry[], of: (entry: Entry) => number): readonly number[] {
  return [...new Set(entries.map(of))].sort((a, b) => a - b);
}

function keyOf(
  holderId: number,
  {
    startMs,
    dedupHi,
    dedupLo,
  }: Omit<CorrectedRecord, 'amountMicro' | 'serviceFeeMicro' | 'holderId' | 'customerId' | 'contractId'>,
): string {
  return `${holderId}/${startMs}/${dedupHi}/${dedupLo}`;
}
