import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '#app';
import { DIALOGUE, type FeedDraft, LINES, PAIRS, PATH, valueAt, type Written, withValue } from './feedDraft.ts';
import type { FeedField as Field } from './feedFields.ts';

interface FeedFieldProps {
  readonly field: Field;
  readonly draft: FeedDraft;
  readonly onChange: (draft: FeedDraft) => void;
  readonly error: string | undefined;
}

const WRITTEN: Readonly<Partial<Record<Field['input']['kind'], Written>>> = {
  lines: LINES,
  pairs: PAIRS,
  path: PATH,
  dialogue: DIALOGUE,
};

/** One question about a feed. */
export function FeedField({ field, draft, onChange, error }: FeedFieldProps) {
  const say = useSay();
  const { path, input } = field;
  const value = valueAt(draft, path);
  const set = (next: unknown) => onChange(withValue(draft, path, next));
  const common = {
    size: 'xs',
    label: say(field.label),
    description: field.hint === undefined ? undefined : say(field.hint),
    error,
  } as const;
  const written = WRITTEN[input.kind];
  if (written !== undefined)
    return (
      <WrittenField
        {...common}
        placeholder={field.example}
        written={written}
        oneLine={input.kind === 'path'}
        value={value}
        onChange={set}
      />
    );
  switch (input.kind) {
    case 'choice': {
      const parent = path.slice(0, path.lastIndexOf('.'));
      return (
        <Select
          {...common}
          data={Object.entries(input.of).map(([choice, name]) => ({ value: choice, label: say(name) }))}
          value={typeof value === 'string' ? value : null}
          onChange={(chosen) =>
            input.alone === true ? onChange(withValue(draft, parent, { kind: chosen })) : set(chosen ?? undefined)
          }
          allowDeselect={false}
        />
      );
    }
    case 'number':
      return (
        <NumberInput
          {...common}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => set(typeof next === 'number' ? next : undefined)}
          allowDecimal={false}
          min={0}
        />
      );
    case 'switch':
      return <Switch {...common} checked={value === true} onChange={(event) => set(event.currentTarget.checked)} />;
    case 'part':
      return (
        <Switch
          {...common}
          checked={value !== undefined}
          onChange={(event) => set(event.currentTarget.checked ? input.start : undefined)}
        />
      );
    default: {
      const Input = input.kind === 'longText' ? Textarea : TextInput;
      return (
        <Input
          {...common}
          placeholder={field.example}
          value={typeof value === 'string' ? value : ''}
          onChange={(event: { readonly currentTarget: { readonly value: string } }) =>
            set(event.currentTarget.value === '' ? undefined : event.currentTarget.value)
          }
        />
      );
    }
  }
}

interface WrittenFieldProps {
  readonly size: 'xs';
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
  readonly placeholder: string | undefined;
  readonly written: Written;
  readonly oneLine: boolean;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** Data written as text; what is typed stays as it is typed. */
function WrittenField({ written, oneLine, value, onChange, ...common }: WrittenFieldProps) {
  const [typed, setTyped] = useState(() => written.write(value));
  const change = (text: string) => {
    setTyped(text);
    onChange(written.read(text));
  };
  return oneLine ? (
    <TextInput {...common} value={typed} onChange={(event) => change(event.currentTarget.value)} />
  ) : (
    <Textarea
      {...common}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      autosize
      minRows={2}
      maxRows={8}
    />
  );
}
