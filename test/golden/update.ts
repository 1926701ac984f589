/** `npm run golden`: checks the golden invoices and the worked examples of docs/rating.md; with `--update` writes them anew first. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const TESTS = [
  join(import.meta.dirname, 'golden.test.ts'),
  join(import.meta.dirname, '..', 'examples', 'examples.test.ts'),
];

const { status } = spawnSync(process.execPath, ['--test', ...TESTS], {
  stdio: 'inherit',
  env: { ...process.env, GOLDEN_UPDATE: process.argv.includes('--update') ? '1' : '0' },
});
process.exitCode = status ?? 1;
