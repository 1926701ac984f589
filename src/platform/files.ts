import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Refusal } from '#base';

export interface StoredFile {
  /** 64 hexadecimal digits; the name of the content. */
  readonly sha256: string;
  readonly bytes: number;
}

/** Archive of whole files by content: equal content is kept once, nothing is ever changed. */
export interface FileStore {
  /** Keeps the content, never holding a stream as a whole in memory; durable on disk when it returns. */
  put(content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredFile>;
  /** Streams the content. Refuses with `files.missing`. */
  open(sha256: string): Promise<Readable>;
  read(sha256: string): Promise<Buffer>;
  has(sha256: string): Promise<boolean>;
  /** Where the content lies on disk, for readers that want a path. */
  path(sha256: string): string;
}

/** Opens the archive in `<dataDir>/files`: content `abcd…` lies in `ab/cd…`. */
export function openFiles(dataDir: string): FileStore {
  const root = join(dataDir, 'files');
  const path = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Refusal('notFound', 'files.missing', { sha256: sha256.slice(0, 64) });
    return join(root, sha256.slice(0, 2), sha256.slice(2));
  };
  const has = (sha256: string) =>
    stat(path(sha256)).then(
      () => true,
      () => false,
    );
  const present = async (sha256: string) => {
    if (!(await has(sha256))) throw new Refusal('notFound', 'files.missing', { sha256 });
    return path(sha256);
  };
  return {
    path,
    has,
    put: (content) => putFile(root, path, content),
    open: async (sha256) => createReadStream(await present(sha256)),
    read: async (sha256) => readFile(await present(sha256)),
  };
}

async function putFile(
  root: string,
  path: (sha256: string) => string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<StoredFile> {
  const incoming = join(root, 'incoming');
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  const aside = join(incoming, randomUUID());
  const file = await open(aside, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      await file.writeFile(chunk);
    }
    await file.sync();
    await file.close();
    const sha256 = hash.digest('hex');
    await mkdir(join(root, sha256.slice(0, 2)), { recursive: true, mode: 0o700 });
    await rename(aside, path(sha256)); // over an equal content: no change
    await syncFolder(join(root, sha256.slice(0, 2)));
    return { sha256, bytes };
  } catch (error) {
    await file.close().catch(() => {});
    await rm(aside, { force: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
      throw new Refusal('unavailable', 'files.diskFull', { path: root });
    throw error;
  }
}

/** The new name is durable once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
