/**
 * `npm run conformance -- rating|mediation|invoicing`: our own cases and, where `VECTORS`, `SAMPLES`, `RULES` name folders, other
 * people's. Without a name all of them. Closes with `N passed, N failed, N skipped`.
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
const counts = { passed: 0, failed: 0, skipped: 0 };
const files = (wanted.length === 0 ? known : wanted).map((name) => join(here, `${name}.test.ts`));
const events = run({ files, concurrency: 2 });
events.on('test:pass', ({ nesting, skip, name }) => {
  if (nesting > 0 || files.includes(name)) return;
  if (skip === undefined) counts.passed += 1;
  else counts.skipped += 1;
});
events.on('test:fail', ({ nesting }) => {
  if (nesting === 0) counts.failed += 1;
});
for await (const line of events.compose(spec)) process.stdout.write(String(line));
await stopTestCluster();
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
process.exitCode = counts.failed > 0 ? 1 : 0;
