import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '#app';
import { text } from '#base';
import { linesIn } from './feedDraft.ts';

/** Settings that formats of ours cannot do without. */
const NAMES: Readonly<Record<string, string>> = {
  carrierGroups: text('IP groups of carriers'),
};

/** What a source tells, by the name of the setting. */
export type GivenSettings = Record<string, string[]>;

interface SourceSettingsProps {
  /** Names of the settings, as the format has them. */
  readonly names: readonly string[];
  /** Told when a field is left: the file is read again by it. */
  readonly onGiven: (given: GivenSettings) => void;
}

/** What a source must tell before its format can be read rightly: texts, one in a line. */
export function SourceSettings({ names, onGiven }: SourceSettingsProps) {
  const say = useSay();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const give = () => onGiven(Object.fromEntries(names.map((name) => [name, linesIn(typed[name] ?? '')])));
  return names.map((name) => (
    <Textarea
      key={name}
      size="xs"
      w={320}
      label={say(NAMES[name] ?? name)}
      description={say('Needed to read this format; one in a line')}
      value={typed[name] ?? ''}
      onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
      onBlur={give}
      autosize
      minRows={1}
      maxRows={4}
    />
  ));
}
