import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ovhHeaders } from './ovh.ts';
import {
  afterPage,
  beginSweep,
  filled,
  namesOf,
  nextLink,
  type PullCursor,
  pageUrl,
  pullCursorSchema,
  windowOf,
  withProvisional,
  writeInstant,
} from './pull.ts';
import { pullSchema } from './pullSettings.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 23, 12);
const fresh = pullCursorSchema.parse({});
const settingsOf = (settings: object) => pullSchema.parse({ url: 'https://api.example/v1/calls', ...settings });

/** Runs a sweep to its end; the windows it asked for. */
function sweep(
  settings: ReturnType<typeof settingsOf>,
  cursor: PullCursor,
  nowMs: number,
): [PullCursor, [number, number][]] {
  const windows: [number, number][] = [];
  let at = beginSweep(settings, cursor, nowMs);
  if (at === null) return [cursor, windows];
  while (at.sweep !== null) {
    const window = windowOf(settings, at.sweep);
    windows.push([window.fromMs, window.toMs]);
    at = afterPage(at, window, null);
  }
  return [at, windows];
}

test('sweeps cover time without holes, overlap, and never exceed the window or what the sender knows', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 48 }),
      fc.integer({ min: 0, max: 30 }),
      fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      (lengthH, overlapMin, pausesMin, mayBeProvisional) => {
        const provisional = mayBeProvisional ? { provisional: { path: ['price'], withinS: 7_200 }, id: ['id'] } : {};
        const window = { lengthS: lengthH * 3_600, overlapS: overlapMin * 60, delayS: 300, historyS: 86_400 };
        const settings = settingsOf({ window, ...provisional });
        let cursor: PullCursor = fresh;
        let doneMs = NOW - 300_000 - 86_400_000;
        let nowMs = NOW;
        for (const pause of pausesMin) {
          const [next, windows] = sweep(settings, cursor, nowMs);
          let reachedMs = doneMs;
          for (const [fromMs, toMs] of windows) {
            assert.ok(fromMs <= reachedMs && toMs > fromMs && toMs - fromMs <= window.lengthS * 1_000);
            reachedMs = Math.max(reachedMs, toMs);
          }
          assert.equal(reachedMs, Math.max(nowMs - 300_000, doneMs));
          assert.ok((windows[0]?.[0] ?? doneMs) >= doneMs - window.overlapS * 1_000);
          doneMs = reachedMs;
          cursor = next;
          nowMs += pause * 60_000;
        }
      },
    ),
  );
});

test('windows with provisional records are asked for again, from the earliest on', () => {
  const settings = settingsOf({
    window: { lengthS: 86_400, overlapS: 0, delayS: 0, historyS: 7_200 },
    provisional: { path: ['price'], withinS: 14_400 },
  });
  const begun = beginSweep(settings, fresh, NOW)!;
  const first = windowOf(settings, begun.sweep!);
  assert.deepEqual([first.fromMs, first.toMs], [NOW - 2 * HOUR, NOW - HOUR]);
  let cursor = afterPage(withProvisional(begun, first), first, null);
  cursor = afterPage(cursor, windowOf(settings, cursor.sweep!), null);
  assert.deepEqual([cursor.sweep, cursor.provisionalMs, cursor.doneMs], [null, NOW - 2 * HOUR, NOW]);
  assert.equal(beginSweep(settings, cursor, NOW + HOUR)?.sweep?.atMs, NOW - 2 * HOUR);
});

test('a window goes through pages, and through the values of a list', () => {
  const window = { fromMs: 0, toMs: 10 };
  const at: PullCursor = { ...fresh, sweep: { atMs: 0, toMs: 10 }, each: ['a', 'b'] };
  const paged = afterPage(at, window, '2');
  assert.deepEqual([paged.page, paged.each], ['2', ['a', 'b']]);
  const second = afterPage(paged, window, null);
  assert.deepEqual([second.page, second.each, second.sweep], [null, ['b'], at.sweep]);
  assert.deepEqual([afterPage(second, window, null).sweep, afterPage(second, window, null).doneMs], [null, 10]);
});

test('addresses are filled in and escaped; pages on other servers are refused', () => {
  const settings = settingsOf({
    url: 'https://api.example/v1/{account}/calls',
    query: { since: '{from}', kind: 'voice' },
    variables: { account: 'a/b c' },
    paging: { kind: 'nextLink', path: ['next'] },
    window: { form: 'epochS' },
  });
  const names = namesOf(settings, { fromMs: 5_000, toMs: 6_000 }, null);
  assert.equal(pageUrl(settings, names, null)?.href, 'https://api.example/v1/a%2Fb%20c/calls?since=5&kind=voice');
  assert.equal(pageUrl(settings, names, '/v1/next?p=2')?.href, 'https://api.example/v1/next?p=2');
  for (const page of ['https://evil.example/', '//evil.example/x', 'http://api.example/', 'https://api.example:8443/'])
    assert.equal(pageUrl(settings, names, page), null, page);
  assert.equal(filled('{a}/{unknown}', { a: '1' }), '1/{unknown}');
});

test('instants are written as the sender wants them', () => {
  const ms = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
  const forms = ['iso', 'isoMs', 'date', 'epochS', 'epochMs'] as const;
  assert.deepEqual(
    forms.map((form) => writeInstant(ms, form)),
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.678Z', '2026-01-02', '1767323045', '1767323045678'],
  );
});

test('the next page in a header Link', () => {
  const cases: [header: string | null, next: string | null][] = [
    [null, null],
    ['<https://a.example/?p=2,3>; rel="next"', 'https://a.example/?p=2,3'],
    ['<https://a.example/1>; rel="prev", <https://a.example/3>; rel=next', 'https://a.example/3'],
    ['<https://a.example/3>; title="x"; rel="first next"', 'https://a.example/3'],
    ['<https://a.example/1>; rel="nextish"', null],
  ];
  for (const [header, next] of cases) assert.equal(nextLink(header), next, String(header));
});

test('OVH signs secret, consumer, method, address, body and time', () => {
  const headers = ovhHeaders({
    applicationKey: 'ak',
    applicationSecret: 'as',
    consumerKey: 'ck',
    method: 'GET',
    url: 'https://eu.api.ovh.com/1.0/me',
    body: '',
    timestampS: 1_366_560_945,
  });
  // printf 'as+ck+GET+https://eu.api.ovh.com/1.0/me++1366560945' | sha1sum
  assert.equal(headers['X-Ovh-Signature'], '$1$fe151ce922670d505fe548c28d12c047d4b53b10');
  assert.deepEqual([headers['X-Ovh-Application'], headers['X-Ovh-Timestamp']], ['ak', '1366560945']);
});
