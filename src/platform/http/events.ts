import { once } from 'node:events';
import type { FastifyReply } from 'fastify';

/** A comment every so often keeps proxies from closing a quiet stream. */
const HEARTBEAT_MS = 15_000;

/**
 * Sends values as server-sent events (WHATWG HTML 9.2) until they end, the reader goes away or the server closes. `open` starts
 * the values; its signal is aborted when nobody reads any more.
 */
export async function sendEvents(
  reply: FastifyReply,
  closing: AbortSignal,
  open: (signal: AbortSignal) => AsyncIterable<unknown>,
): Promise<void> {
  const gone = new AbortController();
  const signal = AbortSignal.any([gone.signal, closing]);
  reply.hijack();
  const out = reply.raw;
  out.once('close', () => gone.abort());
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) out.setHeader(name, value);
  out.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'close', // a closing server need not wait for the idle rest of it
    'x-accel-buffering': 'no', // nginx would hold events back
  });
  out.write('retry: 2000\n\n');
  const heartbeat = setInterval(() => out.write(': still here\n\n'), HEARTBEAT_MS);
  try {
    for await (const value of open(signal)) {
      if (signal.aborted) break;
      if (!out.write(`data: ${JSON.stringify(value)}\n\n`)) await once(out, 'drain', { signal }).catch(() => {});
    }
  } finally {
    clearInterval(heartbeat);
    out.end();
  }
}
