/** A small SFTP server over a folder, by ssh2's own server, for tests of feeds that fetch from one. */
import { once } from 'node:events';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import ssh2, { type Connection } from 'ssh2';

const { STATUS_CODE } = ssh2.utils.sftp;

export interface SftpServer {
  readonly port: number;
  /** Ends every connection now and then: set to how many reads one may do. */
  readsUntilBroken: number;
  close(): void;
}

/** Serves a folder to the user `carrier` with the password `geheim`. */
export async function startSftpServer(
  folder: string,
  key = ssh2.utils.generateKeyPairSync('ed25519').private,
): Promise<SftpServer> {
  const connections = new Set<Connection>();
  const serving = { readsUntilBroken: Number.POSITIVE_INFINITY };
  const server = new ssh2.Server({ hostKeys: [key] }, (connection) => {
    connections.add(connection);
    connection.on('close', () => connections.delete(connection));
    connection.on('error', () => {});
    connection.on('authentication', (attempt) => {
      if (attempt.method === 'password' && attempt.username === 'carrier' && attempt.password === 'geheim')
        attempt.accept();
      else attempt.reject(['password']);
    });
    connection.on('session', (accept) =>
      accept().on('sftp', (acceptSftp) =>
        serveFiles(acceptSftp(), folder, () => {
          if (--serving.readsUntilBroken < 0) connection.end();
          return serving.readsUntilBroken >= 0;
        }),
      ),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(serving, {
    port: (server.address() as { port: number }).port,
    close: () => {
      for (const connection of connections) connection.end();
      server.close();
    },
  });
}

function serveFiles(sftp: ssh2.SFTPWrapper, folder: string, mayRead: () => boolean): void {
  const files = new Map<number, FileHandle>();
  const listings = new Map<number, string[]>();
  let last = 0;
  const at = (path: string) => join(folder, path);
  const handleOf = (number: number) => {
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(number);
    return handle;
  };
  const attrsOf = async (path: string) => {
    const { mode, uid, gid, size, atimeMs, mtimeMs } = await stat(path);
    return { mode, uid, gid, size, atime: Math.floor(atimeMs / 1_000), mtime: Math.floor(mtimeMs / 1_000) };
  };
  const trying = (reqId: number, work: () => Promise<unknown>) => {
    work().catch(({ code }: NodeJS.ErrnoException) =>
      sftp.status(reqId, code === 'ENOENT' ? STATUS_CODE.NO_SUCH_FILE : STATUS_CODE.FAILURE),
    );
  };
  sftp
    .on('OPENDIR', (reqId, path) =>
      trying(reqId, async () => {
        listings.set(++last, await readdir(at(path)));
        sftp.handle(reqId, handleOf(last));
      }),
    )
    .on('READDIR', (reqId, handle) =>
      trying(reqId, async () => {
        const number = handle.readUInt32BE();
        const names = listings.get(number) ?? [];
        listings.set(number, []);
        if (names.length === 0) return sftp.status(reqId, STATUS_CODE.EOF);
        const entries = names.map(async (name) => ({ filename: name, longname: name, attrs: await attrsOf(at(name)) }));
        sftp.name(reqId, await Promise.all(entries));
      }),
    )
    .on('OPEN', (reqId, path) =>
      trying(reqId, async () => {
        files.set(++last, await open(at(path)));
        sftp.handle(reqId, handleOf(last));
      }),
    )
    .on('READ', (reqId, handle, offset, length) =>
      trying(reqId, async () => {
        if (!mayRead()) return;
        const file = files.get(handle.readUInt32BE());
        const { buffer, bytesRead } = await file!.read(Buffer.alloc(length), 0, length, offset);
        if (bytesRead === 0) sftp.status(reqId, STATUS_CODE.EOF);
        else sftp.data(reqId, buffer.subarray(0, bytesRead));
      }),
    )
    .on('FSTAT', (reqId, handle) =>
      trying(reqId, async () => {
        const { mode, uid, gid, size } = await files.get(handle.readUInt32BE())!.stat();
        sftp.attrs(reqId, { mode, uid, gid, size, atime: 0, mtime: 0 });
      }),
    )
    .on('CLOSE', (reqId, handle) =>
      trying(reqId, async () => {
        await files.get(handle.readUInt32BE())?.close();
        files.delete(handle.readUInt32BE());
        sftp.status(reqId, STATUS_CODE.OK);
      }),
    )
    .on('REMOVE', (reqId, path) =>
      trying(reqId, async () => {
        await rm(at(path));
        sftp.status(reqId, STATUS_CODE.OK);
      }),
    )
    .on('LSTAT', (reqId, path) => trying(reqId, async () => sftp.attrs(reqId, await attrsOf(at(path)))))
    .on('MKDIR', (reqId, path) =>
      trying(reqId, async () => {
        await mkdir(at(path));
        sftp.status(reqId, STATUS_CODE.OK);
      }),
    )
    .on('RENAME', (reqId, from, to) =>
      trying(reqId, async () => {
        await rename(at(from), at(to));
        sftp.status(reqId, STATUS_CODE.OK);
      }),
    )
    .on('close', () => {
      for (const file of files.values()) void file.close().catch(() => {});
      files.clear();
    });
}
