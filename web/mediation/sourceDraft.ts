import type { ReplyOf } from '#app';
import type { DurationRounding, listFormatsEndpoint, SourceKind, SourceReply, SourceRole } from '#mediation';
import { linesIn } from './feedDraft.ts';

/** A format as the list of formats tells it. */
export type ListedFormat = ReplyOf<typeof listFormatsEndpoint>['formats'][number];
/** What its sources can say. */
export type FormatSetting = ListedFormat['settings'][number];

/** What is typed of the settings, by their names; several texts stand in lines. */
export type TypedSettings = Readonly<Record<string, string>>;

/** What is typed of a source. */
export interface SourceDraft {
  readonly code: string;
  readonly name: string;
  readonly kind: SourceKind;
  readonly role: SourceRole;
  readonly format: string;
  readonly zone: string;
  readonly country: string;
  readonly settings: TypedSettings;
  /** Null: what the records say. */
  readonly supplierPriceList: string | null;
  readonly durationRounding: DurationRounding;
}

/** A source as it is, or one that is begun in some place. */
export function draftOf(
  source: SourceReply | null,
  formats: readonly ListedFormat[],
  place: { readonly zone: string; readonly country: string },
): SourceDraft {
  const { settings, supplierPriceListCode, code, name, kind, role, format, zone, country, durationRounding } =
    source ?? {
      code: '',
      name: '',
      kind: 'carrier' as const,
      role: 'billing' as const,
      format: '',
      zone: place.zone,
      country: place.country,
      settings: {},
      supplierPriceListCode: null,
      durationRounding: 'ceil' as const,
    };
  const typed = typedSettings(settingsOf(formats, format), settings);
  const paid = { supplierPriceList: supplierPriceListCode, durationRounding };
  return { code, name, kind, role, format, zone, country, settings: typed, ...paid };
}

export function settingsOf(formats: readonly ListedFormat[], format: string): readonly FormatSetting[] {
  return formats.find(({ id }) => id === format)?.settings ?? [];
}

/** What holds of each setting: what the source says, else what the format says. */
export function typedSettings(settings: readonly FormatSetting[], given: SourceReply['settings']): TypedSettings {
  return Object.fromEntries(
    settings.map(({ name, default: usual }) => [name, [given[name] ?? usual].flat().join('\n')]),
  );
}

/** What a source says of its own: where it is what the format says anyway, nothing. */
export function saidSettings(settings: readonly FormatSetting[], typed: TypedSettings): SourceReply['settings'] {
  return Object.fromEntries(
    settings
      .map(({ name, kind, default: usual }) => {
        const text = typed[name] ?? [usual].flat().join('\n');
        const said = kind === 'texts' ? linesIn(text) : text.trim();
        return { name, said, isUsual: JSON.stringify(said) === JSON.stringify(usual) };
      })
      .filter(({ isUsual }) => !isUsual)
      .map(({ name, said }) => [name, said]),
  );
}

/** Needed settings of which nothing is typed. */
export function missingSettings(settings: readonly FormatSetting[], typed: TypedSettings): readonly string[] {
  return settings.filter(({ name, needed }) => needed && (typed[name] ?? '').trim() === '').map(({ name }) => name);
}
