import { Textarea } from '@mantine/core';
import { useSay } from '#app';
import { text } from '#base';
import { linesIn } from './feedDraft.ts';

/** Settings that formats of ours cannot do without. */
const NAMES: Readonly<Record<string, string>> = {
  carrierGroups: text('IP groups of carriers'),
};

/** What was typed, by the name of the setting. */
export type TypedSettings = Readonly<Record<string, string>>;

interface SourceSettingsProps {
  /** Names of the settings, as the format has them. */
  readonly names: readonly string[];
  readonly typed: TypedSettings;
  readonly onChange: (typed: TypedSettings) => void;
}

/** What a source must tell before its format can be read rightly: texts, one in a line. */
export function SourceSettings({ names, typed, onChange }: SourceSettingsProps) {
  const say = useSay();
  return names.map((name) => (
    <Textarea
      key={name}
      size="xs"
      w={240}
      label={say(NAMES[name] ?? name)}
      description={say('Needed to read this format; one in a line')}
      value={typed[name] ?? ''}
      onChange={(event) => onChange({ ...typed, [name]: event.currentTarget.value })}
      autosize
      minRows={1}
      maxRows={4}
    />
  ));
}

/** As a source has them. */
export function settingsOf(names: readonly string[], typed: TypedSettings): Record<string, string[]> {
  return Object.fromEntries(names.map((name) => [name, linesIn(typed[name] ?? '')]));
}
