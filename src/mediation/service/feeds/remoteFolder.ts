import type { RemoteFile } from '../../feeds/remoteFiles.ts';

/** A folder elsewhere, open for one turn. Errors of the connection are refusals `mediation.feedConnection` and the like. */
export interface RemoteFolder extends AsyncDisposable {
  /** Its files, without folders. */
  list(): Promise<RemoteFile[]>;
  /** The content from an offset on, up to a length where given. */
  read(name: string, fromByte?: number, bytes?: number): AsyncIterable<Buffer>;
  remove(name: string): Promise<void>;
  /** `to` is a path relative to the folder; an existing file there is an error. */
  move(name: string, to: string): Promise<void>;
}
