/** A person at the HTTP API: signs in, asks, sends files, watches long work. */
import assert from 'node:assert/strict';
import { Problem } from '#base';
import { progressState } from '../../src/platform/http/api.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface Client {
  /** The reply's JSON; the test fails unless the status is 2xx. */
  get<Reply>(path: string): Promise<Reply>;
  post<Reply>(path: string, body: Fields): Promise<Reply>;
  put<Reply>(path: string, body: Fields): Promise<Reply>;
  patch<Reply>(path: string, body: Fields): Promise<Reply>;
  /** Sends files in one form, as the screen does. */
  upload<Reply>(path: string, files: readonly { readonly name: string; readonly content: string }[]): Promise<Reply>;
  download(path: string): Promise<{ readonly type: string; readonly bytes: Buffer }>;
  /** Status and code of a request that must fail. */
  refusedPost(path: string, body: Fields): Promise<readonly [status: number, code: string]>;
  refusedPatch(path: string, body: Fields): Promise<readonly [status: number, code: string]>;
  /** Watches server-sent events until the work has ended; its last state. */
  watch(topic: string): Promise<{ readonly state: string; readonly phases: readonly string[] }>;
}

/** Signs in and keeps the cookie. */
export async function signIn(url: string, email: string, password: string): Promise<Client> {
  const reply = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  assert.equal(reply.status, 204, await reply.text());
  const cookie = reply.headers
    .getSetCookie()
    .map((one) => one.split(';')[0]!)
    .join('; ');
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(url + path, { ...init, headers: { cookie, ...(init.headers as Record<string, string> | undefined) } });
  const send = (path: string, body: Fields, method = 'POST') =>
    ask(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return {
    get: async (path) => answered(await ask(path)),
    post: async (path, body) => answered(await send(path, body)),
    put: async (path, body) => answered(await send(path, body, 'PUT')),
    patch: async (path, body) => answered(await send(path, body, 'PATCH')),
    upload: async (path, files) => {
      const form = new FormData();
      for (const { name, content } of files) form.append('file', new Blob([content]), name);
      return answered(await ask(path, { method: 'POST', body: form }));
    },
    download: async (path) => {
      const file = await ask(path);
      assert.equal(file.status, 200);
      return { type: file.headers.get('content-type') ?? '', bytes: Buffer.from(await file.arrayBuffer()) };
    },
    refusedPost: async (path, body) => refusal(await send(path, body)),
    refusedPatch: async (path, body) => refusal(await send(path, body, 'PATCH')),
    watch: async (topic) => {
      const events = await ask(`/api/progress/${topic}`);
      assert.equal(events.headers.get('content-type'), 'text/event-stream; charset=utf-8');
      const states = [...(await events.text()).matchAll(/^data: (.*)$/gm)].map(([, data]) =>
        progressState.parse(JSON.parse(data!)),
      );
      return { state: states.at(-1)?.state ?? 'none', phases: [...new Set(states.map(({ phase }) => phase))] };
    },
  };
}

async function answered<Reply>(reply: Response): Promise<Reply> {
  const text = await reply.text();
  assert.ok(reply.ok, `${reply.url}: ${reply.status} ${text}`);
  return JSON.parse(text) as Reply;
}

async function refusal(reply: Response): Promise<readonly [status: number, code: string]> {
  const { code } = Problem.parse(await reply.json());
  return [reply.status, code];
}
