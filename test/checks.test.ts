import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { PROJECT_DIR } from '#platform/config';

function run(program: string, ...args: string[]): { passed: boolean; output: string } {
  const done = spawnSync(join(PROJECT_DIR, 'node_modules', program), args, { cwd: PROJECT_DIR, encoding: 'utf8' });
  return { passed: done.status === 0, output: `${done.error?.message ?? ''}${done.stdout ?? ''}${done.stderr ?? ''}` };
}

for (const config of ['tsconfig.json', 'web/tsconfig.json'])
  test(`types: ${config}`, () => {
    const { passed, output } = run('.bin/tsc', '-p', config);
    assert.ok(passed, output);
  });

/** Called directly: the wrapper package needs platform packages that are not locked here. Only Linux is packaged. */
const BIOME = `@biomejs/cli-${process.platform}-${process.arch}/biome`;

if (existsSync(join(PROJECT_DIR, 'node_modules', BIOME))) {
  test('lint and format', () => {
    const { passed, output } = run(
      BIOME,
      'check',
      '--error-on-warnings',
      '--diagnostic-level=warn',
      '--max-diagnostics=10',
    );
    assert.ok(passed, `${output}\nbiome check --write mends most of it.`);
  });

  test('no function of the program is longer than 70 lines', () => {
    const { passed, output } = run(
      BIOME,
      'lint',
      '--only=complexity/noExcessiveLinesPerFunction',
      '--reporter=github',
      'src',
      'web',
      'demo',
    );
    assert.ok(passed, output);
    const long = output.matchAll(/file=(?<file>[^,]+),line=(?<line>\d+)[^:]*::.*\((?<lines>\d+)\)/g);
    const found = [...long]
      .map(({ groups }) => `${groups?.file?.replace(`${PROJECT_DIR}/`, '')}:${groups?.line} has ${groups?.lines} lines`)
      .filter((line) => !/\.test\.tsx?:/.test(line));
    assert.deepEqual(found, [], 'Split it where it changes its subject; give each part the name of what it decides.');
  });
}
