/** RADIUS accounting (RFC 2866): a record is acknowledged once it is durable; sent again, it is acknowledged again and kept once. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { Refusal } from '#base';
import { accountingKey, accountingResponse, readAccounting } from '../../feeds/radius.ts';
import { radiusDetail } from '../../feeds/radiusDetail.ts';
import type { SettingsOf } from '../../feeds/settings.ts';
import { type Listener, type Listening, plainAddress } from './running.ts';

/** Bytes the system may hold while we write. */
const SOCKET_BYTES = 4 * 1_048_576;

/** @throws Refusal `mediation.feedSecretMissing`, `mediation.feedPort` */
export async function listenRadius(listening: Listening<SettingsOf<'radius'>>): Promise<Listener> {
  const { app, feed, settings, writer } = listening;
  const secret = listening.secret.secret ?? '';
  if (secret === '') throw new Refusal('invalid', 'mediation.feedSecretMissing', { feed: feed.code });
  const clients = new Set(settings.clients);
  const socket = createSocket(settings.host.includes(':') ? 'udp6' : 'udp4');
  const take = (packet: Buffer, from: RemoteInfo) => {
    const sender = plainAddress(from.address);
    if (clients.size > 0 && !clients.has(sender)) return;
    const request = readAccounting(packet, secret);
    if (typeof request === 'string') {
      if (request === 'authenticator')
        listening.tell('listening', { code: 'mediation.radiusAuthenticator', params: { sender } });
      return;
    }
    const acknowledge = () => socket.send(accountingResponse(request, secret), from.port, from.address, () => {});
    const record = Buffer.from(radiusDetail(request, sender, app.clock.now()));
    writer.offer(record, accountingKey(request, sender), acknowledge); // dropped: not acknowledged, so it is sent again
  };
  socket.on('message', take);
  await bindUdp(socket, settings);
  listening.tell('listening');
  return {
    port: socket.address().port,
    stop: async () => {
      socket.off('message', take);
      await writer.settled(); // its acknowledgements go out before the socket closes
      await closeUdp(socket);
    },
  };
}

/** Opens a UDP socket. @throws Refusal `mediation.feedPort` */
export async function bindUdp(
  socket: Socket,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<void> {
  try {
    socket.bind(port, host);
    await once(socket, 'listening');
    socket.setRecvBufferSize(SOCKET_BYTES);
  } catch (error) {
    socket.close();
    throw new Refusal('unavailable', 'mediation.feedPort', {
      port,
      reason: (error as NodeJS.ErrnoException).code ?? '',
    });
  }
}

export function closeUdp(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.close(() => resolve()));
}
