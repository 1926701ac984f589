import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { App } from './app.ts';

/** Hears the payload of each notification; null after the connection was lost and found again: look for yourself. */
export type Listener = (payload: string | null) => void;

interface Channels {
  add(channel: string, listener: Listener): Promise<() => void>;
}

const CHANNELS = new WeakMap<App['resources'], Channels>();
const RECONNECT_MS = 1000;

/**
 * Hears PostgreSQL's NOTIFY on a channel until the returned function is called. All listeners of an App share one
 * connection, opened at the first call and opened again when it breaks.
 */
export function listen(app: App, channel: string, listener: Listener): Promise<() => void> {
  let channels = CHANNELS.get(app.resources);
  if (!channels) {
    channels = openChannels(app);
    CHANNELS.set(app.resources, channels);
  }
  return channels.add(channel, listener);
}

function openChannels(app: App): Channels {
  const listeners = new Map<string, Set<Listener>>();
  let connection: Promise<pg.Client> | null = null;
  let closed = false;

  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({
      connectionString: app.appUrl,
      application_name: 'tarifwerk listen',
      keepAlive: true,
    });
    client.on('notification', ({ channel, payload }) => {
      for (const listener of listeners.get(channel) ?? []) listener(payload ?? '');
    });
    client.on('error', (error) => app.log.error('database.connectionLost', { message: error.message }));
    client.on('end', () => {
      connection = null;
      if (!closed) void reconnect();
    });
    await client.connect();
    for (const channel of listeners.keys()) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    return client;
  };
  const reconnect = async (): Promise<void> => {
    await sleep(RECONNECT_MS, undefined, { ref: false });
    if (closed || connection) return;
    connection = connect();
    try {
      await connection;
      for (const each of listeners.values()) for (const listener of each) listener(null);
    } catch {
      connection = null;
      void reconnect();
    }
  };
  app.resources.defer(async () => {
    closed = true;
    await (await connection)?.end();
  });
  return {
    add: async (channel, listener) => {
      const known = listeners.get(channel);
      if (known) known.add(listener);
      else listeners.set(channel, new Set([listener]));
      connection ??= connect();
      const client = await connection;
      if (!known) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      return () => listeners.get(channel)?.delete(listener);
    },
  };
}
