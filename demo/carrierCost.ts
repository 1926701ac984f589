/**
 * What a carrier writes as its price of a call, worked out the plain way from its own price list: the longest prefix, the band
 * of the start, whole increments. It owes nothing to the program's rating, so both can be compared.
 */
import { localDateOf, utcToLocalMs, weekday, zoneOffsets } from '#base';
import { CALENDARS, priceLists } from './priceLists.ts';

interface CarrierPrice {
  /** Ten-thousandths of a euro by band: peak, offPeak; what premium numbers take included. */
  readonly perMinute: readonly [number, number];
  readonly perCall: number;
  readonly increments: string;
}

/** Price of a carrier's call in micro-euro; 0 for calls to numbers the carrier has no price for. */
export type CarrierCost = (startMs: number, called: string, talkS: number) => number;

const tenThousandths = (decimal: string) => Number(decimal.replace('.', ''));

/** @param code of the carrier's price list and calendar */
export function carrierCost(code: string): CarrierCost {
  const prices = pricesByPrefix(code);
  const calendar = CALENDARS.find((one) => one.code === code);
  const rule = calendar?.rules[0];
  if (calendar === undefined || rule === undefined) throw new Error(`assertion failed: no calendar ${code}`);
  const zone = zoneOffsets(calendar.zone);
  const isPeak = (startMs: number) => {
    const date = localDateOf(zone, startMs);
    if (calendar.holidays.includes(date) || !rule.weekdays.includes(weekday(date))) return false;
    const clock = new Date(utcToLocalMs(zone, startMs)).toISOString().slice(11, 16);
    return clock >= rule.from && clock < rule.to;
  };
  return (startMs, called, talkS) => {
    const price = longest(prices, called);
    if (price === undefined || talkS === 0) return 0;
    const [first = 60, next = 60] = price.increments.split('/').map(Number);
    const billed = talkS <= first ? first : first + Math.ceil((talkS - first) / next) * next;
    // 10^-4 a minute × seconds ÷ 60 in 10^-6, rounded half up once.
    const perMinute = price.perMinute[isPeak(startMs) ? 0 : 1];
    return Math.floor((perMinute * billed * 100 + 30) / 60) + price.perCall * 100;
  };
}

function pricesByPrefix(code: string): Map<string, CarrierPrice> {
  const rows = priceLists().find((list) => list.code === code)?.versions[0]?.rows ?? [];
  const prices = new Map<string, CarrierPrice>();
  for (const row of rows) {
    const amount = tenThousandths(row.price) + tenThousandths(row.serviceFeePerMinute ?? '0.0000');
    const known = prices.get(row.target)?.perMinute ?? [amount, amount];
    prices.set(row.target, {
      perMinute:
        row.band === 'peak' ? [amount, known[1]] : row.band === 'offPeak' ? [known[0], amount] : [amount, amount],
      perCall: tenThousandths(row.connectionFee ?? '0.0000') + tenThousandths(row.serviceFeePerCall ?? '0.0000'),
      increments: row.increments ?? '60/60',
    });
  }
  return prices;
}

function longest(prices: ReadonlyMap<string, CarrierPrice>, called: string): CarrierPrice | undefined {
  for (let length = called.length; length > 0; length--) {
    const price = prices.get(called.slice(0, length));
    if (price !== undefined) return price;
  }
  return undefined;
}
