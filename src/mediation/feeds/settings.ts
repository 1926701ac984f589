/**
 * What somebody says about a feed, by kind. Secrets (passwords, keys, tokens) are no part of it: they are given beside it and stored
 * sealed.
 */
import { z } from 'zod';
import { pullSchema } from './pullSettings.ts';

export const FEED_KINDS = [
  'push',
  'folder',
  'sftp',
  'ftps',
  'dropBox',
  'pull',
  'radius',
  'syslog',
  'tcpServer',
  'tcpClient',
] as const;
export type FeedKind = (typeof FEED_KINDS)[number];

const port = z.int().min(0).max(65_535);
const host = z.string().min(1).max(255);

/** Of every feed: after so much silence something is probably wrong; shown as a gap. */
const watched = { expectEveryS: z.int().min(1).optional() };

/** Of feeds that bring records one by one: when what has come is cut into a file. */
const gathered = {
  ...watched,
  /** Age of the oldest record, in seconds. */
  cutAfterS: z.int().min(0).max(86_400).default(60),
  cutAtBytes: z
    .int()
    .min(1)
    .max(64 * 1_048_576)
    .default(4 * 1_048_576),
};

/** Of feeds that go and look. */
const fetched = {
  ...watched,
  everyS: z
    .int()
    .min(1)
    .max(7 * 86_400)
    .default(300),
};

/** Which files of a folder are taken, and when they count as complete. */
const files = {
  ...fetched,
  /** Regex that the whole name must match. */
  names: z.string().default('.*'),
  /** A file is complete when another one lies beside it with this ending, e.g. `.done`. */
  markerSuffix: z.string().min(1).optional(),
  /** Without a marker: when it has not changed for so many seconds. */
  settleS: z.int().min(0).default(30),
  /** Regex whose group is a number in the names that counts up by one, so that missing files are noticed. */
  sequence: z.string().optional(),
  /** The file grows at its end: each time what is new is taken, up to the last line end. */
  grows: z.boolean().default(false),
  /** What happens to a file at its sender once it is imported. */
  afterwards: z.enum(['keep', 'delete', 'move']).default('keep'),
  /** Where it is moved, a folder beside or below the one looked at. */
  moveTo: z.string().min(1).optional(),
};

const folder = z.strictObject({ kind: z.literal('folder'), path: z.string().min(1), ...files });
const sftp = z.strictObject({
  kind: z.literal('sftp'),
  host,
  port: port.default(22),
  user: z.string().min(1),
  path: z.string().default('.'),
  /** SHA-256 of the server's key, base64 as `ssh-keygen -lf` prints it; without one the key of the first visit is kept. */
  hostKey: z.string().optional(),
  ...files,
});
const ftps = z.strictObject({
  kind: z.literal('ftps'),
  host,
  port: port.default(21),
  user: z.string().min(1),
  path: z.string().default('.'),
  /** `none` is plain FTP: passwords and records travel in the open. */
  encryption: z.enum(['explicit', 'implicit', 'none']).default('explicit'),
  /** PEM certificate to trust besides the known authorities. */
  trust: z.string().optional(),
  ...files,
});
/** An account on our own SFTP server: others bring files. */
const dropBox = z.strictObject({
  kind: z.literal('dropBox'),
  user: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
  host: host.default('0.0.0.0'),
  port: port.default(4022),
  /** Public keys that may sign in, as in `authorized_keys`; besides or instead of the password. */
  publicKeys: z.array(z.string().min(1)).default([]),
  markerSuffix: z.string().min(1).optional(),
  ...watched,
});
const push = z.strictObject({ kind: z.literal('push'), ...gathered });
const pull = z.strictObject({ kind: z.literal('pull'), ...fetched, ...gathered, ...pullSchema.shape });

/** RFC 2866. The shared secret is the feed's secret. */
const radius = z.strictObject({
  kind: z.literal('radius'),
  host: host.default('0.0.0.0'),
  port: port.default(1813),
  /** Addresses that may send; empty: whoever knows the secret. */
  clients: z.array(host).default([]),
  ...gathered,
});
const syslog = z.strictObject({
  kind: z.literal('syslog'),
  host: host.default('0.0.0.0'),
  port: port.default(5514),
  transport: z.enum(['udp', 'tcp', 'both']).default('both'),
  clients: z.array(host).default([]),
  /** What becomes a line of the file: the message alone, or the whole line without its priority. */
  keep: z.enum(['message', 'line']).default('message'),
  /** Only messages that match (regex). */
  only: z.string().optional(),
  /** Regex whose group is a number by which each sender counts all its messages up, so that missing ones are noticed. */
  counter: z.string().optional(),
  ...gathered,
});

/** How a stream of bytes is cut into records. */
const framing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lines') }),
  /** ETX ends a record; STX before it is left out. */
  z.strictObject({ kind: z.literal('etx') }),
  z.strictObject({ kind: z.literal('fixed'), bytes: z.int().min(1).max(65_536) }),
]);
export type Framing = z.output<typeof framing>;

/** What the telephone system asks for before it talks; `{secret}` stands for the feed's secret. */
const dialogue = z
  .array(z.strictObject({ expect: z.string().default(''), send: z.string() }))
  .max(20)
  .default([]);

const stream = { framing: framing.prefault({ kind: 'lines' }), dialogue, ...gathered };

const tcpServer = z.strictObject({
  kind: z.literal('tcpServer'),
  host: host.default('0.0.0.0'),
  port,
  clients: z.array(host).default([]),
  ...stream,
});
const tcpClient = z.strictObject({
  kind: z.literal('tcpClient'),
  host,
  port: port.min(1),
  /** Sent when nothing has come for so long, to see whether the other side lives; empty: TCP keep-alive alone. */
  keepAlive: z.strictObject({ everyS: z.int().min(1), send: z.string() }).optional(),
  ...stream,
});

export const feedSettingsSchema = z.discriminatedUnion('kind', [
  push,
  folder,
  sftp,
  ftps,
  dropBox,
  pull,
  radius,
  syslog,
  tcpServer,
  tcpClient,
]);

/** Settings with all defaults in place. */
export type FeedSettings = z.output<typeof feedSettingsSchema>;
/** Settings as people write them. */
export type FeedSettingsInput = z.input<typeof feedSettingsSchema>;
export type SettingsOf<Kind extends FeedKind> = Extract<FeedSettings, { kind: Kind }>;

/** Settings of feeds that look through files elsewhere. */
export type FileSettings = SettingsOf<'folder' | 'sftp' | 'ftps'>;
/** Settings of feeds whose records are gathered into files. */
export type GatherSettings = SettingsOf<'push' | 'pull' | 'radius' | 'syslog' | 'tcpServer' | 'tcpClient'>;

/** Whether a feed's records come one by one and are cut into files. */
export function gathers(settings: FeedSettings): settings is GatherSettings {
  return 'cutAfterS' in settings;
}

/** Whether a feed goes and looks by itself, at times. */
export function fetches(settings: FeedSettings): settings is FileSettings | SettingsOf<'pull'> {
  return 'everyS' in settings;
}
