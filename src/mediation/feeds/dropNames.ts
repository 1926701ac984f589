/** Names under which files are left in a drop box: one flat folder, whatever folders the sender speaks of. */
import { isUnfinished } from './remoteFiles.ts';

const LONGEST_BYTES = 200;

/** The name in a path of the drop box; null where it names no file there. `''` is the folder itself. */
export function dropName(path: string): string | null {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.length === 0) return '';
  const [name = ''] = parts;
  if (parts.length > 1 || name === '..' || /[\p{Cc}\\]/u.test(name) || Buffer.byteLength(name) > LONGEST_BYTES)
    return null;
  return name;
}

/**
 * Which file is complete once this one is closed or has got this name: itself, unless its name says that it is being written; with
 * markers the file whose marker this is.
 */
export function completedBy(name: string, markerSuffix: string | undefined): string | null {
  if (isUnfinished(name)) return null;
  if (markerSuffix === undefined) return name;
  return name.endsWith(markerSuffix) && name.length > markerSuffix.length ? name.slice(0, -markerSuffix.length) : null;
}
