/** Zip files: their members as streams, and what all archives share. */
import { posix } from 'node:path';
import { openPromise, type ZipFile } from 'yauzl';
import type { FindingParams } from '#base';
import { BrokenPacking } from './packing.ts';

/** Most files that an archive is unpacked to. */
export const MAX_MEMBERS = 10_000;

/** An archive that cannot be unpacked, and why. */
export class BrokenArchive extends Error {
  readonly code: string;
  readonly params: FindingParams;

  constructor(code: string, params: FindingParams) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

export interface Member {
  /** Its path in the archive. */
  readonly name: string;
  readonly content: AsyncIterable<Buffer>;
}

/** The files of a zip file, as `membersOf`. @throws BrokenArchive */
export async function* zipMembers(path: string): AsyncGenerator<Member> {
  const zip = await openZip(path);
  try {
    let count = 0;
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/') || isLeftover(entry.fileName)) continue;
      if (++count > MAX_MEMBERS) throw new BrokenArchive('mediation.archiveMembers', { most: MAX_MEMBERS });
      if (entry.isEncrypted()) throw new BrokenArchive('mediation.archiveLocked', { member: entry.fileName });
      yield { name: entry.fileName, content: piecesOf(() => zip.openReadStreamPromise(entry), entry.fileName) };
    }
  } catch (error) {
    throw broken(error, '');
  } finally {
    zip.close();
  }
}

/** The content of a zip file's only file; null where it holds none or several, or is broken. */
export async function onlyMember(path: string): Promise<AsyncIterable<Buffer> | null> {
  let only: string | null = null;
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(() => null);
  if (zip === null) return null;
  try {
    for await (const { fileName } of zip.eachEntry()) {
      if (fileName.endsWith('/') || isLeftover(fileName)) continue;
      if (only !== null) return null;
      only = fileName;
    }
  } catch {
    return null;
  } finally {
    zip.close();
  }
  return only === null ? null : firstMember(path);
}

async function* firstMember(path: string): AsyncGenerator<Buffer> {
  try {
    for await (const { content } of zipMembers(path)) yield* content;
  } catch (error) {
    throw error instanceof BrokenArchive ? new BrokenPacking(error.code) : error;
  }
}

/** The content of a member, its troubles told with its name. */
export async function* piecesOf(open: () => Promise<AsyncIterable<Buffer>>, member: string): AsyncGenerator<Buffer> {
  try {
    yield* await open();
  } catch (error) {
    throw broken(error, member);
  }
}

/** Trouble of an archive as such; other trouble as it is. */
export function broken(error: unknown, member: string): Error {
  if (error instanceof BrokenArchive) return error;
  if (!(error instanceof Error)) return new Error(String(error));
  // Trouble of the disk is ours, not the file's.
  const code = String(Reflect.get(error, 'code') ?? '');
  if (/^E[A-Z]+$/.test(code) && !(error instanceof BrokenPacking)) return error;
  return new BrokenArchive('mediation.archiveBroken', { member, found: error.message.slice(0, 200) });
}

async function openZip(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false });
  } catch (error) {
    throw broken(error, '');
  }
}

/** What systems leave in archives. */
export function isLeftover(name: string): boolean {
  const base = posix.basename(name);
  return name.startsWith('__MACOSX/') || base === '.DS_Store' || base === 'Thumbs.db' || base.startsWith('._');
}
