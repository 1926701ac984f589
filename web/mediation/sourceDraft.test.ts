import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftOf, type FormatSetting, missingSettings, saidSettings, typedSettings } from './sourceDraft.ts';

const setting = (
  name: string,
  kind: FormatSetting['kind'],
  usual: string | string[],
  needed = false,
): FormatSetting => ({ name, kind, needed, default: usual, choices: kind === 'choice' ? ['auto', 'national'] : [] });
const SETTINGS = [
  setting('groups', 'texts', [], true),
  setting('profiles', 'texts', ['external']),
  setting('digit', 'text', '0'),
  setting('bare', 'choice', 'auto'),
];

test('settings are shown as they hold, and only what differs from the format is said', () => {
  const usual = typedSettings(SETTINGS, {});
  assert.deepEqual(usual, { groups: '', profiles: 'external', digit: '0', bare: 'auto' });
  const cases: readonly (readonly [typed: Record<string, string>, said: Record<string, string | string[]>])[] = [
    [{}, {}],
    [{ groups: ' A \n\n B' }, { groups: ['A', 'B'] }],
    [{ profiles: '' }, { profiles: [] }],
    [{ profiles: 'external\n' }, {}],
    [{ digit: '' }, { digit: '' }],
    [{ digit: ' 9' }, { digit: '9' }],
    [{ bare: 'national' }, { bare: 'national' }],
  ];
  for (const [typed, said] of cases) assert.deepEqual(saidSettings(SETTINGS, { ...usual, ...typed }), said);
});

test('what was said comes back as typed and is said again', () => {
  const said = { groups: ['A', 'B'], digit: '', bare: 'national' };
  assert.deepEqual(saidSettings(SETTINGS, typedSettings(SETTINGS, said)), said);
});

test('what a format cannot be read without is missed until it is typed', () => {
  assert.deepEqual(missingSettings(SETTINGS, typedSettings(SETTINGS, {})), ['groups']);
  assert.deepEqual(missingSettings(SETTINGS, { groups: ' \n ' }), ['groups']);
  assert.deepEqual(missingSettings(SETTINGS, { groups: 'A' }), []);
});

test('a new source is begun in the place of the operator, and nothing else of his', () => {
  const operator = { code: 'nordlicht', name: 'Nordlicht GmbH', zone: 'Europe/Vienna', country: 'AT' };
  const { code, name, zone, country, format } = draftOf(null, [], operator);
  assert.deepEqual([code, name, zone, country, format], ['', '', 'Europe/Vienna', 'AT', '']);
});
