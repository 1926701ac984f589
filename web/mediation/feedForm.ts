/** A feed being set up: what it would be, and what is wrong with it. */
import { type Say, useCall, useSay, useWord } from '#app';
import {
  type FeedKind,
  type FeedReply,
  type FeedSettings,
  feedSettingsSchema,
  getFormatEndpoint,
  type PullSettings,
  pullSchema,
  settingsFindings,
  variableNames,
} from '#mediation';
import type { FeedDraft } from './feedDraft.ts';
import { FIRST_SETTINGS } from './feedNames.ts';

/** Settings to begin with: with everything that is usual, and without what only the operator knows. */
export function firstDraft(kind: FeedKind): FeedDraft {
  const { kind: _kind, ...usual } = feedSettingsSchema.parse(FIRST_SETTINGS[kind]);
  return Object.fromEntries(Object.entries(usual).filter(([, value]) => value !== ' '));
}

/** The settings of a feed as they are, without their kind. */
export function draftOf({ settings }: FeedReply): FeedDraft {
  const { kind: _kind, ...rest } = settings;
  return rest;
}

/** How a carrier's API is asked, where the format of a source knows it and nobody gave another address. */
export function useKnownApi(format: string | undefined, kind: FeedKind, draft: FeedDraft): PullSettings | null {
  const enabled = kind === 'pull' && format !== undefined;
  const found = useCall(getFormatEndpoint, { params: { id: format ?? '' }, query: {} }, { enabled });
  const of = enabled ? found.data?.format : null;
  if (typeof of !== 'object' || of === null || !('pull' in of)) return null;
  const read = pullSchema.safeParse(of.pull);
  return read.success && ['', read.data.url].includes(String(draft.url ?? '')) ? read.data : null;
}

/** A draft as it was read. */
export interface ReadDraft {
  /** Null: not of the form of its kind. */
  readonly settings: FeedSettings | null;
  /** The same with what the format knows, as it will sign in; what is usual for the kind where they are not of its form. */
  readonly effective: FeedSettings;
  /** Names the account is to be told by. */
  readonly variables: readonly string[];
  /** What is wrong, by path. */
  readonly errors: ReadonlyMap<string, string>;
}

/** @param known the API as the source's format knows it, where it counts */
export function useReadDraft(kind: FeedKind, draft: FeedDraft, known: PullSettings | null): ReadDraft {
  const say = useSay();
  const word = useWord();
  const read = feedSettingsSchema.safeParse({ ...draft, kind });
  const asked = known === null ? [] : variableNames(known).filter((name) => !Object.hasOwn(known.variables, name));
  if (!read.success) {
    const usual = feedSettingsSchema.parse(FIRST_SETTINGS[kind]);
    return { settings: null, effective: usual, variables: asked, errors: formErrors(read.error, say) };
  }
  const settings = read.data;
  const effective =
    settings.kind === 'pull' && known !== null
      ? { ...settings, ...known, variables: { ...known.variables, ...settings.variables } }
      : settings;
  const errors = new Map(
    settingsFindings(effective).map(({ code, place, params }) => [place?.field ?? '', word(code, params ?? {})]),
  );
  const variables = known === null && effective.kind === 'pull' ? variableNames(effective) : asked;
  return { settings, effective, variables, errors };
}

function formErrors(
  { issues }: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] },
  say: Say,
): ReadonlyMap<string, string> {
  return new Map(
    issues.map(({ path }) => [
      path.filter((part) => typeof part === 'string').join('.'),
      say('Missing, or not possible'),
    ]),
  );
}
