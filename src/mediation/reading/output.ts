/** Normalised records as other programs read them: one JSON object each, and the control object that closes a file. */
import { type Finding, formatDecimal } from '#base';
import { NO_SOURCE_COST, SERVICE, serviceName, type UsageRecord } from '#usage';
import type { RecordState } from '../language/details.ts';
import type { Disposition } from '../values/disposition.ts';
import type { DetailWarning, RecordDetail } from './detail.ts';
import { directionName } from './preview.ts';

/** Times ISO 8601 UTC, numbers E.164 with `+`, amounts decimal; null is what a record does not tell. */
export interface OutputRecord {
  readonly recordNo: number;
  readonly nativeId: string | null;
  readonly service: string;
  readonly direction: string;
  readonly disposition: Disposition;
  readonly startAt: string;
  readonly answerAt: string | null;
  readonly endAt: string | null;
  readonly aNumber: string | null;
  readonly bNumber: string | null;
  /** What stands there where it is no E.164 number: extensions, short numbers, addresses. */
  readonly aText: string | null;
  readonly bText: string | null;
  readonly account: string | null;
  /** Ringing included, where it is told. */
  readonly durationMs: number;
  readonly billableMs: number;
  /** Bytes, messages or pieces; 0 of calls. */
  readonly volume: number;
  /** Visited network, MCC and MNC; null at home. */
  readonly network: string | null;
  readonly cost: { readonly amount: string; readonly currency: string } | null;
  readonly callGroupId: string | null;
  readonly recordState: RecordState;
  readonly warnings: readonly DetailWarning[];
}

/** @param currency of costs whose record names none */
export function outputRecord(record: UsageRecord, detail: RecordDetail, currency: string): OutputRecord {
  return {
    recordNo: record.recordNo,
    nativeId: detail.nativeId ?? detail.callGroup,
    service: serviceName(record.service),
    direction: directionName(record.direction),
    disposition: detail.disposition,
    startAt: instant(record.startMs),
    answerAt: detail.answerMs === null ? null : instant(detail.answerMs),
    endAt: detail.endMs === null ? null : instant(detail.endMs),
    aNumber: e164(record.aNumber, record.aText),
    bNumber: e164(record.bNumber, record.bText),
    aText: record.aText,
    bText: record.bText,
    account: record.accountText,
    durationMs: detail.totalMs,
    billableMs: record.durationMs,
    volume: record.service === SERVICE.voice ? 0 : record.volume,
    network: record.network === 0 ? null : String(record.network),
    cost:
      record.sourceCostMicro === NO_SOURCE_COST
        ? null
        : { amount: formatDecimal(BigInt(record.sourceCostMicro), 6), currency: detail.currency ?? currency },
    callGroupId: detail.callGroup,
    recordState: detail.state,
    warnings: detail.warnings,
  };
}

/** A number with a text beside it is only the beginning of one, whose other digits are hidden. */
function e164(number: number, text: string | null): string | null {
  return number > 0 && text === null ? `+${number}` : null;
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}

/** Sums of what was passed on. */
export class OutputSums {
  durationMs = 0;
  billableMs = 0;
  volume = 0;
  #firstMs = Number.POSITIVE_INFINITY;
  #lastMs = Number.NEGATIVE_INFINITY;
  readonly #costMicro = new Map<string, bigint>();
  readonly #byService = new Map<string, number>();
  readonly #byDirection = new Map<string, number>();
  readonly #byState = new Map<string, number>();

  add(record: UsageRecord, output: OutputRecord): void {
    this.durationMs += output.durationMs;
    this.billableMs += output.billableMs;
    this.volume += output.volume;
    this.#firstMs = Math.min(this.#firstMs, record.startMs);
    this.#lastMs = Math.max(this.#lastMs, record.startMs);
    count(this.#byService, output.service);
    count(this.#byDirection, output.direction);
    count(this.#byState, output.recordState);
    if (output.cost === null) return;
    const { currency } = output.cost;
    this.#costMicro.set(currency, (this.#costMicro.get(currency) ?? 0n) + BigInt(record.sourceCostMicro));
  }

  /** As the control object states them; costs by currency. */
  get plain(): Readonly<Record<string, unknown>> {
    return {
      durationMs: this.durationMs,
      billableMs: this.billableMs,
      volume: this.volume,
      costs: Object.fromEntries([...this.#costMicro].map(([currency, micro]) => [currency, formatDecimal(micro, 6)])),
      services: Object.fromEntries(this.#byService),
      directions: Object.fromEntries(this.#byDirection),
      recordStates: Object.fromEntries(this.#byState),
      firstAt: Number.isFinite(this.#firstMs) ? instant(this.#firstMs) : null,
      lastAt: Number.isFinite(this.#lastMs) ? instant(this.#lastMs) : null,
    };
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

const EURO = new Set('AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK AD MC SM VA ME XK BG'.split(' '));
const CURRENCY: Readonly<Record<string, string>> = {
  ...{ GB: 'GBP', CH: 'CHF', LI: 'CHF', US: 'USD', CA: 'CAD', AU: 'AUD', NZ: 'NZD', SE: 'SEK', NO: 'NOK', DK: 'DKK' },
  ...{ PL: 'PLN', CZ: 'CZK', HU: 'HUF', RO: 'RON', TR: 'TRY', BR: 'BRL', IN: 'INR', JP: 'JPY', MX: 'MXN', ZA: 'ZAR' },
  ...{ RU: 'RUB', UA: 'UAH', IL: 'ILS', MA: 'MAD', TN: 'TND', CN: 'CNY', SG: 'SGD', HK: 'HKD', AE: 'AED', SA: 'SAR' },
};

/** The currency of a country's carriers, for costs that name none; EUR where we do not know. */
export function currencyOfCountry(country: string): string {
  return EURO.has(country) ? 'EUR' : (CURRENCY[country] ?? 'EUR');
}

/** A finding for programs: code, parameters, place. */
export function outputFinding({ code, params, place }: Finding): Readonly<Record<string, unknown>> {
  return { code, ...(params === undefined ? {} : { params }), ...(place === undefined ? {} : { place }) };
}
