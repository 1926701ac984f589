/** The itemised calls, and the summary that leads from their sums to the lines of the invoice. */
import { formatDate, formatDuration, formatVolume, utcToLocalMs, type ZoneOffsets, zoneOffsets } from '#base';
import type { Block, Cell, ListingGroup, Pair, TableRow } from '#platform/pdf/sheet';
import type { InvoiceLine, ItemisedCall, ItemisedGroup, UsageShare } from './invoice.ts';
import { chargeDecimals, chargeText, money, type Print } from './print.ts';
import { isMessage, unitsText } from './quantity.ts';

const SECOND_MS = 1000;

export function callsListing(print: Print): Block[] {
  const { groups, words, invoice } = print;
  if (groups.length === 0) return [];
  const below = [
    words('calls.below', { currency: invoice.currency, zone: invoice.zone }),
    print.maskDigits > 0 ? words('calls.masked', { digits: print.maskDigits }) : '',
  ].filter((text) => text !== '');
  return [
    { kind: 'heading', text: words('calls.title'), below: below.join(' '), roomMm: 95 },
    {
      kind: 'listing',
      continued: words('calls.continued'),
      columns: [
        { header: words('calls.date'), widthMm: 19, align: 'left' },
        { header: words('calls.time'), widthMm: 16, align: 'left' },
        { header: words('calls.number'), widthMm: 37, align: 'left' },
        { header: words('calls.destination'), widthMm: 42, align: 'left' },
        { header: words('calls.duration'), widthMm: 16, align: 'right' },
        { header: words('calls.billed'), widthMm: 17, align: 'right' },
        { header: words('calls.charge'), widthMm: 18, align: 'right' },
      ],
      groups: listingGroups(print),
    },
  ];
}

function listingGroups(print: Print): ListingGroup[] {
  const decimals = chargeDecimals(print.groups);
  const charges = new Map<number, string>();
  const charge = (micro: number) => {
    let text = charges.get(micro);
    if (text === undefined) {
      text = chargeText(print, BigInt(micro), decimals);
      charges.set(micro, text);
    }
    return text;
  };
  const local = localTexts(print, zoneOffsets(print.invoice.zone));
  return print.groups.map((group) => ({
    title: group.lineLabel,
    subtitle: group.className,
    count: group.calls.length,
    row: (index) => {
      const call = group.calls[index] as ItemisedCall;
      const [date, time] = local(call.startMs);
      return [
        date,
        time,
        call.called,
        call.destination,
        usedText(print, group, call),
        chargedText(print, group, call),
        call.covered && call.chargeMicro === 0 ? print.words('calls.included') : charge(call.chargeMicro),
      ];
    },
    sum: [sumText(print, group), chargeText(print, group.chargeMicro, decimals)] satisfies Pair,
  }));
}

/** What was used: time, or volume. */
function usedText({ invoice: { language } }: Print, { service }: ItemisedGroup, call: ItemisedCall): string {
  if (service === 'voice') return formatDuration(seconds(call.durationMs));
  return call.volume === 0 ? '' : unitsText(language, service, call.volume);
}

/** What was charged for: what an allowance covered is not. Services of premium numbers have no units of ours. */
function chargedText({ invoice: { language } }: Print, { service, part }: ItemisedGroup, call: ItemisedCall): string {
  if (part === 'service') return '';
  const units = call.billedUnits - call.coveredUnits;
  return units === 0 && call.covered ? '' : unitsText(language, service, units);
}

function sumText({ words, invoice: { language } }: Print, group: ItemisedGroup): string {
  if (group.service === 'voice')
    return words('calls.sum', { calls: group.calls.length, seconds: seconds(group.durationMs) });
  const messages = isMessage(group.service);
  const items = messages ? group.calls.reduce((sum, call) => sum + call.billedUnits, 0) : group.calls.length;
  const sum = words('calls.items', { service: group.service, items });
  return group.service === 'data' ? words('calls.volume', { sum, volume: formatVolume(language, group.volume) }) : sum;
}

/** Local date and time of an instant; the date's text is kept from row to row. */
function localTexts({ invoice: { language } }: Print, offsets: ZoneOffsets): (utcMs: number) => [string, string] {
  let day = '';
  let dayText = '';
  return (utcMs) => {
    const iso = new Date(utcToLocalMs(offsets, utcMs)).toISOString();
    if (iso.slice(0, 10) !== day) {
      day = iso.slice(0, 10);
      dayText = formatDate(language, day);
    }
    return [dayText, iso.slice(11, 19)];
  };
}

function seconds(durationMs: number): number {
  return Math.round(durationMs / SECOND_MS);
}

/** One section per usage line: its groups' exact sums, their exact total, and the amount it is rounded to. */
export function callsSummary(print: Print): Block[] {
  const { words, invoice } = print;
  const lines = invoice.lines.filter((line) => line.usage !== undefined);
  if (lines.length === 0 || print.groups.length === 0) return [];
  const decimals = chargeDecimals(print.groups);
  return [
    { kind: 'heading', text: words('summary.title'), below: words('summary.below') },
    {
      kind: 'table',
      columns: [
        { header: words('summary.line'), widthMm: 79, align: 'left' },
        { header: words('summary.calls'), widthMm: 21, align: 'right' },
        { header: words('summary.duration'), widthMm: 19, align: 'right' },
        { header: words('summary.exact'), widthMm: 22, align: 'right' },
        { header: words('summary.amount'), widthMm: 24, align: 'right' },
      ],
      rows: [...lines.flatMap((line) => summaryRows(print, line, decimals)), totalRow(print, lines, decimals)],
    },
  ];
}

function summaryRows(print: Print, line: InvoiceLine, decimals: number): TableRow[] {
  const { usage } = line;
  if (usage === undefined) return [];
  const { words } = print;
  const title = words('summary.section', { line: line.id, name: line.name });
  const own = print.groups.filter((group) => group.usageKey === usage.key);
  const figures = figureCells(print, usage.calls, durationOf(usage), usage.chargeMicro, decimals);
  const amount = { text: money(print, line.netMinor) };
  const [first] = own;
  if (own.length === 1 && first !== undefined)
    return [{ kind: 'item', cells: [{ text: title, note: first.lineLabel }, ...figures, amount] }];
  return [
    { kind: 'section', cells: [{ text: title }] },
    ...own.map(
      (group): TableRow => ({
        kind: 'item',
        cells: [
          { text: group.lineLabel },
          ...figureCells(print, group.calls.length, durationOf(group), group.chargeMicro, decimals),
        ],
      }),
    ),
    { kind: 'subtotal', cells: [{ text: words('summary.rounded', { line: line.id }) }, ...figures, amount] },
  ];
}

/** Time in calls: messages and sessions have none, and services of premium numbers only that of their calls. */
function durationOf({ service, part, durationMs }: UsageShare | ItemisedGroup): number {
  return service === 'voice' && part === 'transport' ? durationMs : 0;
}

function figureCells(print: Print, calls: number, durationMs: number, chargeMicro: bigint, decimals: number): Cell[] {
  return [
    { text: String(calls) },
    { text: durationMs === 0 ? '–' : formatDuration(seconds(durationMs)) },
    { text: chargeText(print, chargeMicro, decimals) },
  ];
}

/** All calls together: the exact sum, and the sum of the rounded items, which is the subtotal of calls on the invoice. */
function totalRow(print: Print, lines: readonly InvoiceLine[], decimals: number): TableRow {
  const shares = lines.flatMap((line) => line.usage ?? []);
  // A call to a premium number is one call, though two items bill it.
  const carried = shares.filter((share) => share.part === 'transport');
  const figures = figureCells(
    print,
    carried.reduce((sum, share) => sum + share.calls, 0),
    carried.reduce((sum, share) => sum + durationOf(share), 0),
    shares.reduce((sum, share) => sum + share.chargeMicro, 0n),
    decimals,
  );
  const net = lines.reduce((sum, line) => sum + line.netMinor, 0n);
  return { kind: 'subtotal', cells: [{ text: print.words('summary.total') }, ...figures, { text: money(print, net) }] };
}
