/** How single calls with a story are made. */
import { localMsToUtcMs, zoneOffsets } from '#base';
import { type CallKind, type DemoCall, serialsOf } from './calls.ts';
import type { DemoCustomer } from './customers.ts';
import type { Random } from './random.ts';

export const BERLIN = zoneOffsets('Europe/Berlin');
export const PARIS = zoneOffsets('Europe/Paris');

export type Start = (day: string, hour: number, fold?: 'earlier' | 'later') => number;

/** Takes serials no everyday call has: the upper half of a customer's. */
export function extraSerials(month: string, customerNumber: string, from = 50_000): () => number {
  const next = serialsOf(month, customerNumber);
  const first = next() + from;
  let count = 0;
  return () => first + count++;
}

export function starter(zone: typeof BERLIN, random: Random): Start {
  return (day, hour, fold = 'earlier') =>
    localMsToUtcMs(zone, Date.parse(`${day}T00:00:00Z`) + (hour * 3600 + random.below(3600)) * 1000, fold);
}

export type Line = Pick<DemoCall, 'source' | 'own' | 'account' | 'extension'> & { readonly number: string | null };

export function lineOf(customer: DemoCustomer): Line {
  return {
    source: customer.source,
    number: customer.number,
    own: customer.numbers[0]!,
    account: customer.account,
    extension: customer.extensions[0] ?? null,
  };
}

export function call(
  { number, ...line }: Line,
  startMs: number,
  facts: { readonly kind: CallKind; readonly talkS: number; readonly partner: string; readonly serial: number },
): DemoCall {
  return { ...line, customer: number, startMs, ringS: 5, caller: '', ...facts };
}
