/**
 * `npm run golden`: checks the golden invoices, the drafts of the year's stories and the worked examples of docs/rating.md; with `--update` writes
 * them anew first.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';

const TEST_DIR = join(import.meta.dirname, '..');

const TESTS = [
  join(import.meta.dirname, 'golden.test.ts'),
  join(TEST_DIR, 'examples', 'examples.test.ts'),
  ...globSync(join(TEST_DIR, 'scenarios', 'year', '*.test.ts')),
];

const { status } = spawnSync(process.execPath, ['--test', ...TESTS], {
  stdio: 'inherit',
  env: { ...process.env, GOLDEN_UPDATE: process.argv.includes('--update') ? '1' : '0' },
});
process.exitCode = status ?? 1;
