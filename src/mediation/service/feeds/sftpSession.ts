/** One SFTP session of a drop box: the protocol's requests (draft-ietf-secsh-filexfer-02), answered once their work is done. */
import type { FileHandle } from 'node:fs/promises';
import ssh2, { type Attributes, type SFTPWrapper } from 'ssh2';
import { dropName } from '../../feeds/dropNames.ts';
import type { RemoteFile } from '../../feeds/remoteFiles.ts';
import type { DropFolder } from './dropFolder.ts';

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;
const DIRECTORY = 0o040700;
const FILE = 0o100600;
const MOST_HANDLES = 64;
/** What a session may send ahead of what is written. */
const MOST_PENDING_BYTES = 32 * 1_048_576;
/** Most bytes of a file. */
const MOST_BYTES = 16 * 1024 ** 3;

interface OpenFile {
  readonly name: string;
  readonly file: FileHandle;
  /** Writes in hand, in order. */
  work: Promise<unknown>;
}

/** Serves one session; what was not closed when it ends is not complete. */
export function serveSession(sftp: SFTPWrapper, folder: DropFolder, onTrouble: (error: Error) => void): void {
  const session = new Session(sftp, folder, onTrouble);
  const stat = (reqId: number, path: string) => session.stat(reqId, path);
  const refuse = (status: number) => (reqId: number) => sftp.status(reqId, status);
  sftp
    .on('OPEN', (reqId, path, flags) => session.open(reqId, path, flags))
    .on('WRITE', (reqId, handle, offset, data) => session.write(reqId, handle, offset, data))
    .on('CLOSE', (reqId, handle) => session.close(reqId, handle))
    .on('RENAME', (reqId, from, to) => session.rename(reqId, from, to))
    .on('REMOVE', (reqId, path) => session.remove(reqId, path))
    .on('OPENDIR', (reqId, path) => session.openFolder(reqId, path))
    .on('READDIR', (reqId, handle) => session.readFolder(reqId, handle))
    .on('REALPATH', (reqId, path) => session.realPath(reqId, path))
    .on('STAT', stat)
    .on('LSTAT', stat)
    .on('FSTAT', refuse(STATUS_CODE.OP_UNSUPPORTED))
    .on('SETSTAT', refuse(STATUS_CODE.OK))
    .on('FSETSTAT', refuse(STATUS_CODE.OK))
    .on('READ', refuse(STATUS_CODE.PERMISSION_DENIED))
    .on('MKDIR', refuse(STATUS_CODE.PERMISSION_DENIED))
    .on('RMDIR', refuse(STATUS_CODE.PERMISSION_DENIED))
    .on('end', () => sftp.end()) // OpenSSH waits for it
    .on('close', () => session.end());
}

class Session {
  readonly #sftp: SFTPWrapper;
  readonly #folder: DropFolder;
  readonly #onTrouble: (error: Error) => void;
  readonly #files = new Map<number, OpenFile>();
  /** Folders opened, and whether they were listed. */
  readonly #listings = new Map<number, boolean>();
  #lastHandle = 0;
  #pendingBytes = 0;

  constructor(sftp: SFTPWrapper, folder: DropFolder, onTrouble: (error: Error) => void) {
    this.#sftp = sftp;
    this.#folder = folder;
    this.#onTrouble = onTrouble;
  }

  open(reqId: number, path: string, flags: number): void {
    this.#answer(reqId, async () => {
      const name = dropName(path);
      const writes = (flags & (OPEN_MODE.WRITE | OPEN_MODE.APPEND)) !== 0 && (flags & OPEN_MODE.READ) === 0;
      if (name === null || name === '' || !writes) return STATUS_CODE.PERMISSION_DENIED;
      if (this.#files.size + this.#listings.size >= MOST_HANDLES) return STATUS_CODE.FAILURE;
      const file = await this.#folder.create(name, (flags & OPEN_MODE.TRUNC) !== 0);
      this.#files.set(++this.#lastHandle, { name, file, work: Promise.resolve() });
      this.#sftp.handle(reqId, handleOf(this.#lastHandle));
      return null;
    });
  }

  write(reqId: number, handle: Buffer, offset: number, data: Buffer): void {
    const open = this.#files.get(numberOf(handle));
    if (
      open === undefined ||
      this.#pendingBytes + data.length > MOST_PENDING_BYTES ||
      offset + data.length > MOST_BYTES
    ) {
      this.#sftp.status(reqId, STATUS_CODE.FAILURE);
      return;
    }
    this.#pendingBytes += data.length;
    const work = open.work.then(() => open.file.write(data, 0, data.length, offset));
    open.work = work;
    this.#answer(reqId, async () => {
      await work.finally(() => {
        this.#pendingBytes -= data.length;
      });
      return STATUS_CODE.OK;
    });
  }

  close(reqId: number, handle: Buffer): void {
    const number = numberOf(handle);
    const open = this.#files.get(number);
    const wasListing = this.#listings.delete(number);
    this.#files.delete(number);
    this.#answer(reqId, async () => {
      if (open === undefined) return wasListing ? STATUS_CODE.OK : STATUS_CODE.FAILURE;
      try {
        await open.work;
        await open.file.sync();
      } finally {
        await open.file.close();
      }
      await this.#folder.closed(open.name);
      return STATUS_CODE.OK;
    });
  }

  rename(reqId: number, from: string, to: string): void {
    this.#answer(reqId, async () => {
      const oldName = dropName(from);
      const newName = dropName(to);
      if (!oldName || !newName) return STATUS_CODE.NO_SUCH_FILE;
      return (await this.#folder.rename(oldName, newName)) ? STATUS_CODE.OK : STATUS_CODE.NO_SUCH_FILE;
    });
  }

  remove(reqId: number, path: string): void {
    this.#answer(reqId, async () => {
      const name = dropName(path);
      return name && (await this.#folder.remove(name)) ? STATUS_CODE.OK : STATUS_CODE.NO_SUCH_FILE;
    });
  }

  openFolder(reqId: number, path: string): void {
    if (dropName(path) !== '' || this.#files.size + this.#listings.size >= MOST_HANDLES) {
      this.#sftp.status(reqId, STATUS_CODE.NO_SUCH_FILE);
      return;
    }
    this.#listings.set(++this.#lastHandle, false);
    this.#sftp.handle(reqId, handleOf(this.#lastHandle));
  }

  readFolder(reqId: number, handle: Buffer): void {
    const number = numberOf(handle);
    const listed = this.#listings.get(number);
    this.#answer(reqId, async () => {
      if (listed === undefined) return STATUS_CODE.FAILURE;
      if (listed) return STATUS_CODE.EOF;
      this.#listings.set(number, true);
      this.#sftp.name(reqId, [...(await this.#folder.list()).values()].map(entryOf));
      return null;
    });
  }

  realPath(reqId: number, path: string): void {
    const name = dropName(path);
    if (name === null) this.#sftp.status(reqId, STATUS_CODE.NO_SUCH_FILE);
    else this.#sftp.name(reqId, [{ filename: `/${name}`, longname: `/${name}`, attrs: attributes(null) }]);
  }

  stat(reqId: number, path: string): void {
    this.#answer(reqId, async () => {
      const name = dropName(path);
      const file = name === null || name === '' ? undefined : (await this.#folder.list()).get(name);
      if (name !== '' && file === undefined) return STATUS_CODE.NO_SUCH_FILE;
      this.#sftp.attrs(reqId, attributes(file ?? null));
      return null;
    });
  }

  end(): void {
    for (const { file } of this.#files.values()) file.close().catch(() => {});
    this.#files.clear();
  }

  /** Answers with a status once the work is done; null: it has answered itself. */
  #answer(reqId: number, work: () => Promise<number | null>): void {
    work().then(
      (status) => {
        if (status !== null) this.#sftp.status(reqId, status);
      },
      (error: Error) => {
        this.#onTrouble(error);
        this.#sftp.status(reqId, STATUS_CODE.FAILURE);
      },
    );
  }
}

function handleOf(number: number): Buffer {
  const handle = Buffer.alloc(4);
  handle.writeUInt32BE(number);
  return handle;
}

const numberOf = (handle: Buffer) => (handle.length === 4 ? handle.readUInt32BE() : -1);

function attributes(file: RemoteFile | null): Attributes {
  const atS = Math.floor((file?.modifiedMs ?? 0) / 1_000);
  return { mode: file === null ? DIRECTORY : FILE, uid: 0, gid: 0, size: file?.bytes ?? 0, atime: atS, mtime: atS };
}

function entryOf(file: RemoteFile) {
  const at = new Date(file.modifiedMs).toISOString().slice(0, 16).replace('T', ' ');
  const longname = `-rw------- 1 drop drop ${String(file.bytes).padStart(12)} ${at} ${file.name}`;
  return { filename: file.name, longname, attrs: attributes(file) };
}
