import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import PO from 'pofile';
import { PROJECT_DIR } from '#platform/config';
import { type Import, lineAt, ORDER, RESERVED, readSources, type Source } from './sources.ts';

/** The rules of the house (ARCHITECTURE.md). Each failure says where and what to do. */

const SOURCES = readSources();
const IN_SLICES = SOURCES.filter(({ slice }) => slice !== null);

function check(remedy: string, found: readonly string[]): void {
  assert.deepEqual(found, [], remedy);
}

const at = ({ path }: Source, line: number, what: string) => `${path}:${line} ${what}`;

/** What an import inside the house points to. */
function target({ path }: Source, { from }: Import): { slice: string; face: string } | null {
  const named = /^#(\w+)(?:\/(.+))?$/.exec(from);
  if (named) return { slice: named[1] ?? '', face: named[2] ?? 'index' };
  if (!from.startsWith('.')) return null;
  const [, slice, face] = /^src\/(\w+)\/(.+)\.ts$/.exec(normalize(join(dirname(path), from))) ?? [];
  return slice ? { slice, face: face ?? '' } : { slice: '(outside)', face: from };
}

const rank = (slice: string) => ORDER.indexOf(slice);

function eachImport(sources: readonly Source[], judge: (source: Source, each: Import) => boolean): string[] {
  return sources.flatMap((source) =>
    source.imports.filter((each) => !judge(source, each)).map((each) => at(source, each.line, `imports ${each.from}`)),
  );
}

test('every folder of src is a room of the plan', () => {
  check(
    'Put the file into a room of ORDER (test/sources.ts), or argue for a new room in DECISIONS.md.',
    IN_SLICES.filter(({ slice }) => rank(slice ?? '') < 0).map(({ path }) => path),
  );
});

test('a room knows earlier rooms only', () => {
  check(
    'Turn it round: the later room pulls from the earlier one; shared words belong into the earlier one.',
    eachImport(IN_SLICES, (source, each) => {
      const to = target(source, each);
      return to === null || source.isTest || rank(to.slice) <= rank(source.slice ?? '');
    }),
  );
});

test("another room is entered by its face, one's own by a relative path", () => {
  check(
    "Import '#room' (pure) or '#room/service' (operations) of others, './file.ts' of your own room, never a path out of it.",
    eachImport(IN_SLICES, (source, each) => {
      const to = target(source, each);
      if (to === null || to.slice === 'platform') return true;
      if (to.slice === 'test') return source.isTest;
      if (each.from.startsWith('.')) return to.slice === source.slice || source.isTest;
      return to.slice !== source.slice && (to.face === 'index' || to.face === 'service');
    }),
  );
});

/** What a rule needs of Node without doing I/O. */
const PURE_MODULES = new Set(['node:crypto', 'node:buffer', 'zod']);
const WORLDLY_MODULES = /^(node:|pg$|pg-|kysely|fastify|@fastify\/|@node-rs\/|cli-progress|commander|playwright)/;

test('rules are pure: no I/O, no clock, no waiting', () => {
  const pure = IN_SLICES.filter(({ role }) => role === 'pure');
  check(`Move what touches the world into ${RESERVED.join(', ')} and hand the rule its values.`, [
    ...eachImport(pure, (source, each) => {
      if (each.typeOnly) return true; // gone when the program runs
      const to = target(source, each);
      if (to === null) return PURE_MODULES.has(each.from) || !WORLDLY_MODULES.test(each.from);
      if (to.slice === 'platform') return false;
      return to.slice === source.slice ? !RESERVED.some((name) => to.face.split('/')[0] === name) : to.face === 'index';
    }),
    ...findings(pure, /\bawait\b|\basync\b/g, 'waits'),
  ]);
});

test('the face of a room shows rules only', () => {
  check(
    'Re-export only pure files from index.ts; operations are exported by service.ts.',
    eachImport(
      IN_SLICES.filter(({ path }) => /^src\/\w+\/index\.ts$/.test(path)),
      (_, each) => !/^\.\/(service|store|routes|jobs|commands)\b/.test(each.from),
    ),
  );
});

test('a store knows its tables only', () => {
  check(
    'A store imports platform, its own room and the faces of others; what it needs of their tables the service hands in.',
    eachImport(
      IN_SLICES.filter(({ role }) => role === 'store'),
      (source, each) => {
        const to = target(source, each);
        return to === null || to.slice === source.slice || to.slice === 'platform' || to.face === 'index';
      },
    ),
  );
});

test('screens know rules and the kit, not the server', () => {
  check(
    "Import '#room' (pure), '#kit', '#app' or a package of the browser.",
    eachImport(
      SOURCES.filter(({ path, isTest }) => path.startsWith('web/') && !isTest && !/plugin|config/.test(path)),
      (source, each) => {
        const to = target(source, each);
        if (to === null) return !WORLDLY_MODULES.test(each.from);
        return (
          to.slice === '(outside)' ||
          (to.slice === 'platform' ? /(^|\/)(texts|api)$/.test(to.face) : to.face === 'index')
        );
      },
    ),
  );
});

const LONGEST_FILE = 400;

test(`no file is longer than ${LONGEST_FILE} lines`, () => {
  check(
    'A file holds one concept: find the second one and give it a file of its name.',
    SOURCES.filter(({ isTest }) => !isTest)
      .map((source) => [source, source.text.split('\n').length - 1] as const)
      .filter(([, lines]) => lines > LONGEST_FILE)
      .map(([source, lines]) => at(source, 1, `has ${lines} lines`)),
  );
});

function findings(sources: readonly Source[], pattern: RegExp, what: string): string[] {
  return sources.flatMap((source) =>
    [...source.code.matchAll(pattern)].map((match) =>
      at(source, lineAt(source.code, match.index), `${what}: ${match[0].trim()}`),
    ),
  );
}

/** What is banned, what to do instead, and the few files that may. */
const BANNED: readonly (readonly [what: RegExp, remedy: string, allowed?: RegExp])[] = [
  [
    /\bDate\.now\(|\bnew Date\(\)/g,
    'The clock is handed in: ctx.clock.now().',
    /^src\/platform\/clock\.ts$|^web\/|^test\/|^demo\/.*test/,
  ],
  [
    /\bperformance\.now\(/g,
    'Measure in test/bench; the program takes its clock.',
    /^test\/|^web\/|^src\/platform\/|^demo\//,
  ],
  [/\bMath\.random\(/g, 'Use a seeded generator that is handed in.'],
  [/\bparseFloat\(/g, 'Money is never a float: parseDecimal of #base; for plain numbers Number().'],
  [/\bconsole\./g, 'Write through ctx.log, or to the stream the command was given.'],
  [/\bas any\b|:\s*any\b|<any>|\bas unknown as\b/g, 'Give it its type; validate what comes from outside with zod.'],
  [/\bT[O]DO\b|\bFIX[M]E\b/g, 'Do it now, or write an issue.'],
];

for (const [what, remedy, allowed] of BANNED)
  test(`nobody writes ${what.source.replaceAll('\\b', '')}`, () => {
    const sources = SOURCES.filter(
      ({ path }) => !allowed?.test(path) && !/^test\/(tidy\.test|sources)\.ts$/.test(path),
    );
    check(remedy, findings(sources, what, 'writes'));
  });

test('nobody silences the compiler or the linter', () => {
  const silenced = SOURCES.flatMap((source) =>
    [...source.text.matchAll(/@ts-(?:ignore|expect-error|nocheck)|biome-ignore/g)].map((match) =>
      at(source, lineAt(source.text, match.index), match[0]),
    ),
  ).filter((line) => !line.startsWith('test/tidy.test.ts'));
  check('Solve what it complains about.', silenced);
});

const SECTIONS = ['## Owns', '## Does not own', '## Words', '## Invariants'];
const README_LINES = 80;

for (const slice of new Set(IN_SLICES.map(({ slice }) => slice)))
  test(`src/${slice}/README.md tells what the room owns`, () => {
    const path = join(PROJECT_DIR, 'src', slice ?? '', 'README.md');
    assert.ok(existsSync(path), `write ${path} with the sections ${SECTIONS.join(', ')}`);
    const lines = readFileSync(path, 'utf8').split('\n');
    assert.deepEqual(
      SECTIONS.filter((section) => !lines.includes(section)),
      [],
      'these sections are missing',
    );
    assert.ok(lines.length <= README_LINES, `${lines.length} lines; at most ${README_LINES}: say it shorter`);
  });

/** Files of the program that mark texts for translation; other functions may be called `text` too. */
const MARKING = SOURCES.filter(
  ({ code, isTest }) => !isTest && /import[^;]*\btext\b[^;]*from '(?:#base|\.\/text\.ts)'/.test(code),
);

/** Sources of `text('…')` in the program; a text is one literal, so that it can be found. */
function textsOf(source: Source): string[] {
  const calls = source.code.matchAll(/(?<![.\w])text\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*,?\s*\)/g);
  return [...calls].map(([, single, double]) => (single ?? double ?? '').replace(/\\(.)/g, '$1'));
}

for (const language of ['de', 'fr'])
  test(`every text is translated into ${language}`, () => {
    const catalogue = PO.parse(readFileSync(join(PROJECT_DIR, 'locales', `${language}.po`), 'utf8'));
    const known = new Set(
      catalogue.items
        .filter(({ msgstr, obsolete, flags }) => msgstr[0] && !obsolete && !flags.fuzzy)
        .map(({ msgid }) => msgid),
    );
    const wanted = MARKING.flatMap((source) => textsOf(source).map((text) => [source.path, text] as const));
    assert.ok(wanted.length > 0);
    check(
      `Add msgid and msgstr to locales/${language}.po.`,
      wanted.filter(([, text]) => !known.has(text)).map(([path, text]) => `${path}: ${text}`),
    );
  });

test('a text is one literal, so that it can be collected', () => {
  check(
    "Write text('…') with one string literal and parameters in braces.",
    findings(MARKING, /(?<![.\w])text\(\s*(?![\s'"])[^)\n]{0,40}/g, 'computes'),
  );
});
