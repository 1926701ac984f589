import { existsSync } from 'node:fs';
import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Serves the built screens: files with a hash in their name (`/assets/`) for ever, everything else asked for again each time.
 * False where there is no build.
 */
export async function serveWeb(server: FastifyInstance, webDir: string): Promise<boolean> {
  if (!existsSync(join(webDir, 'index.html'))) return false;
  await compressWeb(webDir);
  await server.register(fastifyStatic, {
    root: webDir,
    preCompressed: true,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return true;
}

/** An address of the screens' own router, which gets `index.html`; unknown files and API addresses stay unknown. */
export function isPageAddress({ method, url }: FastifyRequest): boolean {
  // What is asked for may hold a point (`?check=control.jump`), and that is no file's ending.
  const [path = ''] = url.split('?', 1);
  return method === 'GET' && !path.startsWith('/api/') && !/\.\w+$/.test(path);
}

const COMPRESSIBLE = /\.(js|css|html|svg|json)$/;
/** Smaller files fit one packet anyway. */
const WORTHWHILE_BYTES = 1_400;
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Writes `.br` and `.gz` beside every file that gains by it, once per build; the copies carry the time of their original. */
async function compressWeb(webDir: string): Promise<void> {
  for (const entry of await readdir(webDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !COMPRESSIBLE.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const { mtime, size } = await stat(path);
    const copied = await stat(`${path}.br`).catch(() => null);
    if (size < WORTHWHILE_BYTES || copied?.mtime.getTime() === mtime.getTime()) continue;
    const content = await readFile(path);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: size };
    for (const [ending, bytes] of [
      ['gz', await zip(content)],
      ['br', await brotli(content, { params })],
    ] as const) {
      await writeFile(`${path}.${ending}`, bytes);
      await utimes(`${path}.${ending}`, mtime, mtime);
    }
  }
}
