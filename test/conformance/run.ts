/**
 * `npm run conformance -- rating|billing|mediation|invoicing`: our own cases and, where `VECTORS`, `SAMPLES`, `RULES` name folders, other
 * people's. Without a name all of them. Closes with `N passed, N failed, N skipped`: of the conformances that tell their cases in a line of that
 * form (rating, billing) the cases, of the others the tests.
 */
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { stopTestCluster } from '../database.ts';

const here = import.meta.dirname;
const known = globSync('*.test.ts', { cwd: here }).map((file) => basename(file, '.test.ts'));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no such conformance: ${unknown.join(', ')}; there is ${known.join(', ')}\n`);
  process.exit(2);
}
const files = (wanted.length === 0 ? known : wanted).map((name) => join(here, `${name}.test.ts`));
const TALLY = /^(.+): (\d+) passed, (\d+) failed, (\d+) skipped/;

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** By file and test, for a test's line of cases comes after its own result and replaces it. */
const counted = new Map<string, Counts>();
const events = run({ files, concurrency: 2 });
events.on('test:pass', ({ nesting, skip, name, file }) => {
  if (nesting > 0 || files.includes(name)) return;
  counted.set(`${file} ${name}`, {
    passed: skip === undefined ? 1 : 0,
    failed: 0,
    skipped: skip === undefined ? 0 : 1,
  });
});
events.on('test:fail', ({ nesting, name, file }) => {
  if (nesting === 0) counted.set(`${file} ${name}`, { passed: 0, failed: 1, skipped: 0 });
});
events.on('test:diagnostic', ({ message, file }) => {
  const [, name, passed, failed, skipped] = TALLY.exec(message) ?? [];
  if (name === undefined) return;
  const key = `${file} ${name}`;
  // A test that fails though none of its cases does has failed otherwise.
  const atLeast = counted.get(key)?.failed ?? 0;
  counted.set(key, { passed: Number(passed), failed: Math.max(Number(failed), atLeast), skipped: Number(skipped) });
});
for await (const line of events.compose(spec)) process.stdout.write(String(line));
await stopTestCluster();
const total = (of: (one: Counts) => number) => [...counted.values()].reduce((sum, one) => sum + of(one), 0);
const counts = {
  passed: total((one) => one.passed),
  failed: total((one) => one.failed),
  skipped: total((one) => one.skipped),
};
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
process.exitCode = counts.failed > 0 ? 1 : 0;
