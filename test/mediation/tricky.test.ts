/** The cases that go wrong elsewhere (section G of the reference), each in a file of our own; numbers are invented. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  compileFormat,
  detectFormat,
  FileReading,
  FORMATS,
  findFormat,
  type OutputRecord,
  outputRecord,
  type SourceSettings,
} from '#mediation';
import type { UsageRecord } from '#usage';

interface Place {
  readonly zone?: string;
  readonly country?: string;
  readonly settings?: SourceSettings;
  readonly arrival?: string;
}

function read(id: string, content: string | Buffer, place: Place = {}) {
  const format = findFormat(id);
  assert.ok(format !== undefined, id);
  const [sample] = format.samples;
  const source = {
    id: 1,
    zone: place.zone ?? sample!.zone,
    country: place.country ?? sample!.country,
    settings: place.settings ?? {},
  };
  const { compiled, findings } = compileFormat(format, source, undefined, true);
  assert.deepEqual(findings, []);
  const records: OutputRecord[] = [];
  const keys: string[] = [];
  const reading = new FileReading(
    compiled!,
    (record: UsageRecord, detail) => {
      records.push(outputRecord(record, detail!, 'EUR'));
      keys.push(`${record.dedupHi} ${record.dedupLo}`);
    },
    { name: 'file', arrivalMs: place.arrival === undefined ? null : Date.parse(place.arrival) },
  );
  reading.push(Buffer.from(content));
  reading.end();
  return { reading, records, keys, filtered: reading.filterCounts, codes: reading.rejects.map(({ code }) => code) };
}

const pick = <K extends keyof OutputRecord>(records: readonly OutputRecord[], ...names: readonly K[]) =>
  records.map((record) => names.map((name) => record[name]));

const csv = (...rows: readonly string[]) => rows.map((row) => `${row}\n`).join('');

test('1: one number written in four ways is one number', () => {
  const row = (called: string, n: number) =>
    `"9008","9008","${called}","default","2026-09-01 17:0${n}:00","2026-09-01 17:0${n}:05","2026-09-01 17:0${n}:35","35","30","NORMAL_CLEARING","e29ff0ae-e752-11e3-8bff-65b6c3cdac8${n}","","","",""`;
  const ways = ['0034612000701', '+34612000701', '34612000701', '00034612000701', '612000701'];
  const { records } = read('freeswitch-csv', csv(...ways.map(row)));
  assert.deepEqual(
    pick(records, 'bNumber'),
    ways.map(() => ['+34612000701']),
  );
});

const ASTERISK = (
  src: string,
  dst: string,
  channel: string,
  to: string,
  billsec: number,
  state: string,
  id: string,
  sequence: number,
) =>
  `"","${src}","${dst}","c","","${channel}","${to}","Dial","x","2026-09-01 09:20:00",${billsec > 0 ? '"2026-09-01 09:20:04"' : ''},"2026-09-01 09:21:00",60,${billsec},"${state}","DOCUMENTATION","${id}","","","${id}",${sequence}`;

test('2: of a ring group the telephone that answered counts; inner channels repeat the call', () => {
  const { records, filtered } = read(
    'asterisk-master-csv',
    csv(
      ASTERISK('+33199001234', '202', 'PJSIP/hansa-1', 'PJSIP/202-1', 30, 'ANSWERED', '17.1', 1),
      ASTERISK('+33199001234', '202', 'PJSIP/hansa-1', 'PJSIP/203-1', 0, 'NO ANSWER', '17.1', 2),
      ASTERISK('+33199001234', '202', 'PJSIP/hansa-1', 'PJSIP/204-1', 0, 'NO ANSWER', '17.1', 3),
      ASTERISK('201', '202', 'Local/202@x-1;2', 'PJSIP/202-3', 12, 'ANSWERED', '17.4', 4),
    ),
    { settings: { trunks: ['PJSIP/hansa-'] } },
  );
  assert.deepEqual(pick(records, 'direction', 'billableMs'), [['inbound', 30_000]]);
  assert.deepEqual(filtered, { unanswered: 2, localChannel: 1 });
});

test('3: bytes that are no UTF-8 in a caller’s name, and a byte order mark, cost no record', () => {
  const row = ASTERISK('201', '004033550100', 'PJSIP/201-1', 'PJSIP/hansa-2', 10, 'ANSWERED', '17.1', 1).replace(
    '"c",""',
    '"c","""M\u0000ller"" <201>"',
  );
  const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(csv(row))]);
  bytes[bytes.indexOf(0)] = 0xfc;
  const { records, codes } = read('asterisk-master-csv', bytes);
  assert.deepEqual([records.length, codes], [1, []]);
  assert.equal(detectFormat(bytes, FORMATS)[0]?.format.id, 'asterisk-master-csv');
});

test('4: quotes inside quotes, and the word NULL, are taken for what is meant', () => {
  const header =
    'calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,amaflags,accountcode,uniqueid,userfield,did';
  const row =
    '2026-09-01 09:15:00,""Anna" <1115>",1115,004033550801,office,PJSIP/1115-1,PJSIP/hansa-2,Dial,"PJSIP/x,60",126,120,ANSWERED,3,NULL,17.1,,';
  const { records } = read('asterisk-database-csv', csv(header, row), {
    settings: { trunks: ['PJSIP/hansa-'], outsideDigit: '0' },
  });
  assert.deepEqual(pick(records, 'aText', 'bNumber', 'account'), [['1115', '+494033550801', '1115']]);
});

test('5: a row that comes twice is one record; the same id with another cause is the same call; times may lack their seconds', () => {
  const row = (cause: string) =>
    `"9008","9008","+34612000701","public","2026/2/10 22:41","2026/2/10 22:41","2026/2/10 22:42","35","30","${cause}","e29ff0ae-e752-11e3-8bff-65b6c3cdac70","","","",""`;
  const { records, keys } = read(
    'freeswitch-csv',
    csv(row('NORMAL_CLEARING'), row('NORMAL_CLEARING'), row('USER_BUSY')),
  );
  assert.deepEqual([records.length, new Set(keys).size], [3, 1]);
  assert.equal(records[0]?.startAt, '2026-02-10T21:41:00.000Z');
});

const AUDIOCODES = (type: string, leg: string, tail: string) =>
  `10:36:14.064  192.0.2.1  local1.info[S = 129] |${type} |SBC |a1@192.0.2.2 |c6:22:625 |LCL |192.0.2.2 |5060 |192.0.2.3 |5060 |TCP |+494055502000@192.0.2.1 |x |015120002001@192.0.2.3 |x |30 |RMT |GWAPP_NORMAL_CALL_CLEAR |NORMAL_CALL_CLEAR |18:57:52.320  UTC Tue Sep 01 2026 |18:57:59.615  UTC Tue Sep 01 2026 |18:58:29.657  UTC Tue Sep 01 2026 |-1|||24|${leg}|SRD1|WAN|P|W|R|no|BYE||||Normal|2${tail}`;

test('6: columns come and go with versions, headers come again, and a collector writes before the record', () => {
  const settings = { carrierGroups: ['HANSA'], insideGroups: ['LAN'] };
  for (const tail of ['|', '', '|agent|']) {
    const { records, codes } = read(
      'audiocodes-sbc-syslog',
      csv(
        '10:35:36.653  192.0.2.1  local1.info[S = 121] |SBCReportType  |EPTyp  |SIPCallId |SessionId |Orig',
        AUDIOCODES('CALL_END', 'HANSA', tail),
      ),
      { settings },
    );
    assert.deepEqual([records.length, codes, records[0]?.billableMs], [1, [], 30_000], tail);
  }
});

test('7: INVITE and BYE are one call though the called party hung up; a BYE without INVITE waits for its file', () => {
  const { records, reading } = read(
    'kamailio-flatstore',
    csv(
      'INVITE|f1|t1|c1@192.0.2.1|200|OK|1788249600|+494055505001|x|192.0.2.9|015120005002|015120005002|x',
      'BYE|t1|f1|c1@192.0.2.1|200|OK|1788249661|015120005002|x|192.0.2.9|x|+494055505001|x',
      'BYE|t9|f9|c9@192.0.2.1|200|OK|1788249661|015120005002|x|192.0.2.9|x|+494055505001|x',
    ),
  );
  assert.deepEqual(pick(records, 'aNumber', 'billableMs', 'disposition'), [['+494055505001', 61_000, 'answered']]);
  assert.equal(reading.counts.waiting, 1);
});

const NL_HEAD =
  'HDR0001NLX     ABC                                     Voorbeeld B.V.                          NLX-20260902-41.CDR                     00004120260902100255                            ';
const NL_ROW =
  'CDR0000010  0 20260901181506250209990401         0040209990402                     004                                         000018009980010001ISDN  ';
const nlTrailer = (count: string, total: string) =>
  `TRL0001NLX     ABC                                     Voorbeeld B.V.                          NLX-20260902-41.CDR                     000041${count}${total}                      `;

test('8: a file whose trailer counts other records, or another length, is put aside whole', () => {
  const whole = read('nl-fixed-width', csv(NL_HEAD, NL_ROW, nlTrailer('00000001', '000000001800')));
  assert.equal(whole.reading.quarantine, null);
  assert.deepEqual(pick(whole.records, 'billableMs'), [[18_000]]);
  for (const [count, total] of [
    ['00000002', '000000001800'],
    ['00000001', '000000001900'],
  ] as const) {
    const { reading } = read('nl-fixed-width', csv(NL_HEAD, NL_ROW, nlTrailer(count, total)));
    assert.match(reading.quarantine?.code ?? '', /^mediation\.control/);
  }
});

test('9: hundredths of seconds, ticks, and UTC with its offset behind it', () => {
  const nl = read('nl-fixed-width', csv(NL_HEAD, NL_ROW, nlTrailer('00000001', '000000001800')));
  assert.equal(nl.records[0]?.startAt, '2026-09-01T16:15:06.250Z');
  const ticks = read(
    'ribbon-act',
    csv(
      'STOP,GW1,0x0000A1,51,GMT-05:00-Eastern Time(US),09/01/2026,10:15:20.5,1,2,300,09/01/2026,10:16:24.7,1,6123,16,VoIP,IP-TO-PSTN,acme,,2125550151,16505550152,,0,"a,b"',
    ),
  );
  assert.equal(ticks.records[0]?.billableMs, 61_230);
  const broad = read(
    'broadworks-csv',
    csv(
      '0000000002AS120260901080005.2471+020000,Hansa,Normal,+494055504001,+494055504000,Originating,+494055504001,,+4915120004002,20260901080005.247,1+020000,Yes,20260901080006.813,20260901080020.296,016,,,,Local,lo,,,,,,,,,,,,,,K4,,,,,,,,y,,,251:0,',
    ),
  );
  assert.deepEqual(pick(broad.records, 'startAt', 'billableMs'), [['2026-09-01T08:00:05.247Z', 13_483]]);
});

test('10: decimal comma and grouped thousands, nothing in a bundle, negative prices, pence', () => {
  const header = 'Date;Heure;Sens;Appelant;Appelé;Durée;Prix HT;Compte;Identifiant';
  const row = (price: string, id: string) => `01/09/2026;09:15:00;Sortant;0199001204;0639980011;60;${price};;${id}`;
  const { records } = read(
    'french-carrier-csv',
    csv(header, row('1 200,50 €', '1'), row('0', '2'), row('0,003483', '3')),
  );
  assert.deepEqual(
    records.map(({ cost }) => cost?.amount),
    ['1200.5', '0', '0.003483'],
  );
  const twilio = read(
    'twilio-calls-json',
    '{"sid":"CA02","start_time":"Tue, 01 Sep 2026 20:36:31 +0000","end_time":"Tue, 01 Sep 2026 20:37:31 +0000","from":"+12125550162","to":"+442079460163","status":"completed","direction":"outbound-dial","duration":"60","price":"-0.03000","price_unit":"USD"}',
  );
  assert.deepEqual(twilio.records[0]?.cost, { amount: '0.03', currency: 'USD' });
  const pence = read(
    'bch-inbound-csv',
    csv(
      'aDate,aTime,aDDI,aCLI,aSeconds,aTimeBand,aCost,bDate,bTime,bDDI,bType,bTypeID,bRingtime,bResult,bSeconds,bCost',
      '2026-09-01,09:00:00,08081570201,01632960202,75,D,1.25,,,,,,,,,',
    ),
  );
  assert.equal(pence.records[0]?.cost?.amount, '0.0125');
});

test('11: dates without a year at New Year, and ends instead of starts over midnight and the change of clocks', () => {
  const mitel = read(
    'mitel-mivoice-smdr',
    csv(
      '12/31 23:59:30 0000:01:00 2002 0004 0015120000601 A T12',
      '01/01 08:13:07 0000:00:15 2002 0004 0015120000601 A T12',
    ),
    {
      arrival: '2027-01-01T10:00:00Z',
      settings: { outsideDigit: '0' },
    },
  );
  assert.deepEqual(pick(mitel.records, 'startAt'), [['2026-12-31T22:59:30.000Z'], ['2027-01-01T07:13:07.000Z']]);
  const heading = ['  Date     Time    Ext CO        Dial Number        Ring Duration  Acc code  CD', '-'.repeat(80)];
  const panasonic = read(
    'panasonic-kx-pattern-a',
    csv(
      ...heading,
      "09/02/26 12:01AM  1200 01 015120000303                   00:02'05 4711",
      "10/25/26 03:30AM  1200 01 015120000303                   01:00'00 4711",
    ),
  );
  // One o'clock plus an hour of summer time: the call began in the hour that comes twice, the second time.
  assert.deepEqual(pick(panasonic.records, 'startAt', 'billableMs'), [
    ['2026-09-01T21:58:55.000Z', 125_000],
    ['2026-10-25T01:30:00.000Z', 3_600_000],
  ]);
});

test('12: the hour that comes twice is marked; an offset tells the two apart', () => {
  const header = 'Date;Heure;Sens;Appelant;Appelé;Durée;Prix HT;Compte;Identifiant';
  const local = read(
    'french-carrier-csv',
    csv(
      header,
      '25/10/2026;02:30:00;Sortant;0199001204;0639980011;60;0;;1',
      '25/10/2026;03:30:00;Sortant;0199001204;0639980011;60;0;;2',
    ),
  );
  assert.deepEqual(pick(local.records, 'startAt', 'warnings'), [
    ['2026-10-25T00:30:00.000Z', ['timeAmbiguous']],
    ['2026-10-25T02:30:00.000Z', []],
  ]);
  const call = (offset: string, id: number) =>
    `{"consumptionId":${id},"creationDatetime":"2026-10-25T02:30:00${offset}","duration":7,"calling":"0033199000051","called":"0033199000053","wayType":"outgoing","planType":"priceplan","destinationType":"landline"}`;
  const told = read('ovh-voice-json', `[${call('+02:00', 1)},${call('+01:00', 2)}]`);
  assert.deepEqual(pick(told.records, 'startAt', 'warnings'), [
    ['2026-10-25T00:30:00.000Z', []],
    ['2026-10-25T01:30:00.000Z', []],
  ]);
});

test('13: a call from outside that goes outside again is forwarded, and paid by the line that forwards', () => {
  const { records } = read(
    '3cx-csv',
    csv(
      'Call 104,0000017A00000004_14,00:01:00,2026/09/01 08:12:00,2026/09/01 08:12:05,2026/09/01 08:13:05,TerminatedBySrc,0199000023,Ext.610,10000,610,610,Fwd_NoAnswer,0032475000024,10001,,,,,"Chain",External,Internal,External,a,b,c,',
    ),
    { country: 'FR' },
  );
  assert.deepEqual(pick(records, 'direction', 'account', 'bNumber'), [['forwarded', '610', '+32475000024']]);
  const ovh = read(
    'ovh-voice-json',
    '{"consumptionId":4,"creationDatetime":"2026-09-01T10:00:00+02:00","duration":301,"calling":"0033612000052","called":"0033612000054","dialed":"0199000051","wayType":"transfer","planType":"outplan","destinationType":"mobile","priceWithoutTax":{"currencyCode":"EUR","value":0.3161}}',
  );
  assert.deepEqual(pick(ovh.records, 'direction', 'bNumber'), [['forwarded', '+33612000054']]);
});

test('14: of a freephone call the called number pays: two legs, two costs, one row', () => {
  const { records, keys } = read(
    'twt-nng-csv',
    csv(
      '40002;6000001;2026/09/01 10.32.29;800999311;0299950312;003902999503;3902;Italy Fixed;13;0,0011;0,0026;3902;Italy Fixed;3902;Italy Fixed',
    ),
  );
  assert.equal(records.length, 2);
  assert.deepEqual(records.map(({ cost }) => cost?.amount).sort(), ['0.0011', '0.0026']);
  assert.equal(new Set(keys).size, 2);
  const uk = read(
    'uk-standard-csv',
    csv(
      'I,0,+448081570110,07700900111,02/09/2026,14:00:01,61,,,Inbound freephone,C09,1,0.0410,0.0410,,,,,GAM,,S,GB,,,,,,3,R10,GBP,,,,,,,,,,,,',
    ),
  );
  assert.deepEqual(pick(uk.records, 'direction', 'bNumber'), [['inbound', '+448081570110']]);
});

test('15: segments of one call are billed once, all of them together', () => {
  const { records, reading } = read(
    'avaya-ip-office-smdr',
    csv(
      '2026/09/01 09:31:00,00:00:13,7,01632960102,I,299999,299999,,0,1000014201,1,E4750,John,T9002,LINE 1.2,11,0',
      '2026/09/01 09:31:00,00:00:21,0,01632960102,I,299999,299999,,0,1000014201,0,V9502,VM Channel 2,T9002,LINE 1.2,0,0',
    ),
  );
  assert.deepEqual(pick(records, 'billableMs', 'callGroupId'), [[34_000, '1000014201']]);
  assert.equal(reading.counts.joined, 1);
});

test('16: hidden digits are no number and no one else’s: records differ though their numbers look alike', () => {
  const header =
    'Call Date,Call From,Call To,Total Duration,Billable Duration,Answer Status,Billing Classification,Cost ex,Network,RWTS Account code,Customer Account Code,Originating Number';
  const row = (time: string) =>
    `01/09/2026 ${time},0255500XXX,6149157XXXX,154,144,ANSWERED,Mobile Calls,0.17,VoIP,trunk-1,,`;
  const { records, keys } = read('realworld-csv', csv(header, row('17:49:34'), row('17:49:35')));
  assert.equal(new Set(keys).size, 2);
  assert.deepEqual(pick(records, 'aNumber', 'aText', 'bText', 'warnings')[0], [
    null,
    '0255500XXX',
    '6149157XXXX',
    ['callingMasked', 'calledMasked'],
  ]);
});

test('17: a call inside that both sides report is one record', () => {
  const item = (id: string, direction: string) =>
    `{"Report ID":"${id}","Correlation ID":"c2","Start time":"2026-09-01T08:01:00.000Z","Answer time":"2026-09-01T08:01:05.000Z","Answered":"true","Duration":30,"Direction":"${direction}","Call type":"SIP_ENTERPRISE","Calling number":"1001","Called number":"1002","Redirecting number":"NA","User number":"NA"}`;
  const { records, filtered } = read(
    'webex-calling-cdr-feed',
    `{"items":[${item('r2', 'ORIGINATING')},${item('r3', 'TERMINATING')}]}`,
  );
  assert.deepEqual([records.length, filtered], [1, { otherSide: 1 }]);
});

test('18: what is no call is left out and counted: headings, log-ins, restarts, accounting on', () => {
  const panasonic = read(
    'panasonic-kx-pattern-a',
    csv(
      '  Date     Time    Ext CO        Dial Number        Ring Duration  Acc code  CD',
      '-'.repeat(80),
      '09/01/26 03:35PM  1234    LOG IN',
      '09/01/26 08:33AM  1234    In the office',
      "09/01/26 10:07AM  1200 01 <I>04055500302            0'05 00:01'05 9876543210",
    ),
  );
  assert.deepEqual([panasonic.records.length, panasonic.filtered, panasonic.codes], [1, { noCall: 2 }, []]);
  const ribbon = read(
    'ribbon-act',
    csv(
      'REBOOT,GW1,0x00000000,1,GMT-05:00-Eastern Time(US),09/01/2026,00:00:00.0',
      'ATTEMPT,GW1,0x0000A2,52,GMT-05:00-Eastern Time(US),09/01/2026,10:20:00.0,1,2,10:20:09.0,900,17,VoIP,IP-TO-PSTN,acme,,2125550151,16505550153',
    ),
  );
  assert.deepEqual([ribbon.records.length, ribbon.codes], [1, []]);
  assert.equal(ribbon.records[0]?.billableMs, 0);
});

test('19: TAP with indefinite lengths, blocks filled up with zeros, a trailing end of contents', () => {
  const sample = findFormat('tap3')!.samples[0]!;
  const bytes = Buffer.from(sample.content.replaceAll(/\s/g, ''), 'hex');
  const plain = read('tap3', bytes);
  assert.ok(plain.records.length > 0);
  const padded = read('tap3', Buffer.concat([bytes, Buffer.alloc(2048 - (bytes.length % 2048))]));
  assert.deepEqual(padded.records, plain.records);
  assert.equal(padded.reading.quarantine, null);
  const cut = read('tap3', bytes.subarray(0, bytes.length - 7));
  assert.notEqual(cut.reading.quarantine, null);
});

const RADIUS = (status: string, session: string, lines: readonly string[]) =>
  `Tue Sep  1 10:00:00 2026\n\tUser-Name = "kunde1@example.org"\n\tNAS-IP-Address = 192.0.2.10\n\tCalling-Station-Id = "491512000711"\n\tCalled-Station-Id = "internet"\n\tAcct-Session-Id = "${session}"\n\tAcct-Unique-Session-Id = "aa${session}"\n\tAcct-Status-Type = ${status}\n${lines.map((line) => `\t${line}\n`).join('')}\n`;

test('20: octets beyond 32 bits, counters that grow from part to part, a stop whose start was lost', () => {
  const { records } = read(
    'radius-detail',
    RADIUS('Start', '1', ['Timestamp = 1788249600']) +
      RADIUS('Interim-Update', '1', [
        'Acct-Session-Time = 3600',
        'Acct-Input-Octets = 1000',
        'Acct-Output-Octets = 4000000000',
        'Timestamp = 1788253200',
      ]) +
      RADIUS('Stop', '1', [
        'Acct-Session-Time = 7200',
        'Acct-Input-Octets = 2000',
        'Acct-Output-Octets = 100',
        'Acct-Output-Gigawords = 12',
        'Timestamp = 1788256800',
      ]) +
      RADIUS('Stop', '2', [
        'Acct-Session-Time = 60',
        'Acct-Input-Octets = 5',
        'Acct-Output-Octets = 6',
        'Timestamp = 1788258600',
      ]),
  );
  assert.deepEqual(pick(records, 'volume', 'billableMs'), [
    [12 * 2 ** 32 + 2100, 7_200_000],
    [11, 60_000],
  ]);
});

test('21: a record that is not final yet has no price and is told so by its id coming again', () => {
  const call = (price: string) =>
    `{"sid":"CA02","start_time":"Tue, 01 Sep 2026 20:36:31 +0000","end_time":"Tue, 01 Sep 2026 20:37:31 +0000","from":"+12125550162","to":"+442079460163","status":"completed","direction":"outbound-dial","duration":"60","price":${price},"price_unit":"USD"}`;
  const { records, keys } = read('twilio-calls-json', `${call('null')}\n${call('"-0.03000"')}\n`);
  assert.deepEqual(
    records.map(({ cost }) => cost?.amount ?? null),
    [null, '0.03'],
  );
  assert.equal(new Set(keys).size, 1);
  assert.equal(findFormat('twilio-calls-json')?.dedup.onConflict, 'keepLast');
});

test('22: a very long call in parts is one call of their sum', () => {
  const part = (n: number, seconds: number, state: string) =>
    `493023125410,00493023125412,DE-National,01.09.2026 19:${10 + n}:00,01.09.2026 19:00:00,1,${seconds},Peak,0.100000,990410,${state}`;
  const { records, reading } = read(
    'partial-csv-de',
    csv(part(0, 600, 'partial'), part(1, 600, 'partial'), part(2, 31, 'complete')),
  );
  assert.deepEqual(pick(records, 'billableMs'), [[1_231_000]]);
  assert.deepEqual(records[0]?.cost?.amount, '0.3');
  assert.equal(reading.counts.joined, 2);
});

test('23: ids that are not unique, and numbers of rows that begin again in every file, make nothing a duplicate', () => {
  const teams = (id: string) =>
    `{"id":"${id}","callId":"1@192.0.2.1","startDateTime":"2026-09-01T08:10:00Z","endDateTime":"2026-09-01T08:11:00Z","duration":60,"charge":0.1,"callType":"user_out","currency":"EUR","calleeNumber":"+4915120000903","connectionCharge":0,"callerNumber":"+494055500901"}`;
  const same = read('teams-pstn-calls', `{"value":[${teams('p1')},${teams('p2')}]}`);
  assert.equal(new Set(same.keys).size, 2);
  const header = 'N.;DataOra;Start;End;Durata Secondi;Prezzo in euro;Descrizione';
  const row = (day: string) =>
    `00001;${day}/09/2026 09.12.00;0299950331      ;+393499950332       ;0000011;0,003483;Cellulare`;
  const first = read('digitel-csv', csv(header, row('01')));
  const second = read('digitel-csv', csv(header, row('02')));
  assert.notDeepEqual(first.keys, second.keys);
});

test('24: a call answered for less than a second is a call; one answered by the system itself has no other end', () => {
  const { records } = read(
    'asterisk-master-csv',
    csv(
      ASTERISK('+33199001234', '800', 'PJSIP/hansa-1', '', 0, 'ANSWERED', '17.1', 1),
      ASTERISK('+33199001234', '202', 'PJSIP/hansa-1', '', 4, 'ANSWERED', '17.2', 1),
    ),
    {
      settings: { trunks: ['PJSIP/hansa-'] },
    },
  );
  assert.deepEqual(pick(records, 'direction', 'billableMs', 'disposition').at(-1), ['inbound', 4_000, 'answered']);
});

test('25: a file that a spreadsheet has spoilt is put aside with a clear word', () => {
  const header = 'Date;Heure;Sens;Appelant;Appelé;Durée;Prix HT;Compte;Identifiant';
  const { reading } = read(
    'french-carrier-csv',
    csv(header, '01/09/2026;09:15:00;Sortant;3,3199E+10;0639980011;60;0;;1'),
  );
  assert.equal(reading.quarantine?.code, 'mediation.fileScientific');
  assert.deepEqual([reading.quarantine?.place?.line, reading.quarantine?.place?.column], [2, 4]);
});

test('26: no sample of a format holds a number that may be somebody’s: they are invented and say so by their shape', () => {
  // What a real sample would show: one number many times over many rows. Ours are a few rows each.
  for (const format of FORMATS)
    for (const { content, written } of format.samples) {
      const longest = written === 'hex' ? 20_000 : 12_000;
      assert.ok(
        content.length < longest,
        `${format.id}: a sample of ${content.length} characters is no few invented rows`,
      );
    }
});
