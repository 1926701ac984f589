import { plainWord } from '#catalog';
import type { LineService } from './carrierInvoice.ts';

/** What words on a carrier's line tell, in German, French and English. */

const SERVICES: Readonly<Record<LineService, readonly string[]>> = {
  voice: [
    'voice',
    'call',
    'calls',
    'telephony',
    'Sprache',
    'Gespräch',
    'Gespräche',
    'Telefonie',
    'voix',
    'appel',
    'appels',
  ],
  sms: ['sms', 'text', 'text message', 'Kurznachricht', 'Kurznachrichten', 'message'],
  mms: ['mms'],
  data: ['data', 'internet', 'gprs', 'Daten', 'données'],
  fax: ['fax', 'Telefax', 'télécopie'],
};

const SERVICE_BY_WORD: ReadonlyMap<string, LineService> = new Map(
  (Object.entries(SERVICES) as [LineService, readonly string[]][]).flatMap(([service, words]) =>
    words.map((word): [string, LineService] => [plainWord(word), service]),
  ),
);

/** The service a cell names; null where it names none that we know. */
export function serviceIn(cell: string): LineService | null {
  return SERVICE_BY_WORD.get(plainWord(cell)) ?? null;
}

const SUM =
  /^(summe|gesamt|gesamtsumme|gesamtbetrag|rechnungsbetrag|total|totaux|sum|grand total|net total|total ht|total net)\b/i;
const PART_SUM = /^(zwischensumme|sous[- ]?total|sub[- ]?total|übertrag|uebertrag|report|carried)/i;
const TAX = /^(mwst|ust|umsatzsteuer|mehrwertsteuer|tva|vat|tax|zzgl|plus vat|brutto|total ttc|montant ttc|gross)/i;

/** Whether a row sums others up: the whole, a part, or what comes on top. Null = it is a line of its own. */
export function sumRow(label: string): 'all' | 'part' | 'tax' | null {
  const text = label.trim();
  if (PART_SUM.test(text)) return 'part';
  if (TAX.test(text)) return 'tax';
  return SUM.test(text) ? 'all' : null;
}

const FEES =
  /grund(gebühr|preis|entgelt)|geb(ü|ue)hr|miete|pauschal|lizen[zs]|licen[cs]e|abo\b|abonn|forfait|frais|mensuel|redevance|rental|monthly|subscription|recurring|set-?up|einricht|install|bereitstell|anschlusspreis|flat|fee\b|port\w*ierung|activation|mise en service/i;

/** Whether words speak of something bought rather than of calls. */
export function speaksOfFee(text: string): boolean {
  return FEES.test(text);
}

/** Units by word and by UN/ECE Recommendation 20: seconds they are worth, calls, or neither. */
export function unitOf(text: string): { readonly seconds: bigint } | 'calls' | LineService | null {
  const word = plainWord(text);
  if (/^(min|mins|minute|minutes|minuten|mn)$/.test(word)) return { seconds: 60n };
  if (/^(sec|secs|second|seconds|sek|sekunde|sekunden|seconde|secondes|s)$/.test(word)) return { seconds: 1n };
  if (/^(hur|h|hour|hours|std|stunde|stunden|heure|heures)$/.test(word)) return { seconds: 3600n };
  if (/^(anruf|anrufe|call|calls|appel|appels|gesprach|gesprache|verbindung|verbindungen)$/.test(word)) return 'calls';
  return SERVICE_BY_WORD.get(word) ?? null;
}
