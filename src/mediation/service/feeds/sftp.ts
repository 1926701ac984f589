/** Folders on SFTP servers. */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { promisify } from 'node:util';
import { Client, type ConnectConfig, type FileEntryWithStats, type SFTPWrapper } from 'ssh2';
import { type Actor, Refusal } from '#base';
import type { App } from '#platform/app';
import { inTransaction } from '#platform/db';
import type { Feed } from '../../feeds/feed.ts';
import type { SettingsOf } from '../../feeds/settings.ts';
import * as store from '../../store.ts';
import type { RemoteFolder } from './remoteFolder.ts';
import { changeCursor, filesCursor } from './takeFiles.ts';

const CONNECT_MS = 30_000;
const KEEP_ALIVE_MS = 15_000;
/** Type of a file in its mode (`S_IFMT`, `S_IFREG`). */
const TYPE_BITS = 0o170000;
const REGULAR = 0o100000;
/** No connection, connection lost (draft-ietf-secsh-filexfer, 7). */
const CONNECTION_STATUS: ReadonlySet<number> = new Set([6, 7]);

/**
 * Opens a folder on an SFTP server, whose key must be the one of the settings, or else of the first visit. Secret fields: `secret` or
 * `password`, or `privateKey` with `passphrase`.
 * @throws Refusal `mediation.feedConnection`, `mediation.feedSignIn`, `mediation.feedHostKey`, `mediation.feedPrivateKey`
 */
export async function openSftp(
  app: App,
  actor: Actor,
  feed: Feed,
  settings: SettingsOf<'sftp'>,
  secret: Readonly<Record<string, string>>,
): Promise<RemoteFolder> {
  const inside = await inTransaction(app, actor, ({ tx }) => store.feedInside(tx, feed.id));
  const expected = settings.hostKey ?? filesCursor(inside?.cursor ?? {}).hostKey;
  let shown = '';
  const client = await connected(
    {
      host: settings.host,
      port: settings.port,
      username: settings.user,
      ...signInWith(secret),
      readyTimeout: CONNECT_MS,
      keepaliveInterval: KEEP_ALIVE_MS,
      keepaliveCountMax: 4,
      hostVerifier: (key: Buffer) => {
        shown = fingerprint(key);
        return expected === undefined || plain(expected) === shown;
      },
    },
    () => (expected !== undefined && shown !== '' && plain(expected) !== shown ? shown : null),
  );
  if (expected === undefined) await changeCursor(app, actor, feed, (cursor) => ({ ...cursor, hostKey: shown }));
  try {
    const sftp = await new Promise<SFTPWrapper>((resolve, reject) =>
      client.sftp((error, opened) => (error ? reject(error) : resolve(opened))),
    );
    sftp.on('error', () => {}); // ends in the errors of what is in hand
    return folderOf(client, sftp, settings);
  } catch (error) {
    client.end();
    throw troubleOf(error, settings.host);
  }
}

const plain = (hostKey: string) => hostKey.replace(/^SHA256:/, '').replace(/=+$/, '');

/** As `ssh-keygen -lf` prints it. */
export function fingerprint(key: Uint8Array): string {
  return createHash('sha256').update(key).digest('base64').replace(/=+$/, '');
}

function signInWith({
  secret,
  password,
  privateKey,
  passphrase,
}: Readonly<Record<string, string>>): Partial<ConnectConfig> {
  if (privateKey !== undefined) return passphrase === undefined ? { privateKey } : { privateKey, passphrase };
  return { password: password ?? secret ?? '' };
}

function connected(config: ConnectConfig, otherKey: () => string | null): Promise<Client> {
  const client = new Client();
  const host = config.host ?? '';
  return new Promise((resolve, reject) => {
    client.once('ready', () => resolve(client));
    // Stays: an error after the connection was made ends in the errors of what is in hand.
    client.on('error', (error) => {
      const found = otherKey();
      reject(
        found === null ? troubleOf(error, host) : new Refusal('unavailable', 'mediation.feedHostKey', { host, found }),
      );
    });
    client.once('close', () =>
      reject(new Refusal('unavailable', 'mediation.feedConnection', { host, reason: 'closed' })),
    );
    try {
      client.connect(config);
    } catch {
      // Nothing was sent yet: of what is given only a private key can be unreadable.
      reject(new Refusal('invalid', 'mediation.feedPrivateKey'));
    }
  });
}

/** What ssh2 tells, as a refusal; of a path where the server answered that it will not. */
function troubleOf(error: unknown, host: string, path?: string): Refusal {
  if (error instanceof Refusal) return error;
  const { level, code, message } = error as { level?: string; code?: string | number; message?: string };
  const reason = String(message ?? code ?? '').slice(0, 100);
  if (level === 'client-authentication') return new Refusal('unavailable', 'mediation.feedSignIn', { host });
  if (path !== undefined && typeof code === 'number' && !CONNECTION_STATUS.has(code))
    return new Refusal('unavailable', 'mediation.feedFileRefused', { host, path, reason });
  return new Refusal('unavailable', 'mediation.feedConnection', { host, reason });
}

function folderOf(client: Client, sftp: SFTPWrapper, { path, host }: SettingsOf<'sftp'>): RemoteFolder {
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
  const at = (name: string) => posix.join(path, name);
  const telling = async <Result>(work: Promise<Result>, file: string): Promise<Result> => {
    try {
      return await work;
    } catch (error) {
      throw troubleOf(error, host, file);
    }
  };
  const readdir = promisify<string, FileEntryWithStats[]>((folder, done) => sftp.readdir(folder, done));
  const unlink = promisify<string, void>((file, done) => sftp.unlink(file, done));
  const rename = promisify<string, string, void>((from, to, done) => sftp.rename(from, to, done));
  const mkdir = promisify<string, void>((folder, done) => sftp.mkdir(folder, done));
  const isThere = (file: string) => new Promise<boolean>((resolve) => sftp.lstat(file, (error) => resolve(!error)));
  return {
    list: async () =>
      (await telling(readdir(path), path))
        .filter(({ attrs }) => (attrs.mode & TYPE_BITS) === REGULAR)
        .map(({ filename, attrs }) => ({ name: filename, bytes: attrs.size, modifiedMs: attrs.mtime * 1_000 })),
    read: (name, fromByte = 0, bytes) => readAll(sftp, at(name), host, fromByte, bytes),
    remove: (name) => telling(unlink(at(name)), name),
    move: async (name, to) => {
      const target = posix.join(path, to);
      if (await isThere(target)) throw new Refusal('conflict', 'mediation.feedMoveTaken', { path: target });
      // Where it cannot be made, or is there already, moving tells.
      for (const folder of foldersAbove(to)) await mkdir(posix.join(path, folder)).catch(() => {});
      await telling(rename(at(name), target), target);
    },
    [Symbol.asyncDispose]: async () => {
      client.end();
      await closed;
    },
  };
}

/** The folders a path goes through, the outermost first: `a`, `a/b` of `a/b/c.csv`. */
export function foldersAbove(path: string): string[] {
  const parts = posix.normalize(path).split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/')).filter((folder) => !/(^|\/)\.{0,2}$/.test(folder));
}

async function* readAll(
  sftp: SFTPWrapper,
  path: string,
  host: string,
  fromByte: number,
  bytes: number | undefined,
): AsyncGenerator<Buffer> {
  const range = bytes === undefined ? { start: fromByte } : { start: fromByte, end: fromByte + bytes - 1 };
  const stream = sftp.createReadStream(path, range);
  stream.on('error', () => {}); // also after it was read: closing may fail when the connection is gone
  try {
    yield* stream as AsyncIterable<Buffer>;
  } catch (error) {
    throw troubleOf(error, host, path);
  }
}
