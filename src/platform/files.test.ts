import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Refusal } from '#base';
import { openFiles } from './files.ts';
import { sha256Hex } from './hash.ts';

const folder = mkdtempSync(join(tmpdir(), 'tarifwerk-files-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const files = openFiles(folder);

test('content is kept once, by its digest, and comes back whole', async () => {
  const content = Buffer.from('one call, 63 seconds\n'.repeat(10_000));
  const pieces = async function* () {
    for (let at = 0; at < content.length; at += 999) yield content.subarray(at, at + 999);
  };
  const streamed = await files.put(pieces());
  const whole = await files.put(content);
  assert.deepEqual(streamed, { sha256: sha256Hex(content), bytes: content.length });
  assert.deepEqual(whole, streamed);
  assert.deepEqual(await files.read(streamed.sha256), content);
  const read: Buffer[] = [];
  for await (const piece of await files.open(streamed.sha256)) read.push(piece);
  assert.deepEqual(Buffer.concat(read), content);
});

test('a stream that breaks leaves nothing behind', async () => {
  const broken = async function* () {
    yield Buffer.from('half a ');
    throw new Error('line dropped');
  };
  await assert.rejects(files.put(broken()), /line dropped/);
  assert.deepEqual(readdirSync(join(folder, 'files', 'incoming')), []);
  assert.equal(await files.has(sha256Hex('half a ')), false);
});

for (const name of ['0'.repeat(64), '../../etc/passwd', 'A'.repeat(64), ''])
  test(`what is not there is refused: ${name.slice(0, 16)}`, async () => {
    await assert.rejects(
      async () => files.read(name),
      (error) => error instanceof Refusal && error.code === 'files.missing',
    );
  });
