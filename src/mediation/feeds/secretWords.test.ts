import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secretWays } from './secretWords.ts';
import { type FeedSettingsInput, feedSettingsSchema } from './settings.ts';

test('each kind of feed asks for the words it signs in with', () => {
  const cases: [settings: FeedSettingsInput, ways: string[]][] = [
    [{ kind: 'push' }, []],
    [{ kind: 'folder', path: 'in' }, []],
    [{ kind: 'sftp', host: 'h', user: 'u' }, ['password', 'privateKey passphrase?']],
    [{ kind: 'ftps', host: 'h', user: 'u' }, ['password']],
    [{ kind: 'dropBox', user: 'u' }, ['password']],
    [{ kind: 'dropBox', user: 'u', publicKeys: ['ssh-ed25519 A'] }, ['password?']],
    [{ kind: 'radius' }, ['secret']],
    [{ kind: 'tcpServer', port: 1 }, []],
    [{ kind: 'tcpClient', host: 'h', port: 1, dialogue: [{ expect: ':', send: '{secret}\r\n' }] }, ['secret']],
    [{ kind: 'pull' }, []],
    [{ kind: 'pull', auth: { kind: 'basic' } }, ['user password']],
    [{ kind: 'pull', auth: { kind: 'header', name: 'X-Key' } }, ['token']],
    [{ kind: 'pull', auth: { kind: 'oauth2', tokenUrl: 'https://x' } }, ['clientId clientSecret']],
    [{ kind: 'pull', auth: { kind: 'ovh' } }, ['applicationKey applicationSecret consumerKey']],
  ];
  for (const [settings, ways] of cases)
    assert.deepEqual(
      secretWays(feedSettingsSchema.parse(settings)).map((way) =>
        way.map(({ name, optional }) => (optional ? `${name}?` : name)).join(' '),
      ),
      ways,
      JSON.stringify(settings),
    );
});
