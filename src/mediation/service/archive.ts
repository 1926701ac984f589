/** Archives: files in files (zip, tar, packed tar). Their members are read one after another, never held. */

import { extract } from 'tar-stream';
import { drained } from '#platform/drained';
import { contentOf, headOf, rawHead } from './content.ts';
import { isWorkbook } from './sheet.ts';
import { BrokenArchive, broken, isLeftover, MAX_MEMBERS, type Member, piecesOf, zipMembers } from './zip.ts';

export { BrokenArchive } from './zip.ts';

const TAR_BLOCK = 512;
const TAR_MAGIC_AT = 257;

export type ArchiveKind = 'zip' | 'tar';

/** What kind of archive a file is, packed or not; null where it is none. Workbooks are zip files too, but no archives. */
export async function archiveKind(path: string): Promise<ArchiveKind | null> {
  const raw = await rawHead(path, 4);
  if (raw.length === 4 && raw.readUInt32BE(0) === 0x504b0304) return (await isWorkbook(path)) ? null : 'zip';
  const head = (await headOf(path)).subarray(0, TAR_BLOCK);
  return head.length === TAR_BLOCK && isTar(head) ? 'tar' : null;
}

/**
 * The files of an archive. Each content must be read to its end before the next member is asked for. Folders, and what systems leave behind
 * (`__MACOSX`, `.DS_Store`), are none. @throws BrokenArchive
 */
export function membersOf(path: string, kind: ArchiveKind): AsyncGenerator<Member> {
  return kind === 'zip' ? zipMembers(path) : tarMembers(path);
}

async function* tarMembers(path: string): AsyncGenerator<Member> {
  const archive = extract();
  const feeding = feed(path, archive);
  try {
    let count = 0;
    for await (const entry of archive) {
      const { name, type } = entry.header;
      if ((type ?? 'file') !== 'file' || isLeftover(name)) {
        entry.resume();
        continue;
      }
      if (++count > MAX_MEMBERS) throw new BrokenArchive('mediation.archiveMembers', { most: MAX_MEMBERS });
      yield { name, content: piecesOf(async () => pieces(entry), name) };
    }
    await feeding;
  } catch (error) {
    throw broken(error, '');
  } finally {
    archive.destroy(null);
    await feeding.catch(() => {});
  }
}

/** Pushes the unpacked content into the reader of the tar, as fast as it takes it. */
async function feed(path: string, archive: ReturnType<typeof extract>): Promise<void> {
  try {
    for await (const piece of contentOf(path)) {
      if (archive.destroyed) return;
      if (!archive.write(piece)) await drained(archive);
    }
    archive.end(null);
  } catch (error) {
    archive.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

/** Its types do not say that the library's streams can be iterated. */
function pieces(stream: object): AsyncIterable<Buffer> {
  if (!isIterable(stream)) throw new Error('assertion failed: the stream of a member can be iterated');
  return stream;
}

function isIterable(stream: object): stream is AsyncIterable<Buffer> {
  return Symbol.asyncIterator in stream;
}

/** By its magic (POSIX, GNU), or where older programs left that out by its checksum: the sum of the header's bytes, the sum itself blank. */
function isTar(head: Buffer): boolean {
  if (head.toString('latin1', TAR_MAGIC_AT, TAR_MAGIC_AT + 5) === 'ustar') return true;
  const told = /^[ 0]*([0-7]+)[ \0]*$/.exec(head.toString('latin1', 148, 156))?.[1];
  if (told === undefined || head[0] === 0) return false;
  let sum = 8 * 32;
  for (let i = 0; i < TAR_BLOCK; i++) if (i < 148 || i >= 156) sum += head[i]!;
  return sum === Number.parseInt(told, 8);
}
