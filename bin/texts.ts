/**
 * `npm run texts`: keeps `locales/*.po` complete. Collects every English text of the program (`text('…')` in src, demo and web,
 * `say('…')` in web), adds the new ones untranslated, drops those no longer used, keeps the rest. With `--check` nothing is
 * written: it ends with 1 where a catalogue is out of date or a text lacks its translation.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import PO from 'pofile';

/** A call of text or say with a literal, and what follows it. A language is no text: `say('en', …)` of the server. */
const CALL = /\b(?:text|say)\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)\s*(.)/g;

/** The English texts marked in a source file, unescaped. Throws where a text is put together: a translator needs it whole. */
export function textsIn(code: string): readonly string[] {
  const withoutComments = code.replace(/^\s*(\*|\/\/|\/\*).*$/gm, '');
  const calls = [...withoutComments.matchAll(CALL)].filter(([, literal]) => !/^'(de|fr|en)'$/.test(literal ?? ''));
  return calls.map(([, literal = '', next = '']) => {
    if (next !== ')' && next !== ',') throw new Error(`a text must be one literal: ${literal}`);
    if (literal.startsWith('`') && literal.includes('${')) throw new Error(`use a {parameter} in a text: ${literal}`);
    return literal
      .slice(1, -1)
      .replace(/\\u\{?([0-9a-fA-F]{2,6})\}?|\\(.)/g, (_all, hex: string | undefined, char: string) =>
        hex === undefined ? (char === 'n' ? '\n' : char) : String.fromCodePoint(Number.parseInt(hex, 16)),
      );
  });
}

/** Every text of the program → the files it stands in. */
export async function collectTexts(root: URL): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  const patterns = ['src/**/*.ts', 'demo/**/*.ts', 'web/**/*.ts', 'web/**/*.tsx'];
  const paths: string[] = [];
  for await (const path of glob(patterns, { cwd: root })) paths.push(path);
  for (const path of paths.sort()) {
    if (path.endsWith('.test.ts') || path.includes('web/dist')) continue;
    for (const source of textsIn(readFileSync(new URL(path, root), 'utf8'))) {
      const places = found.get(source) ?? [];
      if (!places.includes(path)) places.push(path);
      found.set(source, places);
    }
  }
  return found;
}

/** A catalogue brought up to date: same translations, exactly the texts in use. */
export function renewCatalogue(
  old: string,
  texts: ReadonlyMap<string, readonly string[]>,
): { po: string; missing: string[] } {
  const file = PO.parse(old);
  const known = new Map(file.items.map((item) => [item.msgid, item]));
  const missing: string[] = [];
  file.items = [...texts.keys()].sort().map((source) => {
    const item = new PO.Item();
    item.msgid = source;
    item.msgstr = known.get(source)?.msgstr ?? [''];
    item.comments = known.get(source)?.comments ?? [];
    item.references = [...(texts.get(source) ?? [])];
    if (!item.msgstr[0]) missing.push(source);
    return item;
  });
  return { po: `${file.toString().trimEnd()}\n`, missing };
}

async function main(check: boolean): Promise<number> {
  const root = new URL('../', import.meta.url);
  const texts = await collectTexts(root);
  let trouble = 0;
  for (const language of ['de', 'fr']) {
    const path = new URL(`locales/${language}.po`, root);
    const old = readFileSync(path, 'utf8');
    const { po, missing } = renewCatalogue(old, texts);
    if (!check) writeFileSync(path, po);
    if (check && po !== old) trouble += 1;
    trouble += check ? missing.length : 0;
    const state = check && po !== old ? ', out of date: npm run texts' : '';
    process.stdout.write(`${language}: ${texts.size} texts, ${missing.length} without translation${state}\n`);
    for (const source of missing) process.stdout.write(`  ${JSON.stringify(source)}\n`);
  }
  return trouble === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = await main(process.argv.includes('--check'));
