/**
 * The itemised bill of a carrier for a month, as CSV in its own language: what it charges for the calls it carried, worked out from the
 * demo's calls and the carrier's own prices, never from what the program stored; with the mistakes that carriers make.
 */
import { addDays, formatDecimal, monthEnd } from '#base';
import type { DemoCall } from './calls.ts';
import { carrierCost } from './carrierCost.ts';
import type { DemoDestination } from './destinationRow.ts';
import { DESTINATIONS } from './destinations.ts';
import type { DemoFile } from './mischief.ts';

/** The price that the carrier forgot to lower: thousandths above what is agreed, for calls to French mobiles. */
const DEARER = { destination: 'FR-MOBILE', perMille: 1_100n };
/** Numbers on the bill that the operator does not have, with so many calls. */
const STRANGER = { number: '33199009999', calls: 14, seconds: 2_460, micro: 492_000n };
/** What it takes a month beside calls, in cents. */
const RENTALS = [
  { reference: 'SIP-30', description: 'Abonnement Trunk SIP 30 canaux', cents: 4_900n },
  { reference: 'SDA-10', description: 'Abonnement tranche de 10 numéros', cents: 350n },
] as const;

interface Sum {
  calls: number;
  seconds: number;
  micro: bigint;
}

/** The bill of Atlantique Télécom for the calls that its files tell of. */
export function carrierBill(month: string, files: readonly DemoFile[]): string {
  const cost = carrierCost('ATLANTIQUE');
  const sums = new Map<string, Sum>();
  for (const call of carried(files)) {
    const { code, name } = destinationOf(call.partner);
    const micro = BigInt(cost(call.startMs, call.partner, call.talkS));
    const key = `${call.own};${name.fr}`;
    const sum = sums.get(key) ?? { calls: 0, seconds: 0, micro: 0n };
    sum.calls++;
    sum.seconds += call.talkS;
    sum.micro += code === DEARER.destination ? (micro * DEARER.perMille) / 1_000n : micro;
    sums.set(key, sum);
  }
  const { number, ...stranger } = STRANGER;
  const strangers = new Map([[`${number};${destinationOf('33612345678').name.fr}`, stranger]]);
  const rows = [...[...sums].sort(([a], [b]) => (a < b ? -1 : 1)), ...strangers].map(
    ([key, { calls, seconds, micro }]) => `+${key};;${calls};${clock(seconds)};${amount(micro)};20`,
  );
  const rentals = RENTALS.map(
    ({ reference, description, cents }) => `;${description};${reference};;;${amount(cents * 10_000n)};20`,
  );
  const total =
    [...sums.values(), STRANGER].reduce((sum, { micro }) => sum + micro, 0n) +
    RENTALS.reduce((sum, { cents }) => sum + cents * 10_000n, 0n);
  const [year, monthOfYear] = month.split('-');
  return `${[
    'Atlantique Télécom SAS',
    `N° facture;AT-${year}${monthOfYear}-0815`,
    `Date de facture;${addDays(monthEnd(month), 2)}`,
    `Période;${monthOfYear}/${year}`,
    '',
    'Ligne;Destination;Référence;Nb appels;Durée;Montant HT;Taux TVA',
    ...rows,
    ...rentals,
    `Total HT;;;;;${amount(total)};`,
  ].join('\n')}\n`;
}

/** Calls that were answered and that the carrier took further, each once however often it was delivered. */
function carried(files: readonly DemoFile[]): readonly DemoCall[] {
  const calls = new Map<number, DemoCall>();
  for (const { source, rows } of files)
    if (source === 'atlantique')
      for (const { call } of rows) if (call !== null && isCarried(call)) calls.set(call.serial, call);
  return [...calls.values()];
}

const isCarried = ({ kind, talkS, partner }: DemoCall) =>
  (kind === 'outbound' || kind === 'forwarded') && talkS > 0 && /^[1-9]\d{5,}$/.test(partner);

const BY_PREFIX = new Map(DESTINATIONS.flatMap((one) => one.prefixes.map((prefix) => [prefix, one] as const)));

function destinationOf(number: string): DemoDestination {
  for (let length = number.length; length > 0; length--) {
    const found = BY_PREFIX.get(number.slice(0, length));
    if (found !== undefined) return found;
  }
  throw new Error(`assertion failed: no destination for ${number}`);
}

function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function amount(micro: bigint): string {
  return formatDecimal(micro, 6, 4).replace('.', ',');
}
