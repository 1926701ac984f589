/** What is asked for a feed of each kind, in order; how it is asked, and where it stands in the settings. */
import { text } from '#base';
import type { FeedKind } from '#mediation';
import { type FeedDraft, valueAt } from './feedDraft.ts';

/** How something is asked. `alone`: the choice is what its part begins with; the rest of that goes. */
export type FieldInput =
  | { readonly kind: 'text' | 'number' | 'switch' | 'longText' | 'lines' | 'pairs' | 'path' | 'dialogue' }
  | { readonly kind: 'choice'; readonly of: Readonly<Record<string, string>>; readonly alone?: true }
  /** A part that may be left out; `start` is what it begins with. */
  | { readonly kind: 'part'; readonly start: FeedDraft };

export interface FeedField {
  /** Where it stands in the settings, e.g. `framing.kind`. */
  readonly path: string;
  readonly label: string;
  readonly hint?: string;
  readonly input: FieldInput;
  readonly example?: string;
  /** Seldom changed: shown on demand. */
  readonly more?: true;
  readonly shown?: (draft: FeedDraft) => boolean;
}

const TEXT = { kind: 'text' } as const;
const NUMBER = { kind: 'number' } as const;
const SWITCH = { kind: 'switch' } as const;

const field = (path: string, label: string, input: FieldInput, rest: Partial<FeedField> = {}): FeedField => ({
  path,
  label,
  input,
  ...rest,
});
const is = (path: string, value: unknown) => (draft: FeedDraft) => valueAt(draft, path) === value;
const has = (path: string) => (draft: FeedDraft) => valueAt(draft, path) !== undefined;

const HOST = field('host', text('Host'), TEXT, { example: 'sftp.example.com' });
const PORT = field('port', text('Port'), NUMBER);
const USER = field('user', text('User'), TEXT);
const ADDRESS = field('host', text('Address to listen at'), TEXT, {
  hint: text('0.0.0.0: every address of this machine'),
  more: true,
});
const CLIENTS = field(
  'clients',
  text('Only from these addresses'),
  { kind: 'lines' },
  {
    hint: text('One in a line; nothing: from everywhere'),
  },
);
const EVERY = field('everyS', text('Looks every … seconds'), NUMBER);
const EXPECTED = field('expectEveryS', text('Silence is a gap after … seconds'), NUMBER, { more: true });
const GATHERED = [
  field('cutAfterS', text('Records become a file after … seconds'), NUMBER, { more: true }),
  field('cutAtBytes', text('… or at so many bytes'), NUMBER, { more: true }),
  EXPECTED,
];

const FILES = [
  field('names', text('Names of the files'), TEXT, { hint: text('Regular expression for the whole name') }),
  field('settleS', text('Complete when unchanged for … seconds'), NUMBER),
  field('markerSuffix', text('… or when a file with this ending lies beside it'), TEXT, { example: '.done' }),
  EVERY,
  field('afterwards', text('After the import'), {
    kind: 'choice',
    of: { keep: text('leave it there'), delete: text('delete it'), move: text('move it') },
  }),
  field('moveTo', text('Move to'), TEXT, { example: 'done', shown: is('afterwards', 'move') }),
  field('grows', text('Files grow at their end (log files)'), SWITCH, { more: true }),
  field('sequence', text('Number in the name'), TEXT, {
    hint: text('Regular expression whose group counts up by one, so that missing files are noticed'),
    example: '_(\\d+)\\.csv',
    more: true,
  }),
  EXPECTED,
];

const PATH_OF_FOLDER = field('path', text('Folder'), TEXT, { example: '/var/spool/cdr' });

const STREAM = [
  field('framing.kind', text('A record ends'), {
    kind: 'choice',
    alone: true,
    of: { lines: text('with the line'), etx: text('with the character ETX'), fixed: text('after so many bytes') },
  }),
  field('framing.bytes', text('Bytes of a record'), NUMBER, { shown: is('framing.kind', 'fixed') }),
  field(
    'dialogue',
    text('Signing in'),
    { kind: 'dialogue' },
    {
      hint: text("Question => answer, one in a line; '{secret}' stands for the secret, \\r\\n for the end of a line"),
      example: 'Password: => {secret}\\r\\n',
      more: true,
    },
  ),
];

/** What describes a carrier's API; where the source's format knows it, none of this is asked. */
const API = [
  field('url', text('Address'), TEXT, {
    hint: text("'{name}' stands for a word of the account, '{from}' and '{to}' for the window of time"),
    example: 'https://api.example.com/v1/calls',
  }),
  field('auth.kind', text('Signs in with'), {
    kind: 'choice',
    alone: true,
    of: {
      none: text('nothing'),
      basic: text('user and password'),
      bearer: text('a token'),
      header: text('a token in a header of its own'),
      oauth2: text('OAuth 2 (client credentials)'),
      ovh: text('OVH’s signature'),
    },
  }),
  field('auth.name', text('Name of the header'), TEXT, { example: 'X-Api-Key', shown: is('auth.kind', 'header') }),
  field('auth.tokenUrl', text('Address of tokens'), TEXT, { shown: is('auth.kind', 'oauth2') }),
  field('auth.scope', text('Scope'), TEXT, { shown: is('auth.kind', 'oauth2') }),
  field('query', text('Query'), { kind: 'pairs' }, { hint: text('name=value, one in a line') }),
  field('items', text('Where the records lie in an answer'), { kind: 'path' }, { example: 'data.calls' }),
  field('id', text('Where a record’s id lies'), { kind: 'path' }, { example: 'id' }),
  field('paging.kind', text('Pages'), {
    kind: 'choice',
    alone: true,
    of: {
      none: text('one answer is all'),
      nextLink: text('the answer names the next address'),
      cursor: text('the answer holds a word for the next page'),
      page: text('pages are counted'),
      listThenDetail: text('a list of ids, then each record'),
    },
  }),
  field(
    'paging.path',
    text('Where the next page stands in the answer'),
    { kind: 'path' },
    {
      shown: (draft) => ['nextLink', 'cursor'].includes(String(valueAt(draft, 'paging.kind'))),
    },
  ),
  field('paging.param', text('Parameter of the page'), TEXT, {
    shown: (draft) => ['cursor', 'page'].includes(String(valueAt(draft, 'paging.kind'))),
  }),
  field('paging.detailUrl', text('Address of one record'), TEXT, { shown: is('paging.kind', 'listThenDetail') }),
  field('window', text('Records are asked for by time'), { kind: 'part', start: {} }),
  field(
    'window.form',
    text('Times are written'),
    {
      kind: 'choice',
      of: {
        iso: '2026-10-05T10:15:00Z',
        isoMs: '2026-10-05T10:15:00.000Z',
        date: '2026-10-05',
        epochS: text('as seconds since 1970'),
        epochMs: text('as milliseconds since 1970'),
      },
    },
    { shown: has('window') },
  ),
  field('window.lengthS', text('Longest window, in seconds'), NUMBER, { shown: has('window') }),
  field('window.overlapS', text('Looked at again, in seconds'), NUMBER, { shown: has('window') }),
  field('window.delayS', text('Known only after … seconds'), NUMBER, { shown: has('window') }),
  field('window.historyS', text('The first visit looks back … seconds'), NUMBER, { shown: has('window') }),
  field('provisional', text('Records without a price yet are asked for again'), { kind: 'part', start: {} }),
  field('provisional.path', text('Where the price lies'), { kind: 'path' }, { shown: has('provisional') }),
  field('provisional.withinS', text('For at most … seconds'), NUMBER, { shown: has('provisional') }),
  field('minIntervalMs', text('Least pause between requests, in ms'), NUMBER, { more: true }),
  field('each', text('Address of a list, asked for value by value'), TEXT, { more: true }),
];

/** The fields of each kind; those of an API stand in `API_FIELDS`. */
export const FEED_FIELDS: Readonly<Record<FeedKind, readonly FeedField[]>> = {
  push: GATHERED,
  folder: [PATH_OF_FOLDER, ...FILES],
  sftp: [
    HOST,
    PORT,
    USER,
    { ...PATH_OF_FOLDER, example: 'cdr' },
    ...FILES,
    field('hostKey', text('Key of the server'), TEXT, {
      hint: text('SHA256:…, as ssh-keygen -lf prints it; without one the key of the first visit is kept'),
      more: true,
    }),
  ],
  ftps: [
    { ...HOST, example: 'ftp.example.com' },
    PORT,
    USER,
    { ...PATH_OF_FOLDER, example: 'cdr' },
    field('encryption', text('Encryption'), {
      kind: 'choice',
      of: {
        explicit: text('asked for on the way (explicit)'),
        implicit: text('from the start (implicit)'),
        none: text('none: passwords and records travel in the open'),
      },
    }),
    ...FILES,
    field(
      'trust',
      text('Certificate to trust'),
      { kind: 'longText' },
      {
        hint: text('PEM, besides those of the known authorities'),
        more: true,
      },
    ),
  ],
  dropBox: [
    USER,
    PORT,
    field(
      'publicKeys',
      text('Public keys that may sign in'),
      { kind: 'lines' },
      {
        hint: text('One in a line, as in authorized_keys; besides or instead of the password'),
      },
    ),
    field('markerSuffix', text('Complete when a file with this ending lies beside it'), TEXT, {
      example: '.done',
      more: true,
    }),
    ADDRESS,
    EXPECTED,
  ],
  pull: [EVERY, ...GATHERED],
  radius: [PORT, CLIENTS, ADDRESS, ...GATHERED],
  syslog: [
    PORT,
    field('transport', text('Transport'), {
      kind: 'choice',
      of: { both: text('UDP and TCP'), udp: 'UDP', tcp: 'TCP' },
    }),
    CLIENTS,
    field('only', text('Only messages that fit'), TEXT, { hint: text('Regular expression'), example: '\\|CALL_END' }),
    field('counter', text('Number of the message'), TEXT, {
      hint: text('Regular expression whose group counts up by one, so that lost messages are noticed'),
      example: '\\[S ?= ?(\\d+)\\]',
      more: true,
    }),
    field(
      'keep',
      text('What becomes a line of the file'),
      { kind: 'choice', of: { message: text('the message'), line: text('the whole line') } },
      { more: true },
    ),
    ADDRESS,
    ...GATHERED,
  ],
  tcpServer: [PORT, CLIENTS, ...STREAM, ADDRESS, ...GATHERED],
  tcpClient: [
    { ...HOST, example: '192.0.2.1' },
    PORT,
    ...STREAM,
    field('keepAlive', text('Sends something in silence'), { kind: 'part', start: {} }, { more: true }),
    field('keepAlive.everyS', text('Every … seconds'), NUMBER, { more: true, shown: has('keepAlive') }),
    field('keepAlive.send', text('What it sends'), TEXT, { more: true, shown: has('keepAlive') }),
    ...GATHERED,
  ],
};

export const API_FIELDS: readonly FeedField[] = API;
