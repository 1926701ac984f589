import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseExact, textAt, valueAt } from './exactJson.ts';
import { secretFields } from './feed.ts';
import { asLine, documentOf } from './formPost.ts';
import { type Arrival, missingNumbers, silences } from './gaps.ts';
import { nextRunMs, shallCut } from './schedule.ts';
import { feedSettingsSchema } from './settings.ts';
import { settingsFindings } from './settingsFindings.ts';
import { wrapItems } from './wrap.ts';

test('the next turn is regular after success and ever later after failures', () => {
  const turn = { beganMs: 1_000_000, endedMs: 1_010_000, everyS: 300 };
  const cases: [failures: number, retryAfterMs: number, afterEndMs: number][] = [
    [0, 0, 290_000],
    [0, 400_000, 400_000],
    [1, 0, 5_000],
    [2, 0, 10_000],
    [2, 60_000, 60_000],
    [11, 0, 3_600_000],
    [1_000, 0, 3_600_000],
  ];
  for (const [failures, retryAfterMs, afterEndMs] of cases)
    assert.equal(nextRunMs({ ...turn, failures, retryAfterMs }) - turn.endedMs, afterEndMs, `${failures}`);
  assert.equal(nextRunMs({ ...turn, endedMs: 9_000_000, failures: 0 }), 9_000_000, 'a turn longer than its interval');
  assert.equal(
    nextRunMs({ ...turn, failures: 0, settlesInMs: 30_000 }) - turn.endedMs,
    30_000,
    'a file may be whole by then',
  );
  assert.equal(nextRunMs({ ...turn, everyS: 1, failures: 0, settlesInMs: 30_000 }), turn.endedMs, 'sooner anyway');
  assert.equal(nextRunMs({ ...turn, everyS: 86_400, failures: 30 }) - turn.endedMs, 86_400_000);
});

test('what was gathered is cut by age or by size', () => {
  const settings = { cutAfterS: 60, cutAtBytes: 100 };
  const at = (items: number, bytes: number, ageMs: number) => shallCut({ items, bytes, oldestMs: 0 }, settings, ageMs);
  assert.deepEqual([at(0, 0, 1e9), at(1, 1, 59_999), at(1, 1, 60_000), at(1, 100, 0)], [false, false, true, true]);
});

test('silences are told when they are longer than expected, the last one while it lasts', () => {
  const came = [10, 20, 60].map((s): Arrival => ({ name: '', atMs: s * 1_000 }));
  assert.deepEqual(silences(came, 0, 100_000, 30), [
    { kind: 'silent', fromMs: 20_000, toMs: 60_000, count: 0 },
    { kind: 'silent', fromMs: 60_000, toMs: null, count: 0 },
  ]);
  assert.deepEqual(silences(came, 0, 90_000, 40), []);
});

test('missing numbers of files are found in any order of arrival', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 2, maxLength: 50 }), (numbers) => {
      const came = numbers.map((number, index) => ({
        name: `cdr_${String(number).padStart(5, '0')}.csv`,
        atMs: index,
      }));
      const missing = missingNumbers(came, /_(\d+)\./).reduce((sum, { count }) => sum + count, 0);
      assert.equal(missing, Math.max(...numbers) - Math.min(...numbers) + 1 - numbers.length);
    }),
  );
  const anew = ['cdr_90000', 'cdr_90001', 'cdr_1', 'cdr_3'].map((name, atMs) => ({ name, atMs }));
  assert.deepEqual(missingNumbers(anew, /_(\d+)/), [{ kind: 'missing', fromMs: 2, toMs: 3, count: 1 }]);
});

test('JSON is taken apart without changing a number', () => {
  const text = '{"a":[{"id":12345678901234567890,"price":0.0670,"big":1e400,"t":"x","n":null,"b":true}]}';
  assert.equal(JSON.stringify(parseExact(text)), text);
  const parsed = parseExact(text);
  assert.equal(textAt(parsed, ['a', '0', 'id']), '12345678901234567890');
  assert.equal(textAt(parsed, ['a', '0', 't']), 'x');
  assert.deepEqual(
    [textAt(parsed, ['a']), textAt(parsed, ['a', '0', 'n']), textAt(parsed, ['a', '9', 'x'])],
    [null, null, null],
  );
  assert.equal(valueAt(parsed, ['a', '0', 'b']), true);
  assert.equal(valueAt(parsed, ['toString']), undefined);
});

test('records of an API become a file of the form that the source reads', () => {
  const items = ['{"id":1}\n', '{"id":2}\n'].map((text) => Buffer.from(text));
  assert.equal(wrapItems({ kind: 'json', records: 'documents' }, items).toString(), '{"id":1}\n{"id":2}\n');
  const nested = wrapItems({ kind: 'json', records: 'nested', root: 'data.calls' }, items).toString();
  assert.deepEqual(JSON.parse(nested), { data: { calls: [{ id: 1 }, { id: 2 }] } });
});

test('a call in a form is found, escaped or in base64; two or none are not', () => {
  const form = 'application/x-www-form-urlencoded';
  const base64 = 'application/x-www-form-base64-encoded';
  const document = '{"a":"ü+ \\n%"}';
  const cases: [mediaType: string, body: string, found: string | null][] = [
    [form, `uuid=1&cdr=${encodeURIComponent(document)}`, document],
    [form, 'cdr=%7B%22a%22%3A1%7D+', '{"a":1} '],
    [form, 'uuid=1', null],
    [form, 'cdr=1&cdr=2', null],
    [form, 'cdr=%E0%A4%A', null],
    [form, 'cdr=', null],
    [base64, `cdr=${Buffer.from(document).toString('base64')}`, document],
    [base64, `cdr=${encodeURIComponent(Buffer.from(document).toString('base64'))}`, document],
    [base64, 'cdr=***', null],
  ];
  for (const [mediaType, body, found] of cases) assert.equal(documentOf(mediaType, body), found, body);
  assert.equal(asLine('{\r\n "a": 1\n}\n'), '{  "a": 1 }\n');
});

test('secrets are one word or several by name', () => {
  assert.deepEqual(secretFields(null), {});
  assert.deepEqual(secretFields('"x"'), { secret: 'x' });
  assert.deepEqual(secretFields('{"user":"a","password":"b"}'), { user: 'a', password: 'b' });
});

test('settings of the right form that cannot work are told by field', () => {
  const folder = { kind: 'folder', path: '/x' } as const;
  const pull = { kind: 'pull', url: 'https://x.example' } as const;
  const cases: [settings: Parameters<typeof feedSettingsSchema.parse>[0], fields: string[]][] = [
    [folder, []],
    [{ ...folder, names: '(' }, ['names']],
    [{ ...folder, afterwards: 'move' }, ['moveTo']],
    [{ ...folder, grows: true, afterwards: 'delete' }, ['afterwards']],
    [{ ...pull, paging: { kind: 'cursor', path: ['next'], param: 'c' } }, ['items']],
    [{ ...pull, provisional: { path: ['price'] } }, ['provisional']],
    [{ ...pull, window: { lengthS: 3_600, overlapS: 3_600 } }, ['window.overlapS']],
    [{ kind: 'syslog', only: '[' }, ['only']],
  ];
  for (const [settings, fields] of cases)
    assert.deepEqual(
      settingsFindings(feedSettingsSchema.parse(settings)).map(({ place }) => place?.field),
      fields,
    );
});
