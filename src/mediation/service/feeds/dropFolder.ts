/** What lies in a drop box: files on their way in, on disk until they are complete, then archived and queued. */
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '#base';
import type { App } from '#platform/app';
import { inTransaction } from '#platform/db';
import { completedBy } from '../../feeds/dropNames.ts';
import type { Feed } from '../../feeds/feed.ts';
import type { RemoteFile } from '../../feeds/remoteFiles.ts';
import type { SettingsOf } from '../../feeds/settings.ts';
import * as store from '../../store.ts';
import { fileStream } from '../content.ts';
import { queueFile } from './importing.ts';

/** Files received that a listing still shows, so that senders can see that they are there. */
const SHOWN = 200;

export class DropFolder {
  readonly #app: App;
  readonly #actor: Actor;
  readonly #feed: Feed;
  readonly #markerSuffix: string | undefined;
  readonly #root: string;

  constructor(app: App, actor: Actor, feed: Feed, { markerSuffix }: SettingsOf<'dropBox'>) {
    this.#app = app;
    this.#actor = actor;
    this.#feed = feed;
    this.#markerSuffix = markerSuffix;
    this.#root = join(app.dataDir, 'feeds', `${actor.tenantId}-${feed.id}`);
  }

  async prepare(): Promise<void> {
    await mkdir(this.#root, { recursive: true, mode: 0o700 });
  }

  /** Opens a file to be written: anew, or where it is (`reput`). */
  create(name: string, anew: boolean): Promise<FileHandle> {
    return openToWrite(this.#at(name), anew);
  }

  /** A file was closed or renamed: durable when this returns, and in the queue if that makes one complete. */
  async closed(name: string): Promise<void> {
    const complete = completedBy(name, this.#markerSuffix);
    if (complete === null || (await this.#sizeOf(complete)) === null) return;
    const stored = await this.#app.files.put(fileStream(this.#at(complete)));
    await inTransaction(this.#app, this.#actor, (ctx) =>
      queueFile(ctx, this.#feed, { ...stored, name: complete, origin: null, items: null }),
    );
    await rm(this.#at(complete), { force: true });
    if (complete !== name) await rm(this.#at(name), { force: true });
  }

  /** Whether there was one. */
  async rename(from: string, to: string): Promise<boolean> {
    if ((await this.#sizeOf(from)) === null) return false;
    await rename(this.#at(from), this.#at(to));
    await this.closed(to);
    return true;
  }

  async remove(name: string): Promise<boolean> {
    if ((await this.#sizeOf(name)) === null) return false;
    await rm(this.#at(name), { force: true });
    return true;
  }

  /** Files on their way and the latest that were received, by name. */
  async list(): Promise<Map<string, RemoteFile>> {
    const files = new Map<string, RemoteFile>();
    const received = await inTransaction(this.#app, this.#actor, ({ tx }) =>
      store.latestFiles(tx, this.#feed.id, SHOWN),
    );
    for (const { name, bytes, receivedAt } of received)
      files.set(name, { name, bytes: Number(bytes), modifiedMs: receivedAt.getTime() });
    for (const entry of await readdir(this.#root)) {
      const name = decodeURIComponent(entry);
      const found = await stat(join(this.#root, entry)).catch(() => null);
      if (found !== null) files.set(name, { name, bytes: found.size, modifiedMs: Math.floor(found.mtimeMs) });
    }
    return files;
  }

  #at(name: string): string {
    return join(this.#root, encodeURIComponent(name).replaceAll('.', '%2E'));
  }

  #sizeOf(name: string): Promise<number | null> {
    return stat(this.#at(name)).then(
      ({ size }) => size,
      () => null,
    );
  }
}

async function openToWrite(path: string, anew: boolean): Promise<FileHandle> {
  if (anew) return open(path, 'w', 0o600);
  return open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return open(path, 'w', 0o600);
    throw error;
  });
}
