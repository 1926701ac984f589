import { Group, TextInput } from '@mantine/core';
import { useLanguage, useSay } from '#app';
import { LANGUAGES } from '#base';
import type { LocalName } from '#catalog';

interface LocalNameFieldsProps {
  readonly label: string;
  readonly value: LocalName;
  readonly onChange: (value: LocalName) => void;
  readonly autoFocus?: boolean;
}

/** A name in each language, the reader's first; blanks take what stands in it when saved (`filled`). */
export function LocalNameFields({ label, value, onChange, autoFocus = false }: LocalNameFieldsProps) {
  const say = useSay();
  const { language } = useLanguage();
  const order = [language, ...LANGUAGES.filter((each) => each !== language)];
  return (
    <Group gap="xs" grow wrap="nowrap" align="flex-end">
      {order.map((each, index) => (
        <TextInput
          key={each}
          label={index === 0 ? `${label} (${each})` : `(${each})`}
          aria-label={say('{label} in {language}', { label, language: each })}
          value={value[each]}
          placeholder={index === 0 ? '' : value[language]}
          required={index === 0}
          data-autofocus={index === 0 && autoFocus ? true : undefined}
          onChange={(event) => onChange({ ...value, [each]: event.currentTarget.value })}
        />
      ))}
    </Group>
  );
}
