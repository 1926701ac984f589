/** The drop box: our own SFTP server, an account for each feed; feeds of one address and port share a server. */
import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import ssh2, { type AuthContext, type Connection } from 'ssh2';
import { Refusal } from '#base';
import type { App } from '#platform/app';
import { sha256 } from '#platform/hash';
import type { SettingsOf } from '../../feeds/settings.ts';
import { DropFolder } from './dropFolder.ts';
import type { Listener, Listening } from './running.ts';
import { serveSession } from './sftpSession.ts';

const KEEP_ALIVE_MS = 30_000;
const MOST_CONNECTIONS = 64;
const FAREWELL_MS = 2_000;
/** Attempts to sign in of one connection. */
const MOST_ATTEMPTS = 6;
const SIGN_IN_MS = 60_000;

interface Account {
  readonly password: string | null;
  readonly publicKeys: readonly ssh2.ParsedKey[];
  readonly folder: DropFolder;
}

interface Shared {
  readonly server: ssh2.Server;
  readonly accounts: Map<string, Account>;
  readonly connections: Map<Connection, string | null>;
}

const SERVERS = new WeakMap<App['resources'], Map<string, Promise<Shared>>>();

/** @throws Refusal `mediation.feedPort`, `mediation.feedSecretMissing`, `mediation.feedUserTaken`, `mediation.feedPublicKey` */
export async function openDropBox(listening: Listening<SettingsOf<'dropBox'>>): Promise<Listener> {
  const { app, actor, feed, settings, secret, tell } = listening;
  const password = secret.password ?? secret.secret ?? null;
  if (password === null && settings.publicKeys.length === 0)
    throw new Refusal('invalid', 'mediation.feedSecretMissing', { feed: feed.code });
  const folder = new DropFolder(app, actor, feed, settings);
  await folder.prepare();
  const key = `${settings.host}:${settings.port === 0 ? `any/${actor.tenantId}/${feed.id}` : settings.port}`;
  const servers = SERVERS.get(app.resources) ?? new Map<string, Promise<Shared>>();
  SERVERS.set(app.resources, servers);
  let opening = servers.get(key);
  if (opening === undefined) {
    opening = openServer(app, settings);
    servers.set(key, opening);
    opening.catch(() => servers.delete(key));
  }
  const shared = await opening;
  if (shared.accounts.has(settings.user))
    throw new Refusal('conflict', 'mediation.feedUserTaken', { user: settings.user });
  shared.accounts.set(settings.user, { password, publicKeys: settings.publicKeys.map(publicKeyOf), folder });
  tell('listening');
  const address = shared.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : settings.port,
    stop: async () => {
      shared.accounts.delete(settings.user);
      for (const [connection, user] of shared.connections) if (user === settings.user) connection.end();
      if (shared.accounts.size > 0) return;
      servers.delete(key);
      for (const connection of shared.connections.keys()) connection.end();
      // Who does not hang up is not waited for long.
      const closed = new Promise<void>((resolve) => shared.server.close(() => resolve()));
      await Promise.race([closed, sleep(FAREWELL_MS)]);
    },
  };
}

function publicKeyOf(text: string): ssh2.ParsedKey {
  const parsed = ssh2.utils.parseKey(text);
  if (parsed instanceof Error) throw new Refusal('invalid', 'mediation.feedPublicKey', { key: text.slice(0, 40) });
  return parsed;
}

async function openServer(app: App, { host, port }: { readonly host: string; readonly port: number }): Promise<Shared> {
  const accounts = new Map<string, Account>();
  const connections = new Map<Connection, string | null>();
  const config = { hostKeys: [await hostKey(app)], keepaliveInterval: KEEP_ALIVE_MS, keepaliveCountMax: 4 };
  const server = new ssh2.Server(config, (connection) => {
    if (connections.size >= MOST_CONNECTIONS) {
      connection.end();
      return;
    }
    connections.set(connection, null);
    connection.on('close', () => connections.delete(connection));
    connection.on('error', () => {}); // scanners and broken lines; the connection ends by itself
    serve(app, connection, accounts, (user) => connections.set(connection, user));
  });
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw new Refusal('unavailable', 'mediation.feedPort', {
      port,
      reason: (error as NodeJS.ErrnoException).code ?? '',
    });
  }
  return { server, accounts, connections };
}

function serve(
  app: App,
  connection: Connection,
  accounts: ReadonlyMap<string, Account>,
  onUser: (user: string) => void,
): void {
  let attempts = 0;
  let account: Account | null = null;
  const tooLong = setTimeout(() => connection.end(), SIGN_IN_MS);
  connection.on('close', () => clearTimeout(tooLong));
  connection.on('authentication', (attempt) => {
    const wanted = accounts.get(attempt.username);
    const accepted = signsIn(attempt, wanted);
    if (accepted && wanted !== undefined) {
      account = wanted;
      onUser(attempt.username);
      attempt.accept();
    } else if (attempt.method !== 'none' && ++attempts >= MOST_ATTEMPTS) connection.end();
    else attempt.reject(['publickey', 'password']);
  });
  connection.on('ready', () => {
    clearTimeout(tooLong);
    connection.on('session', (acceptSession) => {
      acceptSession().on('sftp', (acceptSftp) => {
        if (account === null) return;
        serveSession(acceptSftp(), account.folder, (error) =>
          app.log.error('feed.dropBox', { message: error.message }),
        );
      });
    });
  });
}

/** Compares also where there is no such user, so that the two cannot be told apart by time. */
function signsIn(attempt: AuthContext, account: Account | undefined): boolean {
  if (attempt.method === 'password') {
    const right = timingSafeEqual(sha256(attempt.password), sha256(account?.password ?? ''));
    return right && account?.password != null;
  }
  if (attempt.method !== 'publickey') return false;
  const { key, signature, blob, hashAlgo } = attempt;
  const known = account?.publicKeys.find((each) => each.type === key.algo && each.getPublicSSH().equals(key.data));
  if (known === undefined) return false;
  return signature === undefined || (blob !== undefined && known.verify(blob, signature, hashAlgo) === true);
}

/** The key by which senders know our server: made once per data directory; two processes that come at once agree on one. */
async function hostKey(app: App): Promise<string> {
  const folder = join(app.dataDir, 'feeds');
  const path = join(folder, 'hostkey');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const known = await readFile(path, 'utf8').catch(() => null);
  if (known !== null) return known;
  const aside = `${path}.${process.pid}`;
  await writeFile(aside, ssh2.utils.generateKeyPairSync('ed25519').private, { mode: 0o600 });
  await chmod(aside, 0o600);
  await link(aside, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(aside, { force: true });
  return readFile(path, 'utf8');
}
