/** Folders on FTP servers, encrypted unless somebody insists. */
import { PassThrough } from 'node:stream';
import { Client, FTPError } from 'basic-ftp';
import { Refusal } from '#base';
import type { SettingsOf } from '../../feeds/settings.ts';
import type { RemoteFolder } from './remoteFolder.ts';
import { foldersAbove } from './sftp.ts';

const TIMEOUT_MS = 60_000;

/** Opens a folder on an FTPS server. Secret field: `secret` or `password`. @throws Refusal `mediation.feedConnection`, `mediation.feedSignIn` */
export async function openFtps(
  settings: SettingsOf<'ftps'>,
  secret: Readonly<Record<string, string>>,
): Promise<RemoteFolder> {
  const { host, port, user, path, encryption, trust } = settings;
  const client = new Client(TIMEOUT_MS);
  const telling = async <Result>(work: () => Promise<Result>, file?: string): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw troubleOf(error, host, file);
    }
  };
  await telling(async () => {
    await client.access({
      host,
      port,
      user,
      password: secret.password ?? secret.secret ?? '',
      secure: encryption === 'none' ? false : encryption === 'implicit' ? 'implicit' : true,
      ...(trust === undefined ? {} : { secureOptions: { ca: trust } }),
    });
    await telling(async () => void (await client.cd(path)), path);
  }).catch((error: unknown) => {
    client.close();
    throw error;
  });
  return {
    list: () =>
      telling(async () =>
        (await client.list())
          .filter(({ isFile }) => isFile)
          .map(({ name, size, modifiedAt }) => ({ name, bytes: size, modifiedMs: modifiedAt?.getTime() ?? 0 })),
      ),
    read: (name, fromByte = 0, bytes) => readAll(client, name, host, fromByte, bytes),
    remove: (name) => telling(async () => void (await client.remove(name)), name),
    move: async (name, to) => {
      // Many servers would overwrite.
      if (await isThere(client, to)) throw new Refusal('conflict', 'mediation.feedMoveTaken', { path: to });
      // Where it cannot be made, or is there already, moving tells.
      for (const folder of foldersAbove(to)) await client.sendIgnoringError(`MKD ${folder}`);
      await telling(async () => void (await client.rename(name, to)), to);
    },
    [Symbol.asyncDispose]: async () => client.close(),
  };
}

/** Whether there is a file of this name; servers that do not tell sizes are believed to have none. */
function isThere(client: Client, path: string): Promise<boolean> {
  return client.size(path).then(
    () => true,
    (error: unknown) => {
      if (error instanceof FTPError) return false;
      throw error;
    },
  );
}

/** 5xx of a path: the server will not (RFC 959, 4.2). */
function troubleOf(error: unknown, host: string, path?: string): Refusal {
  if (error instanceof Refusal) return error;
  const reason = (error as Error).message.slice(0, 100);
  if (error instanceof FTPError && error.code === 530)
    return new Refusal('unavailable', 'mediation.feedSignIn', { host });
  if (error instanceof FTPError && error.code >= 500 && path !== undefined)
    return new Refusal('unavailable', 'mediation.feedFileRefused', { host, path, reason });
  return new Refusal('unavailable', 'mediation.feedConnection', { host, reason });
}

/** One file; of a length, the connection is used on only once what it sent is read to its end. */
async function* readAll(
  client: Client,
  name: string,
  host: string,
  fromByte: number,
  bytes: number | undefined,
): AsyncGenerator<Buffer> {
  const through = new PassThrough();
  const loading = client.downloadTo(through, name, fromByte).then(
    () => through.end(),
    (error: Error) => through.destroy(troubleOf(error, host, name)),
  );
  let left = bytes ?? Number.POSITIVE_INFINITY;
  for await (const piece of through as AsyncIterable<Buffer>) {
    if (left > 0) yield piece.subarray(0, Math.min(piece.length, left));
    left -= piece.length;
  }
  await loading;
}
