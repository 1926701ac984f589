import { Button, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '#app';
import type { FeedKind, PullSettings } from '#mediation';
import type { FeedDraft } from './feedDraft.ts';
import { FeedField } from './feedField.tsx';
import { API_FIELDS, FEED_FIELDS, type FeedField as Field } from './feedFields.ts';

interface FeedSettingsProps {
  readonly kind: FeedKind;
  readonly draft: FeedDraft;
  readonly onChange: (draft: FeedDraft) => void;
  /** What is wrong, by path. */
  readonly errors: ReadonlyMap<string, string>;
  /** The API as the source's format knows it, and what it asks of the account. */
  readonly known: PullSettings | null;
  readonly variables: readonly string[];
}

/** The settings of a feed as fields: what is always asked, and what is seldom changed on demand. */
export function FeedSettings({ kind, draft, onChange, errors, known, variables }: FeedSettingsProps) {
  const say = useSay();
  const [more, setMore] = useState(false);
  const api =
    kind === 'pull' ? API_FIELDS.map((each) => (known === null ? each : { ...each, more: true as const })) : [];
  const account = variables.map(
    (name): Field => ({ path: `variables.${name}`, label: name, input: { kind: 'text' }, example: '…' }),
  );
  const fields = [...account, ...api, ...FEED_FIELDS[kind]].filter(({ shown }) => shown?.(draft) ?? true);
  const wrong = (field: Field) => errors.get(field.path);
  // What is wrong is never hidden.
  const visible = fields.filter((field) => more || field.more !== true || wrong(field) !== undefined);
  return (
    <Stack gap="xs">
      {known !== null && (
        <div className="muted">{say('Address and signing in are known from the source’s format.')}</div>
      )}
      {visible.map((field) => (
        <FeedField key={field.path} field={field} draft={draft} onChange={onChange} error={wrong(field)} />
      ))}
      {fields.some((field) => field.more === true) && (
        <Button
          variant="subtle"
          size="compact-xs"
          style={{ alignSelf: 'flex-start' }}
          aria-expanded={more}
          onClick={() => setMore(!more)}
        >
          {more ? say('Fewer settings') : say('More settings')}
        </Button>
      )}
    </Stack>
  );
}

/** Paths of all that is asked for a kind, shown or not. */
export function fieldPaths(kind: FeedKind, variables: readonly string[]): string[] {
  const fields = [...(kind === 'pull' ? API_FIELDS : []), ...FEED_FIELDS[kind]];
  return [...variables.map((name) => `variables.${name}`), ...fields.map(({ path }) => path)];
}

interface FeedTextProps {
  readonly draft: FeedDraft;
  readonly onChange: (draft: FeedDraft | null) => void;
}

/** The same settings as text, to be copied from one feed to another; null while it cannot be read. */
export function FeedText({ draft, onChange }: FeedTextProps) {
  const say = useSay();
  const [typed, setTyped] = useState(() => JSON.stringify(draft, null, 2));
  const [bad, setBad] = useState(false);
  const change = (text: string) => {
    setTyped(text);
    const read = objectIn(text);
    setBad(read === null);
    onChange(read);
  };
  return (
    <Textarea
      label={say('Settings (JSON)')}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      error={bad ? say('This is no JSON') : undefined}
      autosize
      minRows={4}
      maxRows={16}
      styles={{ input: { fontFamily: 'monospace' } }}
    />
  );
}

function objectIn(text: string): FeedDraft | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? { ...read } : null;
  } catch {
    return null;
  }
}
