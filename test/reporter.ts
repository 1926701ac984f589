import { relative } from 'node:path';
import { Readable } from 'node:stream';
import { spec } from 'node:test/reporters';

interface Event {
  readonly type: string;
  readonly data: {
    readonly file?: string;
    readonly success?: boolean;
    readonly counts?: { readonly tests: number };
    readonly duration_ms?: number;
    readonly message?: string;
  };
}

const QUIET = new Set(['test:pass', 'test:start', 'test:enqueue', 'test:dequeue', 'test:complete', 'test:plan']);

/** One line per file, failures in full, and Node's own summary at the end. */
export default async function* report(source: AsyncIterable<Event>): AsyncGenerator<string> {
  for await (const text of Readable.from(withoutSuccesses(source)).pipe(new spec())) yield String(text);
}

async function* withoutSuccesses(source: AsyncIterable<Event>): AsyncGenerator<Event> {
  for await (const event of source) {
    if (event.type === 'test:summary' && event.data.file) {
      const { file, success, counts, duration_ms } = event.data;
      const seconds = ((duration_ms ?? 0) / 1000).toFixed(1);
      const message = `${success ? '✔' : '✖'} ${relative(process.cwd(), file)}  ${counts?.tests ?? 0} tests, ${seconds} s\n`;
      yield { type: 'test:stdout', data: { message } };
    } else if (!QUIET.has(event.type)) yield event;
  }
}
