import type { CarrierLine } from './carrierInvoice.ts';
import { cleanText, isDecimal, localDateIn, microOf, percentOf, secondsOf, timesOf } from './cellValues.ts';
import { type CarrierColumn, carrierColumnOf } from './columns.ts';
import { serviceIn, speaksOfFee, unitOf } from './lineWords.ts';

/** A line of an e-invoice by its terms of EN 16931. */
export interface EInvoiceLine {
  /** BT-153, BT-154. */
  readonly name: string | null;
  readonly description: string | null;
  /** BT-155 */
  readonly sellerId: string | null;
  /** BT-128: what the line is about; carriers put the number there. */
  readonly object: string | null;
  /** BT-129, BT-130 (UN/ECE Recommendation 20) */
  readonly quantity: string | null;
  readonly unit: string;
  /** BT-146, BT-149 */
  readonly price: string | null;
  readonly priceQuantity: string | null;
  /** BT-131 */
  readonly amount: string;
  /** BT-152 */
  readonly taxPercent: string | null;
  /** BT-134, BT-135 */
  readonly from: string | null;
  readonly to: string | null;
  /** BG-32: name and value. */
  readonly properties: readonly (readonly [string, string])[];
}

/** Unit codes of time and calls; others are pieces. */
const UNIT_WORDS: Readonly<Record<string, string>> = { MIN: 'min', SEC: 's', HUR: 'h' };

/** A line as carriers' tables have it. @param factor -1 on a credit note, whose lines are positive */
export function carrierLineOf(line: EInvoiceLine, place: number, factor: 1n | -1n): CarrierLine {
  const told = new Map<CarrierColumn, string>();
  for (const [name, value] of line.properties) {
    const column = carrierColumnOf(name);
    if (column !== undefined && !told.has(column)) told.set(column, cleanText(value));
  }
  const unit = unitOf(UNIT_WORDS[line.unit] ?? '');
  const inSeconds =
    line.quantity !== null && typeof unit === 'object' && unit !== null ? timesOf(line.quantity, unit.seconds) : null;
  const seconds = inSeconds ?? secondsTold(told);
  const calls = numberOf(told.get('calls'));
  const isFee = speaksOfFee(`${line.name ?? ''} ${line.description ?? ''}`);
  const isUsage = seconds !== null || calls !== null || (!isFee && told.has('destination'));
  const positive = (value: number | null) => (value === null ? null : value * Number(factor));
  return {
    place,
    kind: isUsage ? 'usage' : 'product',
    account: told.get('account') ?? clean(line.object),
    destination: told.get('destination') ?? (isUsage ? clean(line.name) : null),
    service: serviceIn(told.get('service') ?? ''),
    reference: clean(line.sellerId) ?? told.get('reference') ?? null,
    description: clean(line.description ?? line.name),
    from: localDateIn(line.from ?? ''),
    to: localDateIn(line.to ?? ''),
    calls: positive(calls),
    seconds: positive(seconds),
    quantity: inSeconds === null ? line.quantity : null,
    unitPrice: pricePer(line, unit),
    amountMicro: microOf(line.amount) * factor,
    taxPercent: percentOf(line.taxPercent),
  };
}

const clean = (text: string | null) => (text === null ? null : cleanText(text) || null);

function secondsTold(told: ReadonlyMap<CarrierColumn, string>): number | null {
  const seconds = told.get('seconds');
  if (seconds !== undefined && isDecimal(seconds)) return timesOf(seconds, 1n);
  const minutes = told.get('minutes');
  if (minutes !== undefined && isDecimal(minutes)) return timesOf(minutes, 60n);
  return secondsOf(told.get('duration') ?? minutes ?? '');
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && isDecimal(text) ? timesOf(text, 1n) : null;
}

/** Price per minute of calls, per piece else; null where it is told for another quantity. */
function pricePer({ price, priceQuantity }: EInvoiceLine, unit: ReturnType<typeof unitOf>): string | null {
  if (
    price === null ||
    !isDecimal(price) ||
    (priceQuantity !== null && (!isDecimal(priceQuantity) || timesOf(priceQuantity, 1_000n) !== 1_000))
  )
    return null;
  return typeof unit === 'object' && unit !== null && unit.seconds !== 60n ? null : price;
}
