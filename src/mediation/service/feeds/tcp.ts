/** Streams over TCP, as server or as client: SMDR, 3CX, and syslog's connections. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '#base';
import { type Framer, framerFor } from '../../feeds/frames.ts';
import type { SettingsOf } from '../../feeds/settings.ts';
import { type Listener, type Listening, plainAddress } from './running.ts';

const KEEP_ALIVE_MS = 30_000;
/** Between two attempts to connect: this, twice this, … up to a minute. */
const AGAIN_MS = 1_000;
const LONGEST_AGAIN_MS = 60_000;
const CONNECT_MS = 30_000;
/** Silence after which a connection that is to end is over. */
const FAREWELL_MS = 200;
/** Connections at a time. */
const MOST_CONNECTIONS = 256;

type Dialogue = SettingsOf<'tcpServer'>['dialogue'];
type Take = (record: Buffer) => void;

/** @throws Refusal `mediation.feedPort` */
export async function listenTcp(listening: Listening<SettingsOf<'tcpServer'>>): Promise<Listener> {
  const { settings, writer } = listening;
  return serveTcp({
    ...settings,
    onConnection: (socket) =>
      readStream(listening, socket, framerFor(settings.framing), (record) => writer.add(record), settings.dialogue),
    onListening: () => listening.tell('listening'),
  });
}

export interface TcpServing {
  readonly host: string;
  readonly port: number;
  readonly clients: readonly string[];
  /** Reads the connection to its end. */
  readonly onConnection: (socket: Socket) => Promise<void>;
  readonly onListening: () => void;
}

/** A server whose connections are read to their end, also when it stops. @throws Refusal `mediation.feedPort` */
export async function serveTcp({
  host,
  port,
  clients,
  onConnection,
  onListening,
}: TcpServing): Promise<Listener & { port: number }> {
  const open = new Map<Socket, Promise<void>>();
  const allowed = new Set(clients);
  const server: Server = createServer({ keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS }, (socket) => {
    socket.on('error', () => {}); // whoever reads it sees its end
    if (allowed.size > 0 && !allowed.has(plainAddress(socket.remoteAddress))) {
      socket.destroy();
      return;
    }
    open.set(
      socket,
      onConnection(socket).finally(() => open.delete(socket)),
    );
  });
  server.maxConnections = MOST_CONNECTIONS;
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw new Refusal('unavailable', 'mediation.feedPort', {
      port,
      reason: (error as NodeJS.ErrnoException).code ?? '',
    });
  }
  onListening();
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: async () => {
      server.close();
      for (const socket of open.keys()) endSoon(socket);
      await Promise.all(open.values());
    },
  };
}

/** Says that we go, still takes what is on its way, and closes once nothing comes any more. */
function endSoon(socket: Socket): void {
  socket.end();
  socket.setTimeout(FAREWELL_MS, () => socket.destroy());
}

/** Reads a connection to its end: record by record to the writer, held back while that is full. */
export async function readStream(
  { writer, secret }: Pick<Listening<unknown>, 'writer' | 'secret'>,
  socket: Socket,
  framer: Pick<Framer, 'push' | 'end' | 'cutOff'>,
  take: Take,
  dialogue: Dialogue = [],
): Promise<void> {
  const said = new Said(dialogue, (text) => socket.write(text.replaceAll('{secret}', secret.secret ?? '')));
  said.hear('');
  let cutOff = 0;
  try {
    for await (const piece of socket as AsyncIterable<Buffer>) {
      const records = said.done ? piece : said.hear(piece.toString('latin1'));
      framer.push(Buffer.from(records), take);
      writer.cutOff(framer.cutOff - cutOff);
      cutOff = framer.cutOff;
      await writer.room();
    }
  } catch {
    // A broken connection is an ended one.
  }
  framer.end(take);
}

/** The questions and answers before records come; what was asked is no record. */
class Said {
  #steps: Dialogue;
  #heard = '';
  readonly #say: (text: string) => void;

  constructor(steps: Dialogue, say: (text: string) => void) {
    this.#steps = steps;
    this.#say = say;
  }

  get done(): boolean {
    return this.#steps.length === 0;
  }

  /** Answers what was expected. Returns what came after the last question. */
  hear(text: string): Buffer {
    this.#heard += text;
    for (let step = this.#steps[0]; step !== undefined; step = this.#steps[0]) {
      const at = this.#heard.indexOf(step.expect);
      if (at < 0) {
        this.#heard = this.#heard.slice(-1_000);
        return Buffer.alloc(0);
      }
      this.#heard = this.#heard.slice(at + step.expect.length);
      this.#say(step.send);
      this.#steps = this.#steps.slice(1);
    }
    const rest = this.#heard;
    this.#heard = '';
    return Buffer.from(rest, 'latin1');
  }
}

/** Connects and reads, and connects again when the connection ends, until stopped. */
export function connectTcp(listening: Listening<SettingsOf<'tcpClient'>>): Listener {
  const { settings, writer } = listening;
  const stopping = new AbortController();
  let socket: Socket | null = null;
  const work = async () => {
    for (let failures = 0; !stopping.signal.aborted; failures++) {
      socket = connect({
        host: settings.host,
        port: settings.port,
        keepAlive: true,
        keepAliveInitialDelay: KEEP_ALIVE_MS,
      });
      socket.on('error', () => {}); // `once` and the reading see it
      try {
        await once(socket, 'connect', { signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(CONNECT_MS)]) });
        failures = 0;
        listening.tell('connected');
        await talk(listening, socket, writer);
      } catch (error) {
        const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).name;
        if (!stopping.signal.aborted)
          listening.tell('failed', { code: 'mediation.feedConnection', params: { host: settings.host, reason } });
      }
      socket.destroy();
      const waitMs = Math.min(AGAIN_MS * 2 ** Math.min(failures, 10), LONGEST_AGAIN_MS);
      await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const working = work();
  return {
    port: null,
    stop: async () => {
      stopping.abort();
      if (socket !== null) endSoon(socket);
      await working;
    },
  };
}

async function talk(
  listening: Listening<SettingsOf<'tcpClient'>>,
  socket: Socket,
  writer: Listening<unknown>['writer'],
): Promise<void> {
  const { settings } = listening;
  const { keepAlive } = settings;
  const timer =
    keepAlive === undefined ? null : setInterval(() => socket.write(keepAlive.send), keepAlive.everyS * 1_000);
  try {
    await readStream(listening, socket, framerFor(settings.framing), (record) => writer.add(record), settings.dialogue);
    listening.tell('failed', { code: 'mediation.feedClosed', params: { host: settings.host } });
  } finally {
    if (timer !== null) clearInterval(timer);
  }
}
