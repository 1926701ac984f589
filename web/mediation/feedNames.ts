import { text } from '#base';
import type { FeedGapReply, FeedReply } from '#mediation';

/** What kind of feed it is. */
export const FEED_KIND_NAMES: Readonly<Record<FeedReply['kind'], string>> = {
  push: text('pushed over HTTP'),
  folder: text('watched folder'),
  sftp: text('fetched by SFTP'),
  ftps: text('fetched by FTPS'),
  dropBox: text('SFTP drop box'),
  pull: text('carrier’s API'),
  radius: text('RADIUS accounting'),
  syslog: text('syslog'),
  tcpServer: text('TCP, they connect'),
  tcpClient: text('TCP, we connect'),
};

/** What a feed is doing. */
export const FEED_STATE_NAMES: Readonly<Record<FeedReply['state'], string>> = {
  stopped: text('stopped'),
  waiting: text('waits for its turn'),
  running: text('at work'),
  listening: text('listening'),
  connected: text('connected'),
  failed: text('in trouble'),
};

export const FEED_STATE_TONES = {
  stopped: 'quiet',
  waiting: 'good',
  running: 'info',
  listening: 'good',
  connected: 'good',
  failed: 'bad',
} as const;

/** What is missing. */
export const GAP_NAMES: Readonly<Record<FeedGapReply['kind'], string>> = {
  away: text('was not there'),
  dropped: text('records were lost'),
  cutOff: text('records were cut off'),
  silent: text('silent for longer than expected'),
  missing: text('files are missing in the count'),
};

/** Settings to begin with, by kind; the fields that every operator fills in differently. */
export const FIRST_SETTINGS: Readonly<Record<FeedReply['kind'], Readonly<Record<string, unknown>>>> = {
  push: {},
  folder: { path: '/var/spool/cdr', names: '.*\\.csv', everyS: 60 },
  sftp: { host: 'sftp.example.com', user: 'tarifwerk', path: 'cdr', names: '.*\\.csv', everyS: 300 },
  ftps: { host: 'ftp.example.com', user: 'tarifwerk', path: 'cdr', names: '.*\\.csv', everyS: 300 },
  dropBox: { user: 'carrier', port: 4022 },
  pull: { variables: { account: '' } },
  radius: { port: 1813 },
  syslog: { port: 5514 },
  tcpServer: { port: 9000 },
  tcpClient: { host: '192.0.2.1', port: 1150 },
};
