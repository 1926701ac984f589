import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PROJECT_DIR } from '#platform/config';

/** The rooms in their order: each may know the earlier ones only (ARCHITECTURE.md). */
export const ORDER: readonly string[] = [
  ...['base', 'platform', 'access', 'ledger', 'catalog', 'crm', 'contracts', 'usage', 'mediation', 'rating', 'billing'],
  ...['control', 'invoicing', 'payments', 'dunning', 'reporting', 'portal'],
];

/** Names that do I/O; as a folder they hold one verb per file. */
export const RESERVED = ['service', 'store', 'routes', 'jobs', 'commands'] as const;

/** These rooms are the doors to the world: any of their files may do I/O. */
const WORLDLY = new Set(['platform', 'access']);

export interface Source {
  /** Path from the project folder. */
  readonly path: string;
  readonly text: string;
  /** The text with comments blanked, lines kept. */
  readonly code: string;
  /** Room under src/, else null. */
  readonly slice: string | null;
  /** Reserved name the file belongs to, `pure` for rules, `free` where I/O is allowed anywhere or tests are told. */
  readonly role: (typeof RESERVED)[number] | 'pure' | 'free';
  readonly isTest: boolean;
  readonly imports: readonly Import[];
}

export interface Import {
  readonly from: string;
  readonly line: number;
  readonly typeOnly: boolean;
}

/** Every TypeScript file we wrote. */
export function readSources(): Source[] {
  return globSync(['{src,web,demo,test}/**/*.{ts,tsx}'], {
    cwd: PROJECT_DIR,
    exclude: ['**/node_modules', '**/dist', '**/out'],
  })
    .filter((path) => !path.includes('.generated.') && !path.endsWith('.d.ts'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(PROJECT_DIR, path), 'utf8');
      const code = withoutComments(text);
      const [, slice = null, inner = ''] = /^src\/(\w+)\/(.+)$/.exec(path) ?? [];
      const isTest = /\.test\.tsx?$/.test(path) || path.startsWith('test/');
      return {
        path,
        text,
        code,
        slice,
        isTest,
        role: isTest ? 'free' : roleOf(slice, inner),
        imports: importsOf(code),
      };
    });
}

function roleOf(slice: string | null, inner: string): Source['role'] {
  if (slice === null || WORLDLY.has(slice)) return 'free';
  const first = inner.includes('/') ? inner.split('/')[0] : basename(inner, '.ts');
  return RESERVED.find((name) => name === first) ?? 'pure';
}

function importsOf(code: string): Import[] {
  const found = code.matchAll(
    /^(?:import|export)\b(?<what>[^;'"]*?)\bfrom\s*['"](?<from>[^'"]+)['"]|\bimport\s*\(?\s*['"](?<bare>[^'"]+)['"]/gm,
  );
  return [...found].map((match) => ({
    from: match.groups?.from ?? match.groups?.bare ?? '',
    line: lineAt(code, match.index),
    typeOnly: isTypeOnly(match.groups?.what ?? ''),
  }));
}

/** `type {…}` or `{ type A, type B }`: gone when the program runs. */
function isTypeOnly(what: string): boolean {
  if (/^\s*type\b/.test(what)) return true;
  const names = /^\s*\{([^}]*)\}\s*$/.exec(what)?.[1]?.split(',') ?? [];
  const told = names.map((name) => name.trim()).filter((name) => name !== '');
  return told.length > 0 && told.every((name) => name.startsWith('type '));
}

/** Line of an offset, counted from 1. */
export function lineAt(code: string, offset: number): number {
  return code.slice(0, offset).split('\n').length;
}

/** Blanks comments but not what looks like one inside a string, template or regular expression of one line. */
function withoutComments(text: string): string {
  const tokens =
    /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|(?<=[(,=:[!&|?{};\n]\s*)\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return text.replace(tokens, (token) => (/^\/[/*]/.test(token) ? token.replace(/[^\n]/g, ' ') : token));
}
