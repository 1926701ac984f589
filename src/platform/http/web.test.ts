import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { testApp } from '#test/database';
import { createHttp } from './server.ts';

const app = await testApp();
const dir = mkdtempSync(join(tmpdir(), 'tarifwerk-web-'));
const script = 'export const month = 1;\n'.repeat(200);
mkdirSync(join(dir, 'assets'));
writeFileSync(join(dir, 'index.html'), '<!doctype html><title>Tarifwerk</title>');
writeFileSync(join(dir, 'assets/index-4f2a.js'), script);
const http = await createHttp(app, { authenticate: async () => null, webDir: dir });

after(async () => {
  await http.server.close();
  await app.close();
  rmSync(dir, { recursive: true });
});

test('page addresses get index.html, asked for again each time', async () => {
  for (const url of ['/', '/customers/12?tab=calls', '/runs/7', '/runs/7/findings?check=control.jump']) {
    const reply = await http.server.inject(url);
    assert.equal(reply.statusCode, 200, url);
    assert.match(reply.body, /<title>Tarifwerk/);
    assert.equal(reply.headers['cache-control'], 'no-cache');
    assert.match(String(reply.headers['content-security-policy']), /default-src 'self'/);
  }
});

test('files with a hash in their name are kept for ever and travel compressed', async () => {
  const ask = (encoding: string) =>
    http.server.inject({ url: '/assets/index-4f2a.js', headers: { 'accept-encoding': encoding } });
  const [plain, zipped, brotli] = [await ask('identity'), await ask('gzip'), await ask('gzip, br')];
  assert.equal(plain.body, script);
  assert.match(String(brotli.headers['cache-control']), /immutable/);
  assert.match(String(brotli.headers['content-type']), /javascript/);
  assert.equal(brotli.headers['content-encoding'], 'br');
  assert.equal(brotliDecompressSync(brotli.rawPayload).toString(), script);
  assert.equal(gunzipSync(zipped.rawPayload).toString(), script);
});

test('unknown files and API addresses stay unknown, nothing outside the folder is served', async () => {
  for (const url of ['/assets/gone.js', '/api/nowhere', '/favicon.ico', '/..%2f..%2fpackage.json']) {
    const reply = await http.server.inject(url);
    assert.ok(reply.statusCode === 404 || reply.statusCode === 403, `${url} ${reply.statusCode}`);
    assert.match(String(reply.headers['content-type']), /^application\/problem\+json/);
  }
  assert.equal((await http.server.inject({ method: 'POST', url: '/customers' })).statusCode, 404);
});
