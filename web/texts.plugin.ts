import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import PO from 'pofile';
import type { Plugin } from 'vite';

const PREFIX = 'virtual:texts/';

/**
 * Makes `locales/<language>.po` importable as `virtual:texts/<language>`: a map from English text to its compiled message, so the
 * browser parses nothing. English is the source: only texts with parameters need an entry there.
 */
export function texts(localesPath: string): Plugin {
  return {
    name: 'tarifwerk-texts',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const language = id.slice(PREFIX.length + 1);
      const path = join(localesPath, `${language === 'en' ? 'de' : language}.po`);
      this.addWatchFile(path);
      return `export default ${JSON.stringify(compileCatalogue(readFileSync(path, 'utf8'), language))};`;
    },
  };
}

/** English text → plain translation, or the tokens of a translation with parameters. */
export function compileCatalogue(po: string, language: string): Record<string, unknown> {
  const catalogue: Record<string, unknown> = {};
  for (const { msgid, msgstr } of PO.parse(po).items) {
    const translation = language === 'en' ? msgid : msgstr[0] || msgid;
    const tokens = compileMessageOrThrow(translation);
    if (tokens.length === 1 && tokens[0] === msgid) continue;
    catalogue[msgid] = tokens.length === 1 && typeof tokens[0] === 'string' ? tokens[0] : tokens;
  }
  return catalogue;
}
