import { text } from '#base';

/** Why a format leaves records out that are no calls to bill; the key is the filter's reason. */
export const FILTER_NAMES: Readonly<Record<string, string>> = {
  localChannel: text('inner leg of the telephone system'),
  omitted: text('marked as not to bill'),
  secondLeg: text('second leg of the same call'),
  otherLeg: text('another leg of the same call'),
  otherSide: text('the other side of the same call'),
  otherGateway: text('told by another gateway too'),
  trunk: text('the trunk’s view of a call of a line'),
  attempt: text('a further attempt of the same call'),
  routeTried: text('a route that was tried in between'),
  notEnded: text('not ended yet'),
  stillOpen: text('not settled yet'),
  notTheEnd: text('told while the call went on'),
  notSent: text('not sent yet'),
  failed: text('not delivered'),
  deliveryReport: text('report of a delivery'),
  voicemail: text('voicemail'),
  media: text('quality of the connection'),
  quality: text('note of a system'),
  keepAlive: text('sign of life'),
  sum: text('sum over others'),
  testCall: text('test call'),
  simulated: text('simulated'),
  noCall: text('not a call'),
  returnedAccount: text('returned account: the other network does not accept some of what was sent to it'),
  unanswered: text('not answered'),
};

/** What a column of a file may be; the key is its role. */
export const ROLE_NAMES: Readonly<Record<string, string>> = {
  start: text('Start'),
  answer: text('Answered at'),
  end: text('End'),
  duration: text('Duration that counts'),
  total: text('Duration in all'),
  calling: text('Calling number'),
  called: text('Called number'),
  own: text('Own number'),
  other: text('Number of the other party'),
  cost: text('Cost'),
  currency: text('Currency'),
  id: text('Id of the record'),
  group: text('Id of the call'),
  direction: text('Direction'),
  disposition: text('Outcome'),
  account: text('Account or trunk'),
  service: text('Service'),
  volume: text('Volume'),
  pieces: text('Number of pieces'),
  zone: text('Time zone'),
};

export const DURATION_FORM_NAMES: Readonly<Record<string, string>> = {
  s: text('Seconds'),
  ms: text('Milliseconds'),
  min: text('Minutes'),
  'hh:mm:ss': text('h:mm:ss'),
  'mm:ss': text('m:ss'),
  hhmmss: text('hhmmss'),
};

export const DATE_ORDER_NAMES: Readonly<Record<string, string>> = {
  dmy: text('Day, month, year'),
  mdy: text('Month, day, year'),
  ymd: text('Year, month, day'),
};

export const DIRECTION_NAMES: Readonly<Record<string, string>> = {
  outbound: text('outgoing'),
  inbound: text('incoming'),
  internal: text('internal'),
  forwarded: text('forwarded'),
};

export const DISPOSITION_NAMES: Readonly<Record<string, string>> = {
  answered: text('answered'),
  no_answer: text('not answered'),
  busy: text('busy'),
  cancelled: text('given up'),
  failed: text('failed'),
  rejected: text('refused'),
  voicemail: text('voice mail'),
  unknown: text('unknown'),
};

/** What writes a format's files. */
export const FORMAT_KIND_NAMES: Readonly<Record<string, string>> = {
  carrier: text('Carrier'),
  pabx: text('Telephone system'),
  sbc: text('Border controller'),
  mobile: text('Mobile network'),
  data: text('Data service'),
  messaging: text('Messages'),
  other: text('Other'),
};

/** What confirmed a format. */
export const EVIDENCE_NAMES: Readonly<Record<string, string>> = {
  sample: text('real rows'),
  specification: text('specification'),
  none: text('not confirmed'),
};
