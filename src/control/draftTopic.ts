import { EVERYBODY, type RunScope } from '#billing';

/** Topic on which a screen watches the drawing of a run's drafts. */
export function draftTopic(month: string, { kind, key }: RunScope = EVERYBODY): string {
  return kind === 'all' ? `draft/${month}` : `draft/${month}.${kind}.${plain(key)}`;
}

/** A key as a topic may hold it, no two alike. */
function plain(key: string): string {
  return [...key].map((char) => (/[\w-]/.test(char) ? char : `.${char.codePointAt(0)?.toString(16)}.`)).join('');
}
