/** Plausible layouts of carriers that publish none (Sewan, OpenIP, Networth), and of others in six languages. All of it is invented. */
import {
  amount,
  type Call,
  callee,
  caller,
  clock,
  FRANCE,
  GERMANY,
  type Layout,
  NUMBER,
  TIME,
  table,
} from './layouts.ts';

const fr = { country: FRANCE, lists: 'all', tells: { cost: true, id: true } } as const;
const de = { country: GERMANY, lists: 'all', tells: { cost: true, id: true } } as const;
const plus = NUMBER.plus(FRANCE);
const bare = NUMBER.bare(FRANCE);
const word = (call: Call, out: string, into: string) => (call.direction === 'outbound' ? out : into);
const quoted = (cells: readonly string[]) => cells.map((cell) => `"${cell}"`);

const SEWAN: readonly Layout[] = [
  {
    ...fr,
    source: 'Sewan',
    name: 'monthly, buy and public price, cp1252',
    charset: 'windows-1252',
    write: (calls) =>
      table(
        ';',
        [
          'Date et heure',
          'Numéro appelant',
          'Numéro appelé',
          'Durée (s)',
          'Sens',
          'Libellé destination',
          'Prix achat HT',
          'Prix public HT',
          'Client',
          'Identifiant',
        ],
        calls.map((c) => [
          `${TIME.dmy(c.localMs)} ${TIME.hms(c.localMs)}`,
          bare(caller(c)),
          bare(callee(c)),
          String(c.seconds),
          word(c, 'Sortant', 'Entrant'),
          word(c, 'France mobile', ''),
          amount(c.costMicro, ','),
          amount(c.costMicro * 3, ','),
          'CL-20418',
          c.id,
        ]),
      ),
  },
  {
    ...fr,
    source: 'Sewan',
    name: 'daily, date and time apart, quoted, title lines',
    write: (calls) =>
      `"Détail des communications"\r\n"Période";"09/2026"\r\n\r\n${table(
        ';',
        quoted(['Date', 'Heure', 'Ligne', 'Correspondant', 'Type', 'Durée', 'Montant HT (€)', 'Référence']),
        calls.map((c) =>
          quoted([
            TIME.dmy(c.localMs),
            TIME.hms(c.localMs),
            NUMBER.national(c.own),
            NUMBER.national(c.other),
            word(c, 'Émis', 'Reçu'),
            clock(c.seconds),
            amount(c.costMicro, ','),
            c.id,
          ]),
        ),
      )}`,
  },
  {
    ...fr,
    source: 'Sewan',
    name: 'outgoing only, UTF-8 with mark, totals at the end',
    lists: 'outbound',
    bom: true,
    tells: { cost: true, id: false },
    write: (calls) =>
      `${table(
        ';',
        ["Date d'appel", "Heure d'appel", 'SDA', 'N° appelé', 'Destination', 'Durée facturée', 'Coût HT'],
        calls.map((c) => [
          TIME.dmy(c.localMs),
          TIME.hms(c.localMs),
          NUMBER.spaced(c.own),
          NUMBER.spaced(c.other),
          'Mobile Orange',
          String(c.seconds),
          `${amount(c.costMicro, ',')} €`,
        ]),
      )}Total;;;;;${calls.reduce((sum, c) => sum + c.seconds, 0)};99,12 €\r\n`,
  },
  {
    ...fr,
    source: 'Sewan',
    name: 'no header at all',
    lists: 'outbound',
    write: (calls) =>
      table(
        ';',
        null,
        calls.map((c) => [
          c.id,
          'TRK-7',
          `${TIME.ymd(c.localMs)} ${TIME.hms(c.localMs)}`,
          plus(c.own),
          plus(c.other),
          String(c.seconds),
          'FR-MOB',
          amount(c.costMicro, '.'),
        ]),
        '\n',
      ),
  },
];

const OPENIP: readonly Layout[] = [
  {
    ...fr,
    source: 'OpenIP',
    name: 'English words, comma, dots',
    write: (calls) =>
      table(
        ',',
        ['call_id', 'start_time', 'direction', 'src', 'dst', 'duration', 'billsec', 'price', 'currency'],
        calls.map((c) => [
          c.id,
          `${TIME.ymd(c.localMs)} ${TIME.hms(c.localMs)}`,
          word(c, 'out', 'in'),
          plus(caller(c)),
          plus(callee(c)),
          String(c.seconds + 6),
          String(c.seconds),
          amount(c.costMicro, '.'),
          'EUR',
        ]),
        '\n',
      ),
  },
  {
    ...fr,
    source: 'OpenIP',
    name: 'tabs, start and end, no duration',
    tells: { cost: false, id: true },
    write: (calls) =>
      table(
        '\t',
        ['Identifiant appel', 'Début', 'Fin', 'Appelant', 'Appelé', 'Sens'],
        calls.map((c) => [
          c.id,
          `${TIME.dmy(c.localMs)} ${TIME.hms(c.localMs)}`,
          `${TIME.dmy(c.localMs + c.seconds * 1000)} ${TIME.hms(c.localMs + c.seconds * 1000)}`,
          NUMBER.national(caller(c)),
          NUMBER.national(callee(c)),
          word(c, 'S', 'E'),
        ]),
      ),
  },
  {
    ...fr,
    source: 'OpenIP',
    name: 'JSON lines, UTC',
    utc: true,
    write: (calls) =>
      calls
        .map((c) =>
          JSON.stringify({
            uuid: c.id,
            startTime: new Date(c.localMs).toISOString(),
            direction: word(c, 'OUTBOUND', 'INBOUND'),
            from: { number: plus(caller(c)), name: 'Accueil' },
            to: { number: plus(callee(c)) },
            durationSeconds: c.seconds,
            charge: { amount: amount(c.costMicro, '.'), currency: 'EUR' },
          }),
        )
        .join('\n'),
  },
  {
    ...fr,
    source: 'OpenIP',
    name: 'XML',
    write: (calls) =>
      `<?xml version="1.0" encoding="UTF-8"?>\n<export periode="2026-09"><appels>${calls
        .map(
          (c) =>
            `<appel id="${c.id}"><debut>${TIME.ymd(c.localMs)}T${TIME.hms(c.localMs)}</debut><appelant>${plus(caller(c))}</appelant><appele>${plus(callee(c))}</appele><duree>${c.seconds}</duree><sens>${word(c, 'sortant', 'entrant')}</sens><montant>${amount(c.costMicro, '.')}</montant></appel>`,
        )
        .join('\n')}</appels></export>\n`,
  },
];

const NETWORTH: readonly Layout[] = [
  {
    ...fr,
    source: 'Networth',
    name: 'pipes, compact stamps, seconds, micro prices',
    write: (calls) =>
      table(
        '|',
        ['ID_CDR', 'HORODATAGE', 'ND_APPELANT', 'ND_APPELE', 'DUREE_SEC', 'SENS', 'PRIX_HT', 'ZONE'],
        calls.map((c) => [
          c.id,
          TIME.compact(c.localMs),
          NUMBER.zeros(FRANCE)(caller(c)),
          NUMBER.zeros(FRANCE)(callee(c)),
          String(c.seconds),
          word(c, 'SORTANT', 'ENTRANT'),
          amount(c.costMicro, ',', 6),
          'ZN1',
        ]),
        '\n',
      ),
  },
  {
    ...fr,
    source: 'Networth',
    name: 'nested JSON with services',
    write: (calls) =>
      JSON.stringify({
        page: 1,
        total: calls.length,
        data: {
          cdrs: calls.map((c) => ({
            id_cdr: c.id,
            date: `${TIME.ymd(c.localMs)} ${TIME.hms(c.localMs)}`,
            event_type: 'voice_call',
            way: word(c, 'outgoing', 'incoming'),
            caller_number: plus(caller(c)),
            called_number: plus(callee(c)),
            duration: c.seconds,
            price: amount(c.costMicro, '.'),
          })),
        },
      }),
  },
  {
    ...fr,
    source: 'Networth',
    name: 'columns by place under a heading',
    tells: { cost: true, id: false },
    write: (calls) => {
      const row = (cells: readonly string[]) =>
        cells
          .map((cell, n) => cell.padEnd([12, 10, 18, 18, 10, 10, 10][n]!))
          .join('')
          .trimEnd();
      const head = row(['Date', 'Heure', 'Appelant', 'Appele', 'Sens', 'Duree', 'Montant']);
      return `${head}\n${'-'.repeat(88)}\n${calls
        .map((c) =>
          row([
            TIME.dmy(c.localMs),
            TIME.hms(c.localMs),
            NUMBER.national(caller(c)),
            NUMBER.national(callee(c)),
            word(c, 'Sortant', 'Entrant'),
            String(c.seconds),
            amount(c.costMicro, ','),
          ]),
        )
        .join('\n')}\n`;
    },
  },
  {
    ...fr,
    source: 'Networth',
    name: 'no header, date first, UTF-16',
    lists: 'outbound',
    charset: 'utf-16le',
    bom: true,
    tells: { cost: true, id: false },
    write: (calls) =>
      table(
        ';',
        null,
        calls.map((c) => [
          TIME.dmy(c.localMs),
          TIME.hms(c.localMs),
          NUMBER.national(c.own),
          NUMBER.national(c.other),
          String(c.seconds),
          amount(c.costMicro, ','),
        ]),
      ),
  },
];

const OTHERS: readonly Layout[] = [
  {
    ...de,
    source: 'German carrier',
    name: 'German words, minutes as h:mm:ss, cp1252',
    charset: 'windows-1252',
    write: (calls) =>
      table(
        ';',
        [
          'Verbindungs-ID',
          'Datum',
          'Uhrzeit',
          'Rufnummer',
          'Zielrufnummer',
          'Dauer',
          'Nettobetrag',
          'Bruttobetrag',
          'Tarifzone',
        ],
        calls.map((c) => [
          c.id,
          TIME.dmy(c.localMs, '.'),
          TIME.hms(c.localMs),
          NUMBER.national(c.own),
          NUMBER.national(c.other),
          clock(c.seconds),
          amount(c.costMicro, ','),
          amount(c.costMicro * 1.19, ','),
          'Fern',
        ]),
      ),
    lists: 'outbound',
  },
  {
    ...de,
    source: 'German carrier',
    name: 'Richtung, Gegenstelle, cp850',
    charset: 'cp850',
    tells: { cost: false, id: false },
    write: (calls) =>
      table(
        ';',
        ['Gesprächsbeginn', 'Eigene Rufnummer', 'Gegenstelle', 'Richtung', 'Gesprächsdauer (Sek.)'],
        calls.map((c) => [
          `${TIME.dmy(c.localMs, '.')} ${TIME.hms(c.localMs)}`,
          NUMBER.national(c.own),
          NUMBER.national(c.other),
          word(c, 'Abgehend', 'Ankommend'),
          String(c.seconds),
        ]),
      ),
  },
  {
    ...de,
    source: 'Spanish carrier',
    name: 'Spanish words',
    tells: { cost: true, id: false },
    write: (calls) =>
      table(
        ';',
        ['Fecha y hora', 'Número origen', 'Número destino', 'Sentido', 'Duración (segundos)', 'Importe'],
        calls.map((c) => [
          `${TIME.dmy(c.localMs)} ${TIME.hms(c.localMs)}`,
          NUMBER.plus(GERMANY)(caller(c)),
          NUMBER.plus(GERMANY)(callee(c)),
          word(c, 'Saliente', 'Entrante'),
          String(c.seconds),
          amount(c.costMicro, ','),
        ]),
      ),
  },
  {
    ...de,
    source: 'Italian carrier',
    name: 'Italian words',
    tells: { cost: true, id: false },
    write: (calls) =>
      table(
        ';',
        ['Data', 'Ora', 'Numero chiamante', 'Numero chiamato', 'Direzione', 'Durata (sec)', 'Costo'],
        calls.map((c) => [
          TIME.dmy(c.localMs),
          TIME.hms(c.localMs),
          NUMBER.zeros(GERMANY)(caller(c)),
          NUMBER.zeros(GERMANY)(callee(c)),
          word(c, 'Uscente', 'Entrante'),
          String(c.seconds),
          amount(c.costMicro, ','),
        ]),
      ),
  },
  {
    ...de,
    source: 'Dutch carrier',
    name: 'Dutch words',
    tells: { cost: true, id: false },
    write: (calls) =>
      table(
        ';',
        ['Datum', 'Tijd', 'Van', 'Naar', 'Richting', 'Duur (sec)', 'Bedrag'],
        calls.map((c) => [
          TIME.dmy(c.localMs, '-'),
          TIME.hms(c.localMs),
          NUMBER.plus(GERMANY)(caller(c)),
          NUMBER.plus(GERMANY)(callee(c)),
          word(c, 'Uitgaand', 'Inkomend'),
          String(c.seconds),
          amount(c.costMicro, ','),
        ]),
      ),
  },
  {
    ...de,
    source: 'English carrier',
    name: 'unix milliseconds, durations in milliseconds',
    utc: true,
    write: (calls) =>
      table(
        ',',
        ['record_id', 'start_epoch', 'end_epoch', 'caller', 'callee', 'call_direction', 'talk_time', 'cost'],
        calls.map((c) => [
          c.id,
          String(c.localMs),
          String(c.localMs + c.seconds * 1000),
          NUMBER.bare(GERMANY)(caller(c)),
          NUMBER.bare(GERMANY)(callee(c)),
          word(c, 'outbound', 'inbound'),
          String(c.seconds * 1000),
          amount(c.costMicro, '.'),
        ]),
        '\n',
      ),
  },
];

export const NAMED_LAYOUTS = { sewan: SEWAN, openip: OPENIP, networth: NETWORTH } as const;
export const LAYOUTS: readonly Layout[] = [...SEWAN, ...OPENIP, ...NETWORTH, ...OTHERS];
