import { plainWord } from '#catalog';

/** The words by which carriers head the columns of their invoices, in German, French and English. */

/** What a column of a carrier's invoice can be. */
export const CARRIER_COLUMNS = [
  'invoiceNumber',
  'issuedOn',
  'currency',
  'account',
  'destination',
  'service',
  'reference',
  'description',
  'from',
  'to',
  'month',
  'calls',
  'minutes',
  'seconds',
  'duration',
  'quantity',
  'unit',
  'unitPrice',
  'amount',
  'taxPercent',
  'tax',
  'gross',
] as const;
export type CarrierColumn = (typeof CARRIER_COLUMNS)[number];

const HEADINGS: Readonly<Record<CarrierColumn, readonly string[]>> = {
  invoiceNumber: [
    ...['invoice number', 'invoice no', 'invoice', 'invoice id', 'bill number', 'Rechnungsnummer', 'Rechnungsnr'],
    ...['Rechnung', 'Beleg', 'Belegnummer', 'numéro de facture', 'n° facture', 'facture', 'no facture', 'num facture'],
  ],
  issuedOn: [
    ...['invoice date', 'bill date', 'issue date', 'Rechnungsdatum', 'Belegdatum', 'date de facture', 'date facture'],
    'date de facturation',
  ],
  currency: ['Währung', 'devise', 'monnaie', 'curr'],
  account: [
    ...['number', 'phone number', 'telephone number', 'calling number', 'caller', 'cli', 'a number', 'msisdn', 'line'],
    ...[
      'subscriber',
      'service number',
      'line number',
      'ddi',
      'trunk',
      'trunk id',
      'account',
      'account id',
      'sub account',
    ],
    ...['Rufnummer', 'Telefonnummer', 'Anschluss', 'Anschlussnummer', 'Teilnehmer', 'A-Rufnummer', 'A-Nummer', 'Konto'],
    ...['Kennung', 'Durchwahl', 'Teilnehmernummer', 'Stammnummer', 'Rufnummer Anrufer', 'Nebenstelle'],
    ...[
      'numéro',
      'numéro de ligne',
      'ligne',
      'numéro appelant',
      'appelant',
      'compte',
      'abonné',
      'nd',
      'sda',
      'trunk sip',
    ],
    'numéro de téléphone',
  ],
  destination: [
    ...['destination name', 'destination code', 'country', 'zone', 'route', 'rate zone', 'area', 'call destination'],
    ...[
      'Ziel',
      'Zielgebiet',
      'Zielland',
      'Zielzone',
      'Zielname',
      'Tarifzone',
      'Verbindungsziel',
      'Verkehrsziel',
      'Land',
    ],
    ...['pays', 'destination appel', 'zone tarifaire', 'nom de destination', 'direction appel'],
  ],
  service: [
    ...[
      'service type',
      'call type',
      'traffic type',
      'usage type',
      'Dienst',
      'Dienstart',
      'Verbindungsart',
      'Verkehrsart',
    ],
    ...['type de service', "type d'appel", 'type de trafic', 'nature'],
  ],
  reference: [
    ...['product code', 'article', 'article number', 'item', 'item code', 'sku', 'product', 'Artikel', 'Artikelnummer'],
    ...['Artikelnr', 'Produkt', 'Produktnummer', 'Leistungsnummer', 'référence', 'référence produit', 'code produit'],
    ...['produit', 'code article'],
  ],
  description: [
    ...['text', 'item description', 'line description', 'charge', 'charge description', 'Beschreibung', 'Bezeichnung'],
    ...[
      'Text',
      'Leistung',
      'Position',
      'Leistungsbeschreibung',
      'désignation',
      'libellé',
      'description ligne',
      'prestation',
    ],
  ],
  from: [
    ...['date from', 'start date', 'period start', 'start', 'begin', 'von', 'Beginn', 'Zeitraum von', 'Leistung von'],
    ...['Startdatum', 'ab', 'du', 'début', 'date de début', 'période du', 'valid from', 'gültig ab'],
  ],
  to: [
    ...['date to', 'end date', 'period end', 'end', 'until', 'bis', 'Ende', 'Zeitraum bis', 'Leistung bis', 'Enddatum'],
    ...['au', 'fin', 'date de fin', 'période au'],
  ],
  month: [
    ...['billing month', 'period', 'billing period', 'usage month', 'Monat', 'Abrechnungsmonat', 'Zeitraum'],
    ...['Abrechnungszeitraum', 'mois', 'période', 'mois de facturation', 'période de facturation'],
  ],
  calls: [
    ...['number of calls', 'call count', 'total calls', 'connections', 'events', 'count', 'Anrufe', 'Verbindungen'],
    ...['Anzahl', 'Anzahl Verbindungen', 'Anzahl Anrufe', 'Anzahl Gespräche', 'Gespräche', 'appels', "nombre d'appels"],
    ...['nb appels', 'nb d appels', 'nombre de communications', 'communications'],
  ],
  minutes: [
    ...['min', 'mins', 'total minutes', 'billed minutes', 'number of minutes', 'Minuten', 'Anzahl Minuten'],
    ...['Gesprächsminuten', 'Verbindungsminuten', 'nombre de minutes', 'minutes facturées', 'duration minutes'],
    ...[
      'durée en minutes',
      'Dauer in Minuten',
      'Dauer Minuten',
      'durée minutes',
      'duration min',
      'durée min',
      'Dauer Min',
    ],
  ],
  seconds: [
    ...[
      'sec',
      'secs',
      'total seconds',
      'billed seconds',
      'Sekunden',
      'Dauer in Sekunden',
      'Dauer Sekunden',
      'Dauer Sek',
    ],
    ...['secondes', 'nombre de secondes', 'durée en secondes', 'durée secondes', 'duration seconds', 'duration sec'],
    'durée sec',
  ],
  duration: [
    ...['total duration', 'billed duration', 'call duration', 'time', 'Dauer', 'Gesamtdauer', 'Gesprächsdauer'],
    ...['Verbindungsdauer', 'durée', 'durée totale', 'durée facturée', 'temps'],
  ],
  quantity: [...['qty', 'volume', 'Menge', 'Stück', 'Stückzahl', 'Volumen', 'quantité', 'qté'], 'nombre'],
  unit: ['uom', 'unit of measure', 'Einheit', 'Mengeneinheit', 'ME', 'unité', 'unité de mesure'],
  unitPrice: [
    ...['price', 'rate', 'tariff', 'unit rate', 'price per minute', 'price per unit', 'rate per minute', 'Preis'],
    ...['Einzelpreis', 'Stückpreis', 'Minutenpreis', 'Tarif', 'Preis pro Minute', 'Preis je Minute', 'E-Preis', 'prix'],
    ...['prix unitaire', 'prix à la minute', 'prix par minute', 'tarif', 'PU', 'PU HT', 'prix unitaire HT'],
  ],
  amount: [
    ...['net amount', 'net', 'total', 'cost', 'net total', 'line total', 'amount net', 'charge amount', 'total net'],
    ...['total cost', 'value', 'amount excl vat', 'amount excl tax', 'total excl vat'],
    ...['Betrag', 'Nettobetrag', 'netto', 'Summe', 'Gesamt', 'Gesamtpreis', 'Betrag netto', 'Summe netto', 'Kosten'],
    ...['Gesamtbetrag netto', 'Entgelt', 'montant', 'montant HT', 'total HT', 'HT', 'coût', 'montant net', 'prix HT'],
    'prix total HT',
  ],
  taxPercent: [
    ...['vat rate', 'vat percent', 'tax rate', 'vat', 'tax percent', 'USt-Satz', 'MwSt-Satz', 'Steuersatz', 'USt'],
    ...['MwSt', 'MwSt %', 'taux TVA', 'TVA', 'TVA %', 'taux de TVA'],
  ],
  tax: [
    ...['vat amount', 'tax amount', 'tax', 'USt-Betrag', 'MwSt-Betrag', 'Steuerbetrag', 'Steuer', 'montant TVA'],
    'montant de la TVA',
  ],
  gross: [
    ...['gross amount', 'gross', 'amount incl vat', 'total incl vat', 'Bruttobetrag', 'brutto', 'Betrag brutto'],
    ...['Summe brutto', 'montant TTC', 'total TTC', 'TTC', 'brut'],
  ],
};

const COLUMN_BY_WORD: ReadonlyMap<string, CarrierColumn> = new Map([
  ...CARRIER_COLUMNS.flatMap((column) =>
    HEADINGS[column].map((word): [string, CarrierColumn] => [plainWord(word), column]),
  ),
  ...CARRIER_COLUMNS.map((column): [string, CarrierColumn] => [plainWord(column), column]),
]);

/** What a heading names; undefined = not known. `Duration (min)` and the like say their unit in brackets. */
export function carrierColumnOf(heading: string): CarrierColumn | undefined {
  const column = COLUMN_BY_WORD.get(plainWord(heading));
  if (column !== 'duration' && column !== 'quantity') return column;
  const unit = /[([]\s*(\p{L}+)\.?\s*[)\]]/u.exec(heading)?.[1];
  const told = unit === undefined ? undefined : COLUMN_BY_WORD.get(plainWord(unit));
  return told === 'minutes' || told === 'seconds' ? told : column;
}

/** Heading (`plainWord`) → column, or '' for none: what people said. */
export type ChosenColumns = Readonly<Record<string, string>>;

/** What a heading is taken for: as people said, else by its words. */
export function columnFor(heading: string, chosen: ChosenColumns): CarrierColumn | undefined {
  const word = plainWord(heading);
  if (!Object.hasOwn(chosen, word)) return carrierColumnOf(heading);
  return CARRIER_COLUMNS.find((column) => column === chosen[word]);
}

/** Where nothing is known, the cut into more columns is the likelier one; never as good as one known. */
const COLUMN_WEIGHT = 1 / 1_000;

/** How many columns of a heading are known: tells which line is one, and which way of cutting a text file is right. */
export function knownHeadings(table: readonly (readonly string[])[], chosen: ChosenColumns): number {
  const heading = carrierHeading(table, chosen);
  if (heading === null) return 0;
  return heading.known || Math.min(table[heading.line]?.length ?? 0, 500) * COLUMN_WEIGHT;
}

/** A heading is looked for in so many lines: letterheads come first. */
const HEADING_LINES = 40;

/** The line that heads the table, from 0, and how many of its columns are known; 0 of the first line that may be one; null without any. */
export function carrierHeading(
  table: readonly (readonly string[])[],
  chosen: ChosenColumns,
): { readonly line: number; readonly known: number } | null {
  let best: { line: number; known: number } | null = null;
  for (const [line, cells] of table.slice(0, HEADING_LINES).entries()) {
    if (cells.filter((cell) => cell.trim() !== '').length < 2) continue;
    const columns = cells.map((cell) => columnFor(cell, chosen)).filter((column) => column !== undefined);
    const said = cells.some((cell) => Object.hasOwn(chosen, plainWord(cell)) && cell.trim() !== '');
    const distinct = new Set(columns).size;
    const known = distinct >= 2 || said ? distinct : 0;
    if (best === null || known > best.known) best = { line, known };
  }
  return best;
}
