import { parseDecimal } from '#base';
import { parseIncrement } from './price.ts';
import { type Per, parsePer, parseQuantity } from './priced.ts';
import type { PriceSide } from './priceList.ts';
import type { PriceRow, PriceRowField } from './priceRow.ts';
import {
  type CostPlus,
  INCREMENT_ORIGINS,
  NO_TERMS,
  type PriceStep,
  type PriceTerms,
  type ServiceFee,
  STEP_MODES,
} from './priceTerms.ts';

/** Percent are kept as millionths: four decimals. */
const PERCENT_DECIMALS = 4;
const MAX_MARKUP_PPM = 10_000_000;
const MAX_DISCOUNT_PPM = 1_000_000;
const MAX_STEPS = 50;
const MINUTE: Per = { unit: 'second', units: 60 };

/** A row being read, as far as its terms need it. */
export interface TermsReading {
  readonly row: PriceRow;
  readonly side: PriceSide;
  /** The list is in another currency than what carriers cost us. */
  readonly foreign: boolean;
  /** What the row's price is per. */
  readonly per: Per;
  error(code: string, field: PriceRowField, params: Readonly<Record<string, string | number>>): void;
  /** null = absent or unknown (told). */
  word<W extends string>(field: PriceRowField, words: readonly W[], code: string): W | null;
  /** A fee or cap in nano-units, 0 where absent. */
  amount(field: PriceRowField): number;
  /** A fee written so, in nano-units. */
  fee(field: PriceRowField, text: string): number;
  /** A price for `per` in nano-units. */
  unitPrice(field: PriceRowField, text: string, per: Per): number;
}

/** The terms of a row; null where it says nothing beyond price, fee and increments. */
export function readPriceTerms(reading: TermsReading): PriceTerms | null {
  const { row } = reading;
  const minimumChargeNano = reading.amount('minimumCharge');
  const capNano = row.cap ? reading.amount('cap') : null;
  if (capNano !== null && capNano < minimumChargeNano)
    reading.error('priceList.capBelowMinimum', 'cap', { cap: row.cap ?? '', minimum: row.minimumCharge ?? '' });
  const terms: PriceTerms = {
    steps: readSteps(reading),
    stepMode: reading.word('stepMode', STEP_MODES, 'priceList.unknownTerm') ?? NO_TERMS.stepMode,
    incrementOrigin:
      reading.word('incrementOrigin', INCREMENT_ORIGINS, 'priceList.unknownTerm') ?? NO_TERMS.incrementOrigin,
    graceUnits: readUnits(reading, 'grace'),
    freeUnits: readUnits(reading, 'free'),
    minimumUnits: readUnits(reading, 'minimum'),
    attemptFeeNano: reading.amount('attemptFee'),
    serviceFee: readServiceFee(reading),
    minimumChargeNano,
    capNano,
    costPlus: readCostPlus(reading),
    discountPpm: readPercent(reading, 'discountPercent', MAX_DISCOUNT_PPM),
    discountNano: reading.amount('discountAmount'),
  };
  const says = (Object.keys(NO_TERMS) as (keyof PriceTerms)[]).some((key) => terms[key] !== NO_TERMS[key]);
  return says ? terms : null;
}

function readUnits(reading: TermsReading, field: 'grace' | 'free' | 'minimum'): number {
  const text = reading.row[field];
  if (!text) return 0;
  const quantity = parseQuantity(text, reading.per.unit);
  if (quantity?.unit === reading.per.unit) return quantity.units;
  reading.error('priceList.badQuantity', field, { quantity: text });
  return 0;
}

/** Percent → millionths, 0 … `mostPpm`. */
function readPercent(reading: TermsReading, field: 'markupPercent' | 'discountPercent', mostPpm: number): number {
  const text = reading.row[field];
  if (!text) return 0;
  const ppm = parseDecimal(text, PERCENT_DECIMALS);
  if (ppm !== null && ppm >= 0n && ppm <= BigInt(mostPpm)) return Number(ppm);
  reading.error('priceList.badPercent', field, { percent: text, most: mostPpm / 10_000 });
  return 0;
}

function readServiceFee(reading: TermsReading): ServiceFee | null {
  const { serviceFeePerCall, serviceFeePerMinute } = reading.row;
  if (!serviceFeePerCall && !serviceFeePerMinute) return null;
  return {
    perEventNano: reading.amount('serviceFeePerCall'),
    perMinuteNano: serviceFeePerMinute ? reading.unitPrice('serviceFeePerMinute', serviceFeePerMinute, MINUTE) : 0,
  };
}

function readCostPlus(reading: TermsReading): CostPlus | null {
  const { row } = reading;
  if (!row.markupPercent) {
    for (const field of ['markupFloor', 'markupCap'] as const)
      if (row[field]) reading.error('priceList.markupMissing', field, {});
    return null;
  }
  if (reading.side === 'supplier') reading.error('priceList.markupOfSupplier', 'markupPercent', {});
  if (reading.foreign) reading.error('priceList.markupOfForeign', 'markupPercent', {});
  const markupPpm = readPercent(reading, 'markupPercent', MAX_MARKUP_PPM);
  const floorNano = reading.amount('markupFloor');
  const capNano = row.markupCap ? reading.amount('markupCap') : null;
  if (capNano !== null && capNano < floorNano)
    reading.error('priceList.capBelowMinimum', 'markupCap', {
      cap: row.markupCap ?? '',
      minimum: row.markupFloor ?? '',
    });
  return { markupPpm, floorNano, capNano };
}

/** `0:0.10/minute:60; 60:0.05/minute:1`: see `PriceRow`. */
function readSteps(reading: TermsReading): readonly PriceStep[] | null {
  const { steps: text, price, increments } = reading.row;
  if (!text) return null;
  if (price) reading.error('priceList.priceBesideSteps', 'price', { price });
  if (increments) reading.error('priceList.priceBesideSteps', 'increments', { price: increments });
  const steps: PriceStep[] = [];
  for (const part of text.split(';')) {
    const step = readStep(reading, part.trim());
    if (step === null) {
      reading.error('priceList.badStep', 'steps', { step: part.trim() });
      return null;
    }
    steps.push(step);
  }
  const ascends = steps.every((step, index) => step.fromUnits > (steps[index - 1]?.fromUnits ?? -1));
  if (steps[0]?.fromUnits !== 0 || !ascends || steps.length > MAX_STEPS)
    reading.error('priceList.stepsOrder', 'steps', { steps: text });
  return steps;
}

function readStep(reading: TermsReading, text: string): PriceStep | null {
  const { unit } = reading.per;
  const [fromText = '', priceText = '', incrementText = '', ...flags] = text.split(':').map((part) => part.trim());
  const slash = priceText.indexOf('/');
  const from = parseQuantity(fromText, unit);
  const per = slash < 0 ? reading.per : parsePer(priceText.slice(slash + 1).trim(), unit);
  const increment = parseIncrement(incrementText, unit);
  if (from?.unit !== unit || per?.unit !== unit || increment === null) return null;
  const fees = flags.filter((flag) => flag.startsWith('+'));
  const exact = flags.filter((flag) => flag === 'exact');
  if (fees.length > 1 || exact.length > 1 || fees.length + exact.length < flags.length) return null;
  const amount = (slash < 0 ? priceText : priceText.slice(0, slash)).trim();
  return {
    fromUnits: from.units,
    priceNano: reading.unitPrice('steps', amount, per),
    per: per.units,
    increment,
    roundUp: exact.length === 0,
    flatNano: fees.length === 0 ? 0 : reading.fee('steps', fees[0]!.slice(1).trim()),
  };
}
