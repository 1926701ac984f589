/** A small FTP server with TLS (RFC 959, 4217, 3659) over a folder, for tests of feeds that fetch from one. */
import { once } from 'node:events';
import { createReadStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createSecureContext, TLSSocket } from 'node:tls';

/** Made for these tests alone: it guards nothing. Valid for localhost and 127.0.0.1. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOMUXDuVxcYUqLTk0
z2IOv0J9nOyyIKk5UOkO+wtJC+KhRANCAAQhmThtoZFiU9MHlpev517XMeYg0fTG
Ir4M3Yzwtg5o1pHU901uyxqKUoox5bYphIFRwUjZCK713vxikahm3qAE
-----END PRIVATE KEY-----`;
export const TEST_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUE+o8kQ2qIqtK1JuZzYUSDPeagaUwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzA4Mzk1NVoYDzIxMjYxMDMw
MDgzOTU1WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQhmThtoZFiU9MHlpev517XMeYg0fTGIr4M3Yzwtg5o1pHU901uyxqK
Uoox5bYphIFRwUjZCK713vxikahm3qAEo28wbTAdBgNVHQ4EFgQU8X4vFANIt13N
rKPalNYvLuMC8SwwHwYDVR0jBBgwFoAU8X4vFANIt13NrKPalNYvLuMC8SwwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgPWNugM3nPbqh2W0fbkQbEL9VAU7aOMNJy4IIuEA/TCsCIQDI
43pmd4YWvNHT+WqMI7rkIynt6OFOuBzrpWQntheOfQ==
-----END CERTIFICATE-----`;

export interface FtpsServer {
  readonly port: number;
  close(): void;
}

/** Serves a folder to the user `carrier` with the password `geheim`; connections that are not encrypted are refused. */
export async function startFtpsServer(folder: string): Promise<FtpsServer> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    serve(socket, folder);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

const portOf = (server: Server): number => (server.address() as { port: number }).port;
const context = createSecureContext({ key: KEY, cert: TEST_CERTIFICATE });

function serve(plain: Socket, folder: string): void {
  let control: Socket = plain;
  let user = '';
  let signedIn = false;
  let offset = 0;
  let renaming = '';
  let data: Promise<Socket> | null = null;
  const say = (text: string) => control.write(`${text}\r\n`);
  const hear = (socket: Socket) => {
    let held = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      held += text;
      for (let end = held.indexOf('\r\n'); end >= 0; end = held.indexOf('\r\n')) {
        const line = held.slice(0, end);
        held = held.slice(end + 2);
        void obey(line);
      }
    });
    socket.on('error', () => {});
  };
  const passive = async (): Promise<number> => {
    const listener = createServer();
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    data = once(listener, 'connection').then(([socket]) => {
      listener.close();
      const secured = new TLSSocket(socket as Socket, { isServer: true, secureContext: context });
      secured.on('error', () => {});
      return secured;
    });
    return portOf(listener);
  };
  const send = async (content: AsyncIterable<Buffer> | Iterable<string>) => {
    const socket = await data;
    if (socket === null) return say('425 no connection');
    say('150 here it comes');
    await pipeline(content, socket).then(
      () => say('226 done'),
      () => say('426 broken off'),
    );
  };
  const obey = async (line: string) => {
    const [, verb = '', word = ''] = /^(\S+)(?: (.*))?$/.exec(line) ?? [];
    const path = join(folder, word.replace(/^\//, ''));
    if (!signedIn && !['AUTH', 'USER', 'PASS', 'PBSZ', 'PROT', 'FEAT', 'QUIT'].includes(verb))
      return say('530 who are you');
    switch (verb) {
      case 'AUTH': {
        say('234 go on');
        control.removeAllListeners('data');
        const secured = new TLSSocket(control, { isServer: true, secureContext: context });
        control = secured;
        return hear(secured);
      }
      case 'USER':
        user = word;
        return say(control === plain ? '530 encrypted only' : '331 password');
      case 'PASS':
        signedIn = user === 'carrier' && word === 'geheim';
        return say(signedIn ? '230 in' : '530 no');
      case 'EPSV':
        return say(`229 here (|||${await passive()}|)`);
      case 'MLSD':
        return send(
          readdirSync(folder).map((name) => {
            const found = statSync(join(folder, name));
            const { size, mtime } = found;
            return `type=${found.isFile() ? 'file' : 'dir'};size=${size};modify=${mtime.toISOString().replace(/[-:T]|\..*/g, '')}; ${name}\r\n`;
          }),
        );
      case 'FEAT':
        return say('211-features\r\n MLST type*;size*;modify*;\r\n REST STREAM\r\n211 end');
      case 'REST':
        offset = Number(word);
        return say('350 from there');
      case 'RETR': {
        const start = offset;
        offset = 0;
        return send(createReadStream(path, { start }));
      }
      case 'SIZE':
        return say(existsSync(path) ? `213 ${statSync(path).size}` : '550 there is none');
      case 'MKD':
        mkdirSync(path, { recursive: true });
        return say('257 made');
      case 'DELE':
        rmSync(path);
        return say('250 gone');
      case 'RNFR':
        renaming = path;
        return say('350 to');
      case 'RNTO':
        renameSync(renaming, path);
        return say('250 moved');
      case 'PWD':
        return say('257 "/"');
      case 'QUIT':
        return say('221 bye');
      case 'PBSZ':
      case 'PROT':
      case 'TYPE':
      case 'OPTS':
      case 'CWD':
      case 'STRU':
        return say('200 yes');
      default:
        return say('502 no');
    }
  };
  hear(plain);
  say('220 hello');
}
