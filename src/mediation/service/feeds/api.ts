/** Requests to a carrier's API: signed in, not too fast, not too large, to nobody else. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Refusal } from '#base';
import type { App } from '#platform/app';
import { ovhHeaders } from '../../feeds/ovh.ts';
import { filled } from '../../feeds/pull.ts';
import type { PullSettings } from '../../feeds/pullSettings.ts';

const ANSWER_MS = 60_000;
const MOST_BYTES = 64 * 1_048_576;
const MOST_REDIRECTS = 3;

export interface ApiAnswer {
  readonly body: string;
  /** Header `Link`. */
  readonly link: string | null;
}

/** One conversation with an API: a turn's requests. */
export class Api {
  readonly #app: App;
  readonly #settings: PullSettings;
  readonly #secret: Readonly<Record<string, string>>;
  readonly #signal: AbortSignal;
  #asked = false;
  #token: string | null = null;
  #ovhAheadS: number | null = null;

  constructor(app: App, settings: PullSettings, secret: Readonly<Record<string, string>>, signal: AbortSignal) {
    this.#app = app;
    this.#settings = settings;
    this.#secret = secret;
    this.#signal = signal;
  }

  /**
   * Asks for an address; null where there is nothing (404). @throws Refusal `mediation.pullLimited` (with `retryAfterMs`),
   * `mediation.feedSignIn`, `mediation.pullAnswer`, `mediation.pullElsewhere`, `mediation.feedConnection`
   */
  async get(url: URL): Promise<ApiAnswer | null> {
    if (this.#asked) await sleep(this.#settings.minIntervalMs, undefined, { signal: this.#signal });
    this.#asked = true;
    let at = url;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const answer = await this.#send(at, {
        headers: { accept: 'application/json, */*', ...(await this.#headers(at)) },
      });
      const location = answer.headers.get('location');
      if (answer.status < 300 || answer.status >= 400 || location === null) return this.#read(answer, at);
      await answer.body?.cancel();
      const next = new URL(location, at);
      // We sign in with every request: only where somebody meant us to.
      if (next.origin !== url.origin)
        throw new Refusal('unavailable', 'mediation.pullElsewhere', { location: next.origin });
      at = next;
    }
    throw new Refusal('unavailable', 'mediation.pullAnswer', { host: url.host, status: 310 });
  }

  async #read(answer: Response, url: URL): Promise<ApiAnswer | null> {
    if (answer.ok) return { body: await this.#textOf(answer, url), link: answer.headers.get('link') };
    await answer.body?.cancel();
    const { status } = answer;
    const { host } = url;
    if (status === 404) return null;
    if (status === 401 || status === 403) throw new Refusal('unavailable', 'mediation.feedSignIn', { host });
    const retryAfterMs = this.#retryAfterMs(answer.headers.get('retry-after'));
    if (status === 429) throw new Refusal('unavailable', 'mediation.pullLimited', { host, retryAfterMs });
    throw new Refusal('unavailable', 'mediation.pullAnswer', { host, status, retryAfterMs });
  }

  /** Seconds, or a date (RFC 9110 10.2.3). */
  #retryAfterMs(header: string | null): number {
    if (header === null) return 0;
    if (/^\d+$/.test(header)) return Number(header) * 1_000;
    const atMs = Date.parse(header);
    return Number.isNaN(atMs) ? 0 : Math.max(0, atMs - this.#app.clock.now());
  }

  async #headers(url: URL): Promise<Record<string, string>> {
    const { auth } = this.#settings;
    const word = (name: string) => {
      const found = this.#secret[name] ?? (name === 'token' ? this.#secret.secret : undefined);
      if (found === undefined) throw new Refusal('invalid', 'mediation.pullSecret', { name });
      return found;
    };
    switch (auth.kind) {
      case 'none':
        return {};
      case 'basic':
        return { authorization: `Basic ${Buffer.from(`${word('user')}:${word('password')}`).toString('base64')}` };
      case 'bearer':
        return { authorization: `Bearer ${word('token')}` };
      case 'header':
        return { [auth.name]: word('token') };
      case 'oauth2':
        this.#token ??= await this.#fetchToken(auth, word('clientId'), word('clientSecret'));
        return { authorization: `Bearer ${this.#token}` };
      case 'ovh': {
        this.#ovhAheadS ??= await this.#fetchAheadS(auth.timeUrl);
        return ovhHeaders({
          applicationKey: word('applicationKey'),
          applicationSecret: word('applicationSecret'),
          consumerKey: word('consumerKey'),
          method: 'GET',
          url: url.href,
          body: '',
          timestampS: Math.floor(this.#app.clock.now() / 1_000) + this.#ovhAheadS,
        });
      }
    }
  }

  /** Client credentials (RFC 6749, 4.4). */
  async #fetchToken(
    auth: { readonly tokenUrl: string; readonly scope: string },
    id: string,
    secret: string,
  ): Promise<string> {
    const url = new URL(filled(auth.tokenUrl, this.#settings.variables));
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret });
    if (auth.scope !== '') body.set('scope', auth.scope);
    const answer = await this.#send(url, { method: 'POST', body });
    if (!answer.ok) {
      await answer.body?.cancel();
      throw new Refusal('unavailable', 'mediation.feedSignIn', { host: url.host });
    }
    const parsed = z.object({ access_token: z.string().min(1) }).safeParse(jsonOf(await this.#textOf(answer, url)));
    if (!parsed.success) throw new Refusal('unavailable', 'mediation.feedSignIn', { host: url.host });
    return parsed.data.access_token;
  }

  /** How far OVH's clock is ahead of ours, in seconds. */
  async #fetchAheadS(timeUrl: string): Promise<number> {
    const url = new URL(timeUrl);
    const answer = await this.#send(url, {});
    const seconds = Number(await this.#textOf(answer, url));
    if (!answer.ok || !Number.isSafeInteger(seconds))
      throw new Refusal('unavailable', 'mediation.pullAnswer', { host: url.host, status: answer.status });
    return seconds - Math.floor(this.#app.clock.now() / 1_000);
  }

  async #send(url: URL, options: RequestInit): Promise<Response> {
    try {
      const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(ANSWER_MS)]);
      return await fetch(url, { redirect: 'manual', ...options, signal });
    } catch (error) {
      throw connectionTrouble(error, url);
    }
  }

  async #textOf(answer: Response, url: URL): Promise<string> {
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    try {
      for await (const piece of answer.body ?? []) {
        bytes += piece.length;
        if (bytes > MOST_BYTES)
          throw new Refusal('unavailable', 'mediation.pullTooLarge', { host: url.host, most: MOST_BYTES });
        pieces.push(piece);
      }
    } catch (error) {
      throw error instanceof Refusal ? error : connectionTrouble(error, url);
    }
    return Buffer.concat(pieces).toString('utf8');
  }
}

function connectionTrouble(error: unknown, url: URL): Refusal {
  const { cause, name } = error as Error;
  const reason = cause instanceof Error ? String(Reflect.get(cause, 'code') ?? cause.message) : name;
  return new Refusal('unavailable', 'mediation.feedConnection', { host: url.host, reason });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
