import { type Destination, NETWORK_SPACE, type PriceDirection, type Service, versionAt } from '#catalog';
import type { RatedLine } from '#contracts';
import { DIRECTION, SERVICE, STATUS, type UsageRecord } from '#usage';
import { destinationOf, type Sought } from './find.ts';
import type { RatingInput } from './input.ts';
import { ownerOf } from './subject.ts';

/** What a record is before any price is asked: decided already, or a price to be looked for. */
export type Circumstances =
  | { readonly decided: number; readonly code: string }
  | {
      readonly decided: null;
      readonly code: string;
      readonly sought: Sought;
      /** Not answered: only an attempt fee, if the price has one. */
      readonly attempt: boolean;
      /** Without a price it is free, not unpriced (being called abroad where no list takes money for it). */
      readonly freeWithoutPrice: boolean;
    };

const SERVICE_NAMES = Object.keys(SERVICE) as Service[];

export function serviceName(code: number): Service {
  return SERVICE_NAMES.find((name) => SERVICE[name] === code) ?? 'event';
}

/** Classes of numbers whose owner pays for being called. */
export const PAID_BY_CALLED: readonly Destination['class'][] = ['freephone', 'sharedCost'];

/** Messages and events are used by being there; calls, faxes and sessions by lasting or by volume. */
export function isAttempt({ service, durationMs, volume }: Readonly<UsageRecord>): boolean {
  const lasts = service === SERVICE.voice || service === SERVICE.fax || service === SERVICE.data;
  return lasts && durationMs <= 0 && volume <= 0;
}

/** Rating.md 2.1 to 2.3: billable at all, and by which number its price is found. */
export function circumstancesOf(
  record: Readonly<UsageRecord>,
  line: RatedLine | null,
  sourceId: number,
  input: RatingInput,
): Circumstances {
  const source = input.sources.find((one) => one.id === sourceId);
  const { direction, startMs, network } = record;
  const attempt = isAttempt(record);
  if (direction === DIRECTION.internal) return { decided: STATUS.notBillable, code: 'rating.billable.internal' };
  const inbound = direction === DIRECTION.inbound;
  const { book } = input;
  if (inbound && network === 0 && !paidByCalled(record, input)) {
    return attempt
      ? { decided: STATUS.notBillable, code: 'rating.billable.unanswered' }
      : { decided: STATUS.free, code: 'rating.billable.inbound' };
  }
  const priceDirection: PriceDirection = inbound ? 'inbound' : 'outbound';
  const number = inbound ? record.aNumber : record.bNumber;
  const text = inbound ? record.aText : record.bText;
  const { space, digits } =
    network > 0 ? { space: NETWORK_SPACE, digits: String(network) } : numberOf(number, text, source?.country ?? null);
  const portedTo = book.ported.find(
    (one) => network === 0 && number > 0 && one.number === number && isInForce(one, startMs),
  );
  const other = number > 0 && line !== null && network === 0 ? ownerOf(input.lines, number, startMs, sourceId) : null;
  return {
    decided: null,
    code: codeOf(record),
    attempt,
    freeWithoutPrice: inbound && network > 0,
    sought: {
      service: serviceName(record.service),
      direction: priceDirection,
      space,
      digits,
      portedTo: portedTo?.destinationId ?? null,
      onNet: other !== null,
      intraCustomer: other !== null && other.customerId === line?.customerId,
      startMs,
    },
  };
}

/** E.164 digits, or digits that only the country dials; none where the party is neither. */
function numberOf(number: number, text: string | null, country: string | null): { space: string; digits: string } {
  if (number > 0) return { space: '', digits: String(number) };
  if (country === null || text === null || !/^[0-9]{1,15}$/.test(text)) return { space: '', digits: '' };
  return { space: country, digits: text };
}

function paidByCalled({ bNumber, startMs }: Readonly<UsageRecord>, { book }: RatingInput): boolean {
  if (bNumber === 0) return false;
  const id = destinationOf(versionAt(book.numbering, startMs), '', String(bNumber));
  const destination = book.destinations.find((one) => one.id === id);
  return destination !== undefined && PAID_BY_CALLED.includes(destination.class);
}

function isInForce({ validFromMs, validToMs }: { validFromMs: number; validToMs: number }, atMs: number): boolean {
  return validFromMs <= atMs && atMs < validToMs;
}

function codeOf({ direction, network, service }: Readonly<UsageRecord>): string {
  if (network > 0) return direction === DIRECTION.inbound ? 'rating.billable.roamingIn' : 'rating.billable.roaming';
  if (direction === DIRECTION.inbound) return 'rating.billable.paidByCalled';
  if (direction === DIRECTION.forwarded) return 'rating.billable.forwarded';
  return service === SERVICE.voice ? 'rating.billable.outbound' : 'rating.billable.used';
}
