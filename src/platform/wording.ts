/**
 * Words for people, on the server: documents, mails, the command line and problem replies. The key of a text is its English
 * source; `locales/<language>.po` holds one catalogue per language for screens and server alike.
 */
import { readFileSync } from 'node:fs';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import PO from 'pofile';
import {
  type Finding,
  formatMessage,
  type Language,
  type MessageParams,
  type MessageToken,
  type Refusal,
  type Texts,
} from '#base';

/** Translations of one language by English source, as the PO file holds them; English itself has none. */
export function loadCatalogue(language: Language): ReadonlyMap<string, string> {
  if (language === 'en') return new Map();
  const file = PO.parse(readFileSync(new URL(`../../locales/${language}.po`, import.meta.url), 'utf8'));
  const entries = file.items.filter((item) => !item.obsolete && item.msgstr[0]);
  return new Map(entries.map((item) => [item.msgid, item.msgstr[0] ?? '']));
}

const CATALOGUES = new Map<Language, ReadonlyMap<string, string>>();
const COMPILED = new Map<string, readonly MessageToken[]>();

function tokensOf(language: Language, source: string): readonly MessageToken[] {
  const key = `${language} ${source}`;
  const known = COMPILED.get(key);
  if (known !== undefined) return known;
  let catalogue = CATALOGUES.get(language);
  if (catalogue === undefined) {
    catalogue = loadCatalogue(language);
    CATALOGUES.set(language, catalogue);
  }
  const tokens: readonly MessageToken[] = compileMessageOrThrow(catalogue.get(source) ?? source);
  COMPILED.set(key, tokens);
  return tokens;
}

/**
 * A text in a language. `source` is an English text marked by `text('…')` (the ICU kinds it may use: `src/base/message.ts`);
 * without a translation the English source stands.
 */
export function say(language: Language, source: string, params?: MessageParams): string {
  return formatMessage(language, tokensOf(language, source), params);
}

const TEXTS = new Map<string, string>();

/** Makes the texts of a slice known by their codes; each door (main, worker, cli) registers the slices it lists. */
export function registerTexts(texts: Texts): void {
  for (const [code, source] of Object.entries(texts)) {
    const known = TEXTS.get(code);
    if (known !== undefined && known !== source) throw new Error(`assertion failed: two texts for code ${code}`);
    TEXTS.set(code, source);
  }
}

/**
 * The words for a code with its parameters. A parameter that is itself a code is worded too, with `…` for what it does not know. A code
 * without a text shows itself: better an ugly truth than silence.
 */
export function wordCode(language: Language, code: string, params: MessageParams = {}): string {
  const worded = Object.entries(params).map(([name, value]) => {
    const source = TEXTS.get(String(value));
    return [name, source === undefined ? value : say(language, source).replace(/\{\w+\}/g, '…')] as const;
  });
  return say(language, TEXTS.get(code) ?? code, Object.fromEntries(worded));
}

export function wordFinding(language: Language, finding: Pick<Finding, 'code' | 'params'>): string {
  return wordCode(language, finding.code, finding.params);
}

export function wordRefusal(language: Language, refusal: Pick<Refusal, 'code' | 'params'>): string {
  return wordCode(language, refusal.code, refusal.params);
}
