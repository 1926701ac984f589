import { Select, TextInput, type TextInputProps } from '@mantine/core';
import { ApiProblem, useSay, useWord } from '#app';
import type { CustomerDraft, TextField } from './customerDraft.ts';

/** What every part of the form is given. */
export interface DraftProps {
  readonly draft: CustomerDraft;
  readonly set: (changed: Partial<CustomerDraft>) => void;
  /** What the server found wrong, by field, in words. */
  readonly wrong: ReadonlyMap<string, string>;
}

/** Findings of a refusal by the field they are about, in words. */
export function useWrong(error: Error | null): ReadonlyMap<string, string> {
  const word = useWord();
  const findings = error instanceof ApiProblem ? error.findings : [];
  return new Map(
    findings.flatMap(({ code, params, place }) =>
      place?.field === undefined ? [] : [[place.field, word(code, params)] as const],
    ),
  );
}

interface TextFieldProps extends DraftProps, Omit<TextInputProps, 'value' | 'onChange' | 'error'> {
  readonly field: TextField;
}

/** A text of the draft with its trouble. */
export function DraftText({ draft, set, wrong, field, ...shown }: TextFieldProps) {
  return (
    <TextInput
      {...shown}
      value={draft[field]}
      error={wrong.get(field)}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
    />
  );
}

interface ChoiceProps<Value extends string> extends DraftProps {
  readonly field: keyof CustomerDraft;
  readonly label: string;
  readonly names: Readonly<Record<Value, string>>;
}

/** One of several values that have names. */
export function DraftChoice<Value extends string>({ draft, set, wrong, field, label, names }: ChoiceProps<Value>) {
  const say = useSay();
  const values = Object.keys(names) as Value[];
  return (
    <Select
      label={label}
      value={String(draft[field])}
      error={wrong.get(field)}
      allowDeselect={false}
      data={values.map((value) => ({ value, label: say(names[value]) }))}
      onChange={(value) => value !== null && set({ [field]: value })}
    />
  );
}
