/** Words that stand in the cells of record files: directions, services, currencies, closing lines; in the languages we know. */
import type { DirectionName, ServiceName } from '#usage';
import { foldedWords } from '../joining/folded.ts';

/** As systems write them; compared folded. One letter stands for its word only beside the other one. */
export const DIRECTION_WORDS: Readonly<Record<DirectionName, readonly string[]>> = {
  outbound: [
    ...[
      'out',
      'outbound',
      'outgoing',
      'O',
      'originating',
      'made',
      'dialed',
      'MO',
      'outcall',
      'outg',
      'placed',
      'external out',
    ],
    ...['Ausgehend', 'Abgehend', 'Gehend', 'A', 'Ausgang', 'abgehender Anruf', 'ausgehender Anruf'],
    ...['Sortant', 'Émis', 'Emis', 'S', 'Appel sortant', 'Appel émis', 'Sortante', 'Départ', 'Sort.'],
    ...['Saliente', 'Salida', 'Emitida', 'Uscente', 'Uscita', 'Effettuata', 'Uitgaand', 'Uit'],
    ...['outbound-api', 'outbound-dial', 'trunking-originating', 'TERM_OUT'],
  ],
  inbound: [
    ...['in', 'inbound', 'incoming', 'I', 'terminating', 'received', 'MT', 'incall', 'external in'],
    ...['Eingehend', 'Ankommend', 'Kommend', 'E', 'Eingang', 'ankommender Anruf', 'eingehender Anruf', 'K'],
    ...['Entrant', 'Reçu', 'Appel entrant', 'Appel reçu', 'Entrante', 'Arrivée', 'Arrivé', 'Entr.'],
    ...['Entrada', 'Recibida', 'Entrata', 'Ricevuta', 'In entrata', 'Inkomend', 'Binnenkomend', 'trunking-terminating'],
  ],
  internal: [
    'int',
    'internal',
    'local',
    'intern',
    'interne',
    'interno',
    'interna',
    'on-net',
    'onnet',
    'Interner Anruf',
  ],
  forwarded: [
    ...[
      'forward',
      'forwarded',
      'transfer',
      'transferred',
      'transit',
      'diverted',
      'redirected',
      'F',
      'T',
      'call forward',
    ],
    ...[
      'Weiterleitung',
      'weitergeleitet',
      'Umleitung',
      'umgeleitet',
      'Rufumleitung',
      'Renvoi',
      'Renvoyé',
      'R',
      'Transfert',
      'Transféré',
    ],
    ...['Desvío', 'Desviada', 'Transferencia', 'Deviazione', 'Deviata', 'Trasferita', 'Doorgeschakeld', 'Doorgestuurd'],
  ],
};

export const SERVICE_WORDS: Readonly<Record<Exclude<ServiceName, 'event'>, readonly string[]>> = {
  voice: [
    ...[
      'voice',
      'call',
      'calls',
      'voix',
      'appel',
      'appels',
      'telephony',
      'Sprache',
      'Anruf',
      'Gespräch',
      'Telefonie',
      'V',
      'VOIP',
      'voice_call',
    ],
    ...[
      'téléphonie',
      'communication',
      'voz',
      'llamada',
      'voce',
      'chiamata',
      'fonia',
      'spraak',
      'gesprek',
      'telefonía',
      'fixe',
      'mobile',
      'tel',
    ],
    ...['national', 'international', 'Festnetz', 'Mobilfunk'],
  ],
  sms: ['sms', 'text', 'message', 'Kurznachricht', 'texto', 'mensaje', 'messaggio', 'bericht'],
  mms: ['mms', 'picture message', 'Bildnachricht'],
  data: [
    'data',
    'gprs',
    'internet',
    'Daten',
    'données',
    'donnees',
    'datos',
    'dati',
    'G',
    'packet',
    'mobile data',
    '4g',
    '5g',
  ],
  fax: ['fax', 'télécopie', 'Telefax'],
  content: ['content', 'premium', 'contenu', 'Inhalt', 'contenido', 'contenuto'],
};

const DIRECTION_BY_WORD = byWord(DIRECTION_WORDS);
const SERVICE_BY_WORD = byWord(SERVICE_WORDS);

function byWord<T extends string>(words: Readonly<Record<T, readonly string[]>>): ReadonlyMap<string, T> {
  const names = Object.keys(words) as T[];
  // The first meaning of a word stays.
  return new Map(names.flatMap((name) => words[name].map((word) => [foldedWords(word), name] as const)).reverse());
}

/** What a cell says of the direction; null where it is no such word. */
export function directionOf(cell: string): DirectionName | null {
  return DIRECTION_BY_WORD.get(foldedWords(cell)) ?? null;
}

/** What a cell says of the service; null where it is no such word. */
export function serviceOf(cell: string): ServiceName | null {
  return SERVICE_BY_WORD.get(foldedWords(cell)) ?? null;
}

/** ISO 4217 codes of invoices between carriers. */
export const CURRENCIES: ReadonlySet<string> = new Set(
  'EUR USD GBP CHF SEK NOK DKK PLN CZK HUF RON BGN TRY AUD CAD NZD JPY INR BRL MXN ZAR MAD TND XOF XAF AED SAR SGD HKD CNY RUB UAH ILS SDR XDR'.split(
    ' ',
  ),
);

/** Signs of money around amounts, with their currency. */
export const CURRENCY_SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  EUR: 'EUR',
  CHF: 'CHF',
  GBP: 'GBP',
  USD: 'USD',
  Euro: 'EUR',
  euros: 'EUR',
};

/** Beginnings of lines that close a list and are no record. */
export const CLOSING_WORDS = [
  'total',
  'totaux',
  'summe',
  'gesamt',
  'somme',
  'sous-total',
  'totale',
  'suma',
  'totaal',
  'sum',
  'grand total',
  'end of file',
  'fin',
  'eof',
];

/** Writings of a word in which senders differ: as it stands, small, capital, with a capital. */
export function writings(word: string): string[] {
  const plain = word.normalize('NFD').replace(/[\u0300-\u036F]/g, '');
  const cased = [word, plain].flatMap((each) => [
    each,
    each.toLowerCase(),
    each.toUpperCase(),
    each.charAt(0).toUpperCase() + each.slice(1).toLowerCase(),
  ]);
  return [...new Set(cased)];
}
