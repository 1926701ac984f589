/** Which files of a folder elsewhere are taken: those that are wanted, complete, and were not taken before. */
import type { FileSettings } from './settings.ts';

/** A file as a listing shows it. */
export interface RemoteFile {
  readonly name: string;
  readonly bytes: number;
  /** Epoch ms, to whatever the server tells. */
  readonly modifiedMs: number;
}

/** Endings of names under which programs write what is not complete yet. */
const UNFINISHED = /(^\.)|(~$)|\.(tmp|temp|part|partial|filepart|writing|crdownload|swp|inprogress|uploading)$/i;

/** Whether a name is that of a file somebody is still writing. */
export function isUnfinished(name: string): boolean {
  return UNFINISHED.test(name);
}

/** Same file, same text: name, size, time of change. */
export function originOf({ name, bytes, modifiedMs }: RemoteFile): string {
  return `file:${name}|${bytes}|${modifiedMs}`;
}

/** How a listing looked the last time, by name: what has not changed since is complete. */
export type Seen = Readonly<Record<string, string>>;

/** The wanted files of a listing in order of time, then name. */
export function wantedFiles(listing: readonly RemoteFile[], settings: FileSettings): RemoteFile[] {
  const names = new RegExp(`^(?:${settings.names})$`, 'u');
  const { markerSuffix } = settings;
  return listing
    .filter(({ name }) => names.test(name) && !isUnfinished(name))
    .filter(({ name }) => markerSuffix === undefined || !name.endsWith(markerSuffix))
    .sort((a, b) => a.modifiedMs - b.modifiedMs || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/**
 * Of the wanted files those that are complete: their marker lies beside them, or they are as they were at the last look and have not
 * changed for a while. Clocks of others may be wrong, so time alone does not do.
 */
export function completeFiles(
  wanted: readonly RemoteFile[],
  listing: readonly RemoteFile[],
  settings: FileSettings,
  seen: Seen,
  nowMs: number,
): RemoteFile[] {
  const { markerSuffix, settleS } = settings;
  if (markerSuffix !== undefined) {
    const markers = new Set(listing.map(({ name }) => name));
    return wanted.filter(
      ({ name }) => markers.has(name + markerSuffix) || markers.has(name.replace(/\.[^.]*$/, '') + markerSuffix),
    );
  }
  if (settleS === 0) return [...wanted];
  return wanted.filter((file) => {
    const [look = '', atText = ''] = (seen[file.name] ?? '').split('@');
    return look === originOf(file) && nowMs - Number(atText) >= settleS * 1_000;
  });
}

/** After how many ms another look may find wanted files complete that were not; null where none is waited for by its age. */
export function settlesInMs(
  wanted: readonly RemoteFile[],
  complete: readonly RemoteFile[],
  { markerSuffix, settleS }: FileSettings,
): number | null {
  return markerSuffix === undefined && settleS > 0 && complete.length < wanted.length ? settleS * 1_000 : null;
}

/** What to remember of this look: since when each file is as it is. */
export function look(wanted: readonly RemoteFile[], seen: Seen, nowMs: number): Seen {
  return Object.fromEntries(
    wanted.map((file) => {
      const origin = originOf(file);
      const before = seen[file.name];
      return [file.name, before?.startsWith(`${origin}@`) ? before : `${origin}@${nowMs}`];
    }),
  );
}

/** How far a growing file was read: told by its beginning, so that it is known again under another name (log rotation). */
export interface Grown {
  readonly name: string;
  readonly readBytes: number;
  /** How many bytes of its beginning `head` covers. */
  readonly headBytes: number;
  /** SHA-256 of the beginning, hexadecimal. */
  readonly head: string;
}

/** Most bytes by which a growing file is told from others. */
export const HEAD_BYTES = 1_024;

/** Up to where a piece of a growing file holds whole lines; 0 = not one yet. */
export function wholeLines(piece: Uint8Array): number {
  return piece.lastIndexOf(0x0a) + 1;
}
