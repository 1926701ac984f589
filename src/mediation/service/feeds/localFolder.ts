import { createReadStream } from 'node:fs';
import { access, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Refusal } from '#base';
import type { RemoteFile } from '../../feeds/remoteFiles.ts';
import type { RemoteFolder } from './remoteFolder.ts';

/** A folder on this machine or mounted here. @throws Refusal `mediation.feedFolder` */
export async function openLocalFolder(path: string): Promise<RemoteFolder> {
  const root = resolve(path);
  const at = (name: string) => join(root, name);
  const found = await stat(root).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal('unavailable', 'mediation.feedFolder', { path: root, reason: error.code ?? '' });
  });
  if (!found.isDirectory()) throw new Refusal('unavailable', 'mediation.feedFolder', { path: root, reason: 'ENOTDIR' });
  return {
    list: async () => {
      const files: RemoteFile[] = [];
      for (const entry of await readdir(root, { withFileTypes: true })) {
        // A link is followed; what is gone by now is no file.
        const file = await stat(at(entry.name)).catch(() => null);
        if (file?.isFile()) files.push({ name: entry.name, bytes: file.size, modifiedMs: Math.floor(file.mtimeMs) });
      }
      return files;
    },
    read: (name, fromByte = 0, bytes) =>
      createReadStream(at(name), { start: fromByte, ...(bytes === undefined ? {} : { end: fromByte + bytes - 1 }) }),
    remove: (name) => rm(at(name)),
    move: async (name, to) => {
      const target = resolve(root, to);
      await mkdir(dirname(target), { recursive: true });
      // rename would overwrite; a file of that name that is there already stays, and this one too.
      const taken = await access(target).then(
        () => true,
        () => false,
      );
      if (taken) throw new Refusal('conflict', 'mediation.feedMoveTaken', { path: target });
      await rename(at(name), target);
    },
    [Symbol.asyncDispose]: async () => {},
  };
}
