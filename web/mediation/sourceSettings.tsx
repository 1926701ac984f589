import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '#app';
import { linesIn } from './feedDraft.ts';
import type { FormatSetting, TypedSettings } from './sourceDraft.ts';
import { CHOICE_NAMES, SETTING_NAMES } from './sourceNames.ts';

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
  const [typed, setTyped] = useState<TypedSettings>({});
  const give = () => onGiven(Object.fromEntries(names.map((name) => [name, linesIn(typed[name] ?? '')])));
  return names.map((name) => (
    <Lines
      key={name}
      name={name}
      needed
      width={320}
      value={typed[name] ?? ''}
      onChange={(value) => setTyped({ ...typed, [name]: value })}
      onLeave={give}
    />
  ));
}

interface SettingFieldsProps {
  readonly settings: readonly FormatSetting[];
  readonly typed: TypedSettings;
  readonly onChange: (typed: TypedSettings) => void;
}

/** Everything that a source can tell of itself. */
export function SettingFields({ settings, typed, onChange }: SettingFieldsProps) {
  const say = useSay();
  return settings.map(({ name, kind, needed, choices }) => {
    const value = typed[name] ?? '';
    const change = (text: string) => onChange({ ...typed, [name]: text });
    if (kind === 'texts') return <Lines key={name} name={name} needed={needed} value={value} onChange={change} />;
    const label = say(SETTING_NAMES[name] ?? name);
    if (kind === 'choice')
      return (
        <Select
          key={name}
          size="xs"
          label={label}
          value={value}
          onChange={(chosen) => change(chosen ?? value)}
          allowDeselect={false}
          data={choices.map((choice) => ({ value: choice, label: say(CHOICE_NAMES[choice] ?? choice) }))}
        />
      );
    return (
      <TextInput
        key={name}
        size="xs"
        label={label}
        value={value}
        onChange={(event) => change(event.currentTarget.value)}
      />
    );
  });
}

interface LinesProps {
  readonly name: string;
  readonly needed: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onLeave?: () => void;
  readonly width?: number;
}

/** Texts, one in a line. */
function Lines({ name, needed, value, onChange, onLeave, width }: LinesProps) {
  const say = useSay();
  return (
    <Textarea
      size="xs"
      {...(width === undefined ? {} : { w: width })}
      label={say(SETTING_NAMES[name] ?? name)}
      description={needed ? say('Needed to read this format; one in a line') : say('One in a line')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...(onLeave === undefined ? {} : { onBlur: onLeave })}
      autosize
      minRows={1}
      maxRows={4}
    />
  );
}
