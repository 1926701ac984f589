import { text } from '#base';
import type { FeedGapReply, FeedReply, FeedSettingsInput, SecretWord } from '#mediation';

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

/** Settings to begin with, by kind: what is usual, and nothing where every operator has something of his own. */
export const FIRST_SETTINGS: Readonly<Record<FeedReply['kind'], FeedSettingsInput>> = {
  push: { kind: 'push' },
  folder: { kind: 'folder', path: ' ', names: '.*\\.csv', everyS: 60 },
  sftp: { kind: 'sftp', host: ' ', user: ' ', names: '.*\\.csv' },
  ftps: { kind: 'ftps', host: ' ', user: ' ', names: '.*\\.csv' },
  dropBox: { kind: 'dropBox', user: 'carrier' },
  pull: { kind: 'pull' },
  radius: { kind: 'radius' },
  syslog: { kind: 'syslog' },
  tcpServer: { kind: 'tcpServer', port: 9000 },
  tcpClient: { kind: 'tcpClient', host: ' ', port: 1150 },
};

/** Words of secrets. */
export const SECRET_NAMES: Readonly<Record<SecretWord['name'], string>> = {
  secret: text('Shared secret'),
  user: text('User'),
  password: text('Password'),
  privateKey: text('Private key'),
  passphrase: text('Passphrase of the key'),
  token: text('Token'),
  clientId: text('Client ID'),
  clientSecret: text('Client secret'),
  applicationKey: text('Application key'),
  applicationSecret: text('Application secret'),
  consumerKey: text('Consumer key'),
};
