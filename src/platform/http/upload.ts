import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '#base';

/** One file of an upload, on its way in. */
export interface UploadedFile {
  /** As the sender calls it, without folders. */
  readonly name: string;
  readonly mediaType: string;
  /** Must be read to its end (or destroyed) before the next file comes. */
  readonly stream: Readable;
  /** Text fields that came before the file in the form. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Largest uploaded file, in bytes: a carrier's month fits; a disk is not filled by one request. */
export const UPLOAD_LIMIT_BYTES = 16 * 1024 ** 3;

/** The files of a multipart request in the order they arrive; one that is too large ends in the refusal `request.tooLarge`. */
export async function* uploadedFiles(request: FastifyRequest): AsyncGenerator<UploadedFile> {
  const fields: Record<string, string> = {};
  const limits = { fileSize: UPLOAD_LIMIT_BYTES, fieldSize: 64 * 1024, fields: 100, files: 1_000, parts: 1_100 };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') fields[part.fieldname] = part.value;
      continue;
    }
    yield { name: lastSegment(part.filename), mediaType: part.mimetype, stream: part.file, fields: { ...fields } };
    if (part.file.truncated) throw new Refusal('invalid', 'request.tooLarge');
  }
}

function lastSegment(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
}
