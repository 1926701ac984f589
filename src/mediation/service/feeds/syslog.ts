/** Syslog over UDP (RFC 5426) and TCP (RFC 6587): border controllers and servers that tell their calls this way. */
import { createSocket, type RemoteInfo } from 'node:dgram';
import { MessageCounter } from '../../feeds/messageCounter.ts';
import type { SettingsOf } from '../../feeds/settings.ts';
import { readSyslog, syslogRecord } from '../../feeds/syslog.ts';
import { SyslogFramer } from '../../feeds/syslogFrames.ts';
import { bindUdp, closeUdp } from './radius.ts';
import { type Listener, type Listening, plainAddress } from './running.ts';
import { readStream, serveTcp } from './tcp.ts';

/** @throws Refusal `mediation.feedPort` */
export async function listenSyslog(listening: Listening<SettingsOf<'syslog'>>): Promise<Listener> {
  const { settings, writer } = listening;
  const only = settings.only === undefined ? null : new RegExp(settings.only);
  const counter = settings.counter === undefined ? null : new MessageCounter(settings.counter);
  const recordOf = (message: Buffer, sender: string): Buffer | null => {
    const read = readSyslog(message.toString('utf8'));
    writer.lost(counter?.missing(sender, read.message) ?? 0);
    if (only !== null && !only.test(read.message)) return null;
    const record = syslogRecord(read, settings.keep);
    return record === '\n' ? null : Buffer.from(record);
  };
  const add = (message: Buffer, sender: string) => {
    const record = recordOf(message, sender);
    if (record !== null) writer.add(record);
  };
  const offer = (message: Buffer, sender: string) => {
    const record = recordOf(message, sender);
    if (record !== null) writer.offer(record);
  };
  const parts: Listener[] = [];
  // UDP and TCP share the number of the port, also where the system chose it.
  if (settings.transport !== 'udp')
    parts.push(
      await serveTcp({
        ...settings,
        onConnection: (socket) => {
          const sender = plainAddress(socket.remoteAddress);
          return readStream(listening, socket, new SyslogFramer(), (message) => add(message, sender));
        },
        onListening: () => {},
      }),
    );
  const port = parts[0]?.port ?? settings.port;
  try {
    if (settings.transport !== 'tcp') parts.push(await listenUdp({ ...settings, port }, offer));
  } catch (error) {
    for (const part of parts) await part.stop();
    throw error;
  }
  listening.tell('listening');
  return {
    port: parts[0]?.port ?? null,
    stop: async () => {
      await Promise.all(parts.map((part) => part.stop()));
    },
  };
}

async function listenUdp(
  settings: SettingsOf<'syslog'>,
  take: (message: Buffer, sender: string) => void,
): Promise<Listener> {
  const clients = new Set(settings.clients);
  const socket = createSocket(settings.host.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', (message: Buffer, from: RemoteInfo) => {
    const sender = plainAddress(from.address);
    if (clients.size === 0 || clients.has(sender)) take(message, sender);
  });
  await bindUdp(socket, settings);
  return { port: socket.address().port, stop: () => closeUdp(socket) };
}
