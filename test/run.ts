import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_DIR } from '#platform/config';
import { stopTestCluster } from './database.ts';
import { provisionBrowser } from './web/browser.ts';

/**
 * `all` (default) runs everything; `check` types, lint, tidiness and unit tests; `web` the browser tests; `stop` ends the database that
 * tests share. Anything else is a list of test files. Ends with Node's own summary.
 */
const SETS: Readonly<Record<string, readonly string[]>> = {
  check: ['test/checks.test.ts', 'test/tidy.test.ts', 'src/**/*.test.ts', 'web/**/*.test.ts', 'demo/**/*.test.ts'],
  all: ['test/**/*.test.ts', 'src/**/*.test.ts', 'web/**/*.test.ts', 'demo/**/*.test.ts'],
  web: ['test/web/**/*.test.ts'],
};

const NEEDS_BROWSER = /^test\/web\//;
const TEST_TIMEOUT_MS = 600_000;
/** A test file that cannot even be stopped does not hold up everything for ever. */
const TOTAL_TIMEOUT_MS = 45 * 60_000;

async function main(names: readonly string[]): Promise<number> {
  if (names[0] === 'stop') {
    await stopTestCluster();
    return 0;
  }
  const files = chooseFiles(names.length === 0 ? ['all'] : names);
  if (files.length === 0) {
    process.stderr.write(`no such tests: ${names.join(' ')}\n`);
    return 2;
  }
  try {
    return await runFiles(files);
  } finally {
    await stopTestCluster();
  }
}

/** Browser tests are left out, not passed, where there is no browser and none can be installed. */
function chooseFiles(names: readonly string[]): string[] {
  const patterns = names.flatMap((name) => SETS[name] ?? [name]);
  const files = [...new Set(globSync(patterns as string[], { cwd: PROJECT_DIR, exclude: ['**/node_modules'] }))].sort();
  if (!files.some((file) => NEEDS_BROWSER.test(file))) return files;
  const browser = provisionBrowser();
  if (browser) {
    process.env.CHROMIUM = browser;
    return files;
  }
  process.stderr.write(
    'Browser tests are left out: install Chromium (apt-get install chromium) or name one in CHROMIUM.\n',
  );
  return files.filter((file) => !NEEDS_BROWSER.test(file));
}

async function runFiles(files: readonly string[]): Promise<number> {
  const reporter = join(import.meta.dirname, 'reporter.ts');
  const options = [
    '--test',
    '--test-concurrency=2',
    `--test-timeout=${TEST_TIMEOUT_MS}`,
    `--test-reporter=${reporter}`,
  ];
  const environment = { ...process.env };
  // The settings of the operator at this machine are not the tests' business.
  for (const name of Object.keys(environment))
    if (/^(TARIFWERK_|DATABASE_URL$|PORT$|HOST$)/.test(name)) delete environment[name];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...options, ...files], {
    cwd: PROJECT_DIR,
    stdio: 'inherit',
    env: environment,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  const overdue = setTimeout(() => {
    process.stderr.write(`The tests did not end within ${TOTAL_TIMEOUT_MS / 60_000} minutes.\n`);
    child.kill('SIGKILL');
  }, TOTAL_TIMEOUT_MS);
  const [code] = await once(child, 'exit');
  clearTimeout(overdue);
  return code ?? 1;
}

process.exitCode = await main(process.argv.slice(2));
