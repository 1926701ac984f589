/** Settings of a feed while somebody fills them in: data whose parts are named by paths such as `framing.kind`. */

export type FeedDraft = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is FeedDraft =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at a path; undefined where nothing does. */
export function valueAt(draft: FeedDraft, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), draft);
}

/** The settings with another value at a path; undefined takes it away, so that what is usual counts. */
export function withValue(draft: FeedDraft, path: string, value: unknown): FeedDraft {
  const [name = '', ...rest] = path.split('.');
  const inner = draft[name];
  const next = rest.length === 0 ? value : withValue(isObject(inner) ? inner : {}, rest.join('.'), value);
  const { [name]: _before, ...others } = draft;
  return next === undefined ? others : { ...draft, [name]: next };
}

/** How values that are no plain text stand in a field, one in a line, and how they are read from it. */
export interface Written {
  readonly write: (value: unknown) => string;
  readonly read: (text: string) => unknown;
}

/** Lines that say something, without blanks around them. */
export function linesIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Texts, one in a line. */
export const LINES: Written = {
  write: (value) => (Array.isArray(value) ? value.join('\n') : ''),
  read: linesIn,
};

/** Names from the root of a JSON answer, e.g. `data.calls`; nothing written is no path at all. */
export const PATH: Written = {
  write: (value) => (Array.isArray(value) ? value.join('.') : ''),
  read: (text) => (text.trim() === '' ? undefined : text.trim().split('.')),
};

/** `name=value`, one in a line. */
export const PAIRS: Written = {
  write: (value) =>
    isObject(value)
      ? Object.entries(value)
          .map(([name, of]) => `${name}=${String(of)}`)
          .join('\n')
      : '',
  read: (text) =>
    Object.fromEntries(
      linesIn(text).map((line) => {
        const at = line.indexOf('=', 1);
        return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
      }),
    ),
};

const ESCAPES: readonly (readonly [string, string])[] = [
  ['\\', '\\\\'],
  ['\r', '\\r'],
  ['\n', '\\n'],
  ['\t', '\\t'],
];
const escaped = (text: unknown): string =>
  ESCAPES.reduce((made, [plain, mark]) => made.replaceAll(plain, mark), String(text ?? ''));
const unescaped = (text: string): string =>
  text.replace(/\\([rnt\\])/g, (_all, mark: string) => ({ r: '\r', n: '\n', t: '\t' })[mark] ?? '\\');

/** Question and answer, `Password: => {secret}\r\n`, one in a line; line ends are written `\r\n`. */
export const DIALOGUE: Written = {
  write: (value) =>
    (Array.isArray(value) ? value : [])
      .map((step: unknown) => (isObject(step) ? `${escaped(step.expect)} => ${escaped(step.send)}` : ''))
      .join('\n'),
  read: (text) =>
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const at = line.indexOf('=>');
        const [expect, send] = at < 0 ? ['', line] : [line.slice(0, at), line.slice(at + 2)];
        return { expect: unescaped(expect.replace(/ $/, '')), send: unescaped(send.replace(/^ /, '')) };
      }),
};
