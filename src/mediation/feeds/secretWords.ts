import type { FeedSettings } from './settings.ts';

/** A word of a feed's secret. */
export interface SecretWord {
  readonly name: (typeof SECRET_WORDS)[number];
  readonly optional: boolean;
}

export const SECRET_WORDS = [
  'secret',
  'user',
  'password',
  'privateKey',
  'passphrase',
  'token',
  'clientId',
  'clientSecret',
  'applicationKey',
  'applicationSecret',
  'consumerKey',
] as const;

const needed = (...names: SecretWord['name'][]): SecretWord[] => names.map((name) => ({ name, optional: false }));
const may = (...names: SecretWord['name'][]): SecretWord[] => names.map((name) => ({ name, optional: true }));

/** Ways to give a feed's secret, each a list of words; none where it has no secret. */
export function secretWays(settings: FeedSettings): SecretWord[][] {
  switch (settings.kind) {
    case 'sftp':
      return [needed('password'), [...needed('privateKey'), ...may('passphrase')]];
    case 'ftps':
      return [needed('password')];
    case 'dropBox':
      return [settings.publicKeys.length > 0 ? may('password') : needed('password')];
    case 'radius':
      return [needed('secret')];
    case 'tcpServer':
    case 'tcpClient':
      return settings.dialogue.some(({ send }) => send.includes('{secret}')) ? [needed('secret')] : [];
    case 'pull':
      return wordsOfAuth(settings.auth.kind);
    default:
      return [];
  }
}

function wordsOfAuth(kind: Extract<FeedSettings, { kind: 'pull' }>['auth']['kind']): SecretWord[][] {
  switch (kind) {
    case 'none':
      return [];
    case 'basic':
      return [needed('user', 'password')];
    case 'bearer':
    case 'header':
      return [needed('token')];
    case 'oauth2':
      return [needed('clientId', 'clientSecret')];
    case 'ovh':
      return [needed('applicationKey', 'applicationSecret', 'consumerKey')];
  }
}
