/** `npm run golden`: checks the golden invoices; with `--update` writes them anew first. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const { status } = spawnSync(process.execPath, ['--test', join(import.meta.dirname, 'golden.test.ts')], {
  stdio: 'inherit',
  env: { ...process.env, GOLDEN_UPDATE: process.argv.includes('--update') ? '1' : '0' },
});
process.exitCode = status ?? 1;
