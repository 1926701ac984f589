/** A file of each kind that is read, from a seeded generator: records in order of time, each with numbers and ids of its own. */
import { type Random, seededRandom } from '../../demo/random.ts';
import { cdrFile, packetRecord, roamingCall, roamingFile } from './binaryFiles.ts';
import { type Moment, momentOf } from './moment.ts';
import { recordPieces } from './recordFile.ts';

/** What reading is measured with. */
export interface RecordKind {
  readonly name: string;
  /** Preset it is read with. */
  readonly format: string;
  readonly zone: string;
  readonly country: string;
  readonly content: (records: number) => Buffer;
}

const MONTH = '2026-09';
const CUSTOMERS = 20_000;
/** One record of a text file. */
type TextRecord = (moment: Moment, random: Random) => string;

/** A file of texts between a beginning and an end. */
function textFile(kind: string, record: TextRecord, head = '', tail = '', between = ''): RecordKind['content'] {
  return (records) => {
    const random = seededRandom(`bench/${kind}`);
    const pieces = [Buffer.from(head)];
    let text = '';
    for (let nth = 0; nth < records; nth++) {
      text += (nth === 0 ? '' : between) + record(momentOf(nth), random);
      if (text.length < 1_048_576 && nth < records - 1) continue;
      pieces.push(Buffer.from(text));
      text = '';
    }
    return Buffer.concat([...pieces, Buffer.from(tail)]);
  };
}

const generated = (source: 'atlantique' | 'asterisk') => (records: number) =>
  Buffer.concat([...recordPieces({ source, month: MONTH, records, customers: CUSTOMERS })]);

const clock = (iso: string) => iso.slice(11);
const german = (random: Random) => `0${random.pick(['30', '40', '151', '171'])}${random.digits(8)}`;
const french = (random: Random) => `0033${random.between(1, 7)}${random.digits(8)}`;

const fixed: TextRecord = ({ nth, iso }, random) => {
  const day = nth % 100_000 === 0 ? `${iso.slice(5, 7)}/${iso.slice(8, 10)}\r\n` : '';
  const length = `${random.below(2)}${String(random.below(60)).padStart(2, '0')}${random.below(10)}`;
  const parties = `${german(random).padStart(15)}${String(4000 + random.below(900)).padStart(5)}`;
  return `${day}   ${clock(iso).replace(':', '').slice(0, 4)}${length}7      ${parties}${random.digits(4).padEnd(15)}  001\r\n`;
};

const pattern: TextRecord = ({ iso }, random) => {
  const time = `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(2, 4)} ${clock(iso).slice(0, 5)}`;
  const talk = `00:${String(random.below(60)).padStart(2, '0')}'${String(random.below(60)).padStart(2, '0')}`;
  return `${time}    ${1000 + random.below(900)} ${random.digits(2)} ${german(random).padEnd(31)} ${talk} ${random.digits(6)}\r\n`;
};

/** The end of a session that began unseen: nothing has to be gathered, so reading is what is measured. */
const pairs: TextRecord = ({ nth, epochS }, random) =>
  `Tue Sep  1 10:00:00 2026
\tUser-Name = "kunde${random.below(CUSTOMERS)}@example.org"
\tNAS-IP-Address = 192.0.2.10
\tNAS-Port = ${random.below(65_536)}
\tService-Type = Framed-User
\tFramed-Protocol = PPP
\tFramed-IP-Address = 198.51.100.${random.below(256)}
\tCalling-Station-Id = "4915${random.digits(9)}"
\tCalled-Station-Id = "internet"
\tAcct-Session-Id = "${nth.toString(16).padStart(8, '0')}"
\tAcct-Unique-Session-Id = "${nth.toString(16).padStart(8, '0')}${random.next().toString(16).padStart(8, '0')}"
\tAcct-Status-Type = Stop
\tAcct-Session-Time = ${random.below(7200)}
\tAcct-Input-Octets = ${random.below(4_000_000_000)}
\tAcct-Output-Octets = ${random.below(4_000_000_000)}
\tAcct-Terminate-Cause = User-Request
\tTimestamp = ${epochS}

`;

/** The widths of Alcatel's ticket. */
const DESCRIBED = [
  ...(['TicketVersion,1,5,L', 'CalledNumber,6,31,L', 'ChargedNumber,32,51,L', 'ChargedUserName,52,71,L'] as const),
  ...(['ChargedCostCenter,72,81,L', 'CallType,82,83,L', 'EndDateTime,84,100,L', 'Duration,101,110,L'] as const),
  ...(['EffectiveCallDuration,111,120,L', 'CallReference,121,130,L'] as const),
];

const described: TextRecord = ({ nth, iso }, random) => {
  const talk = String(1 + random.below(600));
  return [
    'ED5.2',
    german(random).padEnd(26),
    String(4000 + random.below(900)).padEnd(20),
    ''.padEnd(20),
    `KS ${random.below(90)}`.padEnd(10),
    '0 ',
    `${iso.slice(0, 10).replaceAll('-', '')} ${clock(iso)}`,
    talk.padEnd(10),
    talk.padEnd(10),
    `${String(nth).padEnd(10)}\n`,
  ].join('');
};

const json: TextRecord = ({ nth, iso }, random) => {
  const called = french(random);
  const price = random.below(5000);
  return JSON.stringify({
    consumptionId: 900_000_000 + nth,
    creationDatetime: `${iso}+02:00`,
    duration: 1 + random.below(600),
    calling: french(random),
    called,
    dialed: called.replace('0033', '0'),
    designation: random.pick(['France mobile', 'Numéro spécial', 'Paris']),
    countrySuffix: 'fr',
    destinationType: 'mobile',
    planType: 'outplan',
    wayType: 'outgoing',
    priceWithoutTax: { currencyCode: 'EUR', value: price / 10_000, text: `${(price / 10_000).toFixed(4)} €` },
    hangupNature: 'NORMAL_CLEARING',
  });
};

const element = (name: string, text: string | number) => `<${name}>${text}</${name}>`;

const xml: TextRecord = ({ nth, epochS }, random) => {
  const talkMs = 1000 * (1 + random.below(600));
  const called = french(random);
  const variables = [
    element('uuid', `${nth.toString(16).padStart(8, '0')}-${random.next().toString(16).padStart(8, '0')}`),
    element('sofia_profile_name', 'internal'),
    element('bridge_channel', `sofia/external/${called}%40carrier`),
    element('accountcode', `kunde%20${random.below(CUSTOMERS)}`),
    element('start_uepoch', `${epochS}${random.digits(6)}`),
    element('answer_epoch', epochS + 3),
    element('end_uepoch', `${epochS + 3 + talkMs / 1000}${random.digits(6)}`),
    element('billmsec', talkMs),
    element('mduration', talkMs + 3000),
    element('hangup_cause', 'NORMAL_CLEARING'),
    element('read_codec', 'PCMA'),
    element('remote_media_ip', '192.0.2.33'),
  ].join('');
  const flow = element('caller_id_number', `%2B33${random.digits(9)}`) + element('destination_number', called);
  return `<cdr core-uuid="c0"><channel_data><state>CS_REPORTING</state><direction>inbound</direction></channel_data><variables>${variables}</variables><callflow><caller_profile>${flow}</caller_profile></callflow></cdr>\n`;
};

const GERMANY = { zone: 'Europe/Berlin', country: 'DE' };
const FRANCE = { zone: 'Europe/Paris', country: 'FR' };

/** The kinds of readers, those of delimited text first. */
export const RECORD_KINDS: readonly RecordKind[] = [
  { name: 'carrier CSV', format: 'french-carrier-csv', ...FRANCE, content: generated('atlantique') },
  { name: 'Asterisk', format: 'asterisk-master-csv', ...GERMANY, content: generated('asterisk') },
  { name: 'fixed', format: 'avaya-cm-teleseer', ...GERMANY, content: textFile('fixed', fixed, '09/01\r\n') },
  {
    name: 'self-describing',
    format: 'alcatel-oxe-file',
    ...GERMANY,
    content: textFile('described', described, `#${DESCRIBED.join(',')},\n`),
  },
  { name: 'pattern', format: 'panasonic-kx-pattern-a', ...GERMANY, content: textFile('pattern', pattern) },
  { name: 'pairs', format: 'radius-detail', ...GERMANY, content: textFile('pairs', pairs) },
  { name: 'JSON', format: 'ovh-voice-json', ...FRANCE, content: textFile('json', json, '[\n', '\n]\n', ',\n') },
  {
    name: 'XML',
    format: 'freeswitch-xml',
    ...FRANCE,
    content: textFile('xml', xml, '<?xml version="1.0"?>\n<cdrs>\n', '</cdrs>\n'),
  },
  {
    name: 'BER (TAP3)',
    format: 'tap3',
    ...GERMANY,
    content: (records) => roamingFile(binaryRecords('tap3', records, roamingCall)),
  },
  {
    name: 'TS 32.297',
    format: '3gpp-packet-cdr',
    ...GERMANY,
    content: (records) => cdrFile(binaryRecords('packet', records, packetRecord)),
  },
];

function binaryRecords(
  kind: string,
  records: number,
  record: (moment: Moment, random: Random) => Buffer,
): readonly Buffer[] {
  const random = seededRandom(`bench/${kind}`);
  return Array.from({ length: records }, (_, nth) => record(momentOf(nth), random));
}
