/** The languages of screens, documents and messages. */
export const LANGUAGES = ['de', 'fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * Marks an English source text for translation and returns it unchanged. The text is the key in `locales/<language>.po`;
 * parameters are ICU MessageFormat (`{count, plural, one {…} other {…}}`). Wording happens at the edge (`#platform/wording`).
 */
export function text(source: string): string {
  return source;
}

/** Texts of a slice by code: finding codes, refusal codes, words. */
export type Texts = Readonly<Record<string, string>>;
