import { z } from 'zod';
import type { Format, SourceSettings } from './format.ts';

const declared = z.object({ settings: z.record(z.string(), z.object({ needed: z.boolean().default(false) })) });

/** Names of the settings (texts) that a source of this format must give; of something that is no format none. */
export function neededSettings(format: unknown): string[] {
  const read = declared.safeParse(format);
  return read.success ? Object.entries(read.data.settings).flatMap(([name, { needed }]) => (needed ? [name] : [])) : [];
}

/** The needed ones that a source does not give: nothing, or only blanks. */
export function missingSettings(format: Format, given: SourceSettings): string[] {
  const isEmpty = (value: string | readonly string[] | undefined) =>
    [value ?? []].flat().every((each) => each.trim() === '');
  return neededSettings(format).filter((name) => isEmpty(given[name]));
}

/** A setting as a screen asks for it. */
export interface FormatSetting {
  readonly name: string;
  readonly kind: 'text' | 'texts' | 'choice';
  readonly needed: boolean;
  /** What holds where a source says nothing. */
  readonly default: string | string[];
  readonly choices: readonly string[];
}

/** What sources of a format can tell of themselves: what it cannot be read without first, else in the format's order. */
export function formatSettings(format: Format): readonly FormatSetting[] {
  const all = Object.entries(format.settings).map(([name, setting]) => ({
    name,
    kind: setting.kind,
    needed: setting.kind === 'texts' && setting.needed,
    default: setting.default,
    choices: setting.kind === 'choice' ? setting.choices : [],
  }));
  return [...all.filter(({ needed }) => needed), ...all.filter(({ needed }) => !needed)];
}
