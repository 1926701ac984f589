import type { LocalName } from '#catalog';

export const NO_NAME: LocalName = { de: '', fr: '', en: '' };

/** The same name with its blanks filled: printed in every language, one name is better than none. */
export function filled(name: LocalName): LocalName {
  const any = [name.de, name.fr, name.en].find((each) => each.trim() !== '') ?? '';
  const or = (one: string) => (one.trim() === '' ? any : one.trim());
  return { de: or(name.de), fr: or(name.fr), en: or(name.en) };
}
