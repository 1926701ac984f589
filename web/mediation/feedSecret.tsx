import { PasswordInput, Select, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '#app';
import type { SecretWord } from '#mediation';
import { SECRET_NAMES } from './feedNames.ts';

/** Words as they were typed, by name. */
export type TypedSecret = Readonly<Partial<Record<SecretWord['name'], string>>>;

interface FeedSecretProps {
  readonly ways: readonly (readonly SecretWord[])[];
  readonly typed: TypedSecret;
  readonly onChange: (typed: TypedSecret) => void;
  /** Something is stored already; it stays where nothing is typed. */
  readonly stored: boolean;
  readonly missing: readonly SecretWord[];
}

/** The words a feed signs in with: they go in and never come out. */
export function FeedSecret({ ways, typed, onChange, stored, missing }: FeedSecretProps) {
  const say = useSay();
  const [at, setAt] = useState(0);
  const way = ways[at] ?? ways[0] ?? [];
  const hint = stored ? say('Stored. What is stored stays where this is empty.') : undefined;
  return (
    <Stack gap="xs">
      {ways.length > 1 && (
        <Select
          size="xs"
          label={say('Signs in with')}
          data={ways.map(([first], index) => ({
            value: String(index),
            label: first === undefined ? '' : say(SECRET_NAMES[first.name]),
          }))}
          value={String(at)}
          onChange={(chosen) => {
            setAt(Number(chosen ?? 0));
            onChange({});
          }}
          allowDeselect={false}
        />
      )}
      {way.map((word) => {
        const common = {
          size: 'xs',
          label: say(SECRET_NAMES[word.name]),
          description: hint,
          value: typed[word.name] ?? '',
          error: missing.includes(word) ? say('This is missing') : undefined,
          autoComplete: 'off',
          onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
            onChange({ ...typed, [word.name]: event.currentTarget.value }),
        } as const;
        return word.name === 'privateKey' ? (
          <Textarea key={word.name} {...common} minRows={3} placeholder="-----BEGIN OPENSSH PRIVATE KEY-----" />
        ) : (
          <PasswordInput
            key={word.name}
            {...common}
            visibilityToggleButtonProps={{
              'aria-label': say('Show what is typed: {word}', { word: say(SECRET_NAMES[word.name]) }),
            }}
          />
        );
      })}
    </Stack>
  );
}

/** Words of the way that was begun (the first, where none was) that lack a text. */
export function missingWords(ways: readonly (readonly SecretWord[])[], typed: TypedSecret): SecretWord[] {
  const filled = (word: SecretWord) => (typed[word.name] ?? '') !== '';
  const begun = ways.find((way) => way.some(filled)) ?? ways[0] ?? [];
  return begun.filter((word) => !word.optional && !filled(word));
}

/** What is sent: nothing where nothing was typed. */
export function givenSecret(typed: TypedSecret): Record<string, string> | undefined {
  const given = Object.entries(typed).filter(([, text]) => text !== '');
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
