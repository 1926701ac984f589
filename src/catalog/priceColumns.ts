import { plainWord } from './plainWord.ts';
import { PRICE_ROW_FIELDS, type PriceRowField } from './priceRow.ts';

/** The words by which people head the columns of price lists, and what they write into them, in German, French and English. */

/** A field of a row, or a part of one that files keep in a column of its own. */
export type PriceColumn = PriceRowField | 'countryCode' | 'firstIncrement' | 'nextIncrement' | 'perMinute';

const HEADINGS: Readonly<Partial<Record<PriceColumn, readonly string[]>>> = {
  target: [
    ...['prefix', 'dial code', 'dialcode', 'code', 'area code', 'number', 'numbers', 'target for', 'breakout code'],
    ...['Vorwahl', 'Vorwahlen', 'Rufnummer', 'Rufnummern', 'Zielrufnummer', 'Präfix', 'Kennzahl', 'Ortsnetzkennzahl'],
    ...['préfixe', 'préfixes', 'indicatif', 'indicatifs', 'numéro', 'numéros', 'cible', 'tranche', 'code zone'],
  ],
  countryCode: [
    'country code',
    'cc',
    'Landesvorwahl',
    'Ländervorwahl',
    'Landeskennzahl',
    'indicatif pays',
    'code pays',
  ],
  service: ['Dienst', 'Leistung', 'Dienstart', 'type de service'],
  direction: ['Richtung', 'Verkehrsrichtung', 'sens', 'sens du trafic'],
  band: [
    ...['time band', 'time period', 'period', 'rate period', 'Zeitband', 'Tarifzeit', 'Zeitfenster'],
    ...['plage horaire', 'tranche horaire', 'période', 'période tarifaire'],
  ],
  destination: [
    ...['destination name', 'destination code', 'country', 'country name', 'area', 'description'],
    ...['Ziel', 'Zielname', 'Zielgebiet', 'Zielland', 'Land', 'Tarifzone', 'Bezeichnung'],
    ...['pays', 'nom de destination', 'libellé', 'désignation'],
  ],
  price: [
    'rate',
    'tariff',
    'unit price',
    'new rate',
    'Preis',
    'Tarif',
    'Entgelt',
    'Einzelpreis',
    'prix',
    'prix unitaire',
  ],
  perMinute: [
    ...['price per minute', 'rate per minute', 'price min', 'rate min', 'per minute', 'price minute', 'rate minute'],
    ...['Preis pro Minute', 'Preis je Minute', 'Minutenpreis', 'Preis Min', 'Entgelt je Minute', 'Tarif pro Minute'],
    ...['prix par minute', 'prix à la minute', 'prix minute', 'prix min', 'tarif par minute', 'tarif minute'],
  ],
  per: ['unit', 'price per', 'Einheit', 'je', 'pro', 'Preiseinheit', 'unité', 'par', 'prix par'],
  connectionFee: [
    ...['connection charge', 'setup', 'set-up', 'setup fee', 'set-up fee', 'call setup', 'connect fee', 'per call'],
    ...['Verbindungsentgelt', 'Verbindungsgebühr', 'Einmalentgelt', 'Entgelt je Verbindung', 'Einwahlgebühr'],
    ...[
      'frais de connexion',
      'frais de mise en relation',
      'mise en relation',
      "frais d'établissement",
      'coût de connexion',
    ],
  ],
  increments: [
    ...['increment', 'billing increment', 'billing increments', 'interval', 'billing', 'rounding rules'],
    ...['Taktung', 'Takt', 'Abrechnungstakt', 'cadence', 'paliers', 'palier', 'pas de facturation'],
  ],
  firstIncrement: [
    ...['first increment', 'initial increment', 'initial interval', 'minimum time', 'first interval', 'initial'],
    ...['erster Takt', 'Ersttakt', 'Anfangstakt', 'premier palier', 'palier initial', 'durée minimale'],
  ],
  nextIncrement: [
    ...[
      'next increment',
      'subsequent increment',
      'additional increment',
      'next interval',
      'subsequent',
      'subsequent interval',
    ],
    ...['Folgetakt', 'weiterer Takt', 'palier suivant', 'paliers suivants', 'pas suivant'],
  ],
  steps: ['Staffel', 'Stufen', 'Preisstufen', 'tranches de prix', 'échelons'],
  grace: ['grace period', 'Kulanzzeit', 'Karenzzeit', 'délai de grâce', 'franchise de temps'],
  free: [
    'free usage',
    'free units',
    'Freimenge',
    'Freieinheiten',
    'Freiminuten',
    'unités gratuites',
    'quantité gratuite',
  ],
  minimum: ['minimum usage', 'minimum duration', 'Mindestmenge', 'Mindestdauer', 'quantité minimale'],
  attemptFee: ['attempt charge', 'Entgelt je Versuch', 'Versuchsentgelt', 'frais de tentative'],
  serviceFeePerCall: [
    'service fee per event',
    'Dienstentgelt je Anruf',
    'service par appel',
    'prix du service par appel',
  ],
  serviceFeePerMinute: ['Dienstentgelt je Minute', 'service par minute', 'prix du service par minute'],
  minimumCharge: ['Mindestentgelt', 'Mindestpreis', 'minimum de perception', 'montant minimal'],
  cap: ['price cap', 'maximum charge', 'Höchstbetrag', 'Höchstpreis', 'Preisobergrenze', 'plafond', 'montant maximal'],
  markupPercent: ['markup', 'Aufschlag', 'Aufschlag %', 'majoration', 'marge', 'marge %'],
  discountPercent: ['discount', 'discount %', 'Rabatt', 'Rabatt %', 'remise', 'remise %'],
  discountAmount: ['Nachlass', 'Abschlag', 'remise en montant'],
};

/** What a cell may say for one of our words, besides the word itself. */
const VALUES: Readonly<Partial<Record<PriceColumn, Readonly<Record<string, readonly string[]>>>>> = {
  service: {
    voice: ['Sprache', 'Telefonie', 'Telefon', 'Anruf', 'voix', 'téléphonie', 'appel', 'telephony', 'call', 'calls'],
    sms: ['Kurznachricht', 'message texte', 'text'],
    mms: ['Bildnachricht'],
    data: ['Daten', 'données', 'internet'],
    fax: ['Telefax', 'télécopie'],
    content: ['Inhalt', 'Mehrwert', 'contenu'],
    event: ['Ereignis', 'événement'],
  },
  direction: {
    outbound: ['out', 'outgoing', 'abgehend', 'ausgehend', 'sortant'],
    inbound: ['in', 'incoming', 'ankommend', 'eingehend', 'entrant'],
  },
  band: { any: ['all', 'always', 'alle', 'ganztags', 'immer', 'tous', 'toutes', 'toujours', '24x7', '24/7'] },
  per: {
    second: ['sec', 's', 'Sekunde', 'seconde'],
    minute: ['min', 'mn', 'minutes', 'Minuten'],
    hour: ['h', 'Stunde', 'heure'],
    byte: ['B', 'octet'],
    kB: ['KB', 'ko'],
    MB: ['Mo'],
    GB: ['Go'],
    KiB: ['Kio'],
    MiB: ['Mio'],
    GiB: ['Gio'],
    piece: ['Stück', 'pièce', 'unit', 'unité'],
    message: ['SMS', 'MMS', 'Nachricht'],
    page: ['Seite'],
    event: ['call', 'Anruf', 'Verbindung', 'appel', 'Ereignis', 'événement'],
  },
  stepMode: { slice: ['gestaffelt', 'par tranche'], total: ['gesamt', 'total'] },
  incrementOrigin: { step: ['Stufe', 'palier'], call: ['Anruf', 'appel'] },
};

const COLUMN_BY_WORD: ReadonlyMap<string, PriceColumn> = new Map([
  ...(Object.entries(HEADINGS) as [PriceColumn, readonly string[]][]).flatMap(([column, words]) =>
    words.map((word): [string, PriceColumn] => [plainWord(word), column]),
  ),
  ...PRICE_ROW_FIELDS.map((field): [string, PriceColumn] => [plainWord(field), field]),
]);

/** The column a heading names; undefined = not known. */
export function columnOf(heading: string): PriceColumn | undefined {
  return COLUMN_BY_WORD.get(plainWord(heading));
}

const VALUE_BY_WORD: ReadonlyMap<string, string> = new Map(
  (Object.entries(VALUES) as [PriceColumn, Readonly<Record<string, readonly string[]>>][]).flatMap(([column, words]) =>
    Object.entries(words).flatMap(([value, others]) =>
      [value, ...others].map((word): [string, string] => [`${column} ${word.toLowerCase()}`, value]),
    ),
  ),
);

/** Our word for what a cell of the column says; what is not known stays as it is, for the reader of rows to judge. */
export function wordOf(column: PriceColumn, cell: string): string {
  return VALUE_BY_WORD.get(`${column} ${cell.toLowerCase()}`) ?? cell;
}
