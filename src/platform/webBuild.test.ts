import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { webSourceHash } from './webBuild.ts';

test('the screens are built anew when a source changes, not when a test or the build itself does', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'web-hash-'));
  t.after(() => rm(root, { recursive: true }));
  const write = async (path: string, content: string) => {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), content);
  };
  await write('web/app/main.tsx', 'one');
  await write('locales/de.po', 'msgid');
  const first = await webSourceHash(root);
  await write('web/dist/assets/main.ts', 'built');
  await write('src/crm/api.test.ts', 'test');
  assert.equal(await webSourceHash(root), first);
  await write('web/app/main.tsx', 'two');
  const second = await webSourceHash(root);
  assert.notEqual(second, first);
  await write('web/app/main.tsx', 'one');
  assert.equal(await webSourceHash(root), first);
  await write('src/crm/api.ts', 'endpoint');
  assert.notEqual(await webSourceHash(root), first);
});
