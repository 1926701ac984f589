import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTarget } from './target.ts';

test('targets as a clerk types them', () => {
  assert.deepEqual(parseTarget('4930'), { kind: 'prefix', space: '', digits: '4930' });
  assert.deepEqual(parseTarget('DE/110'), { kind: 'prefix', space: 'DE', digits: '110' });
  assert.deepEqual(parseTarget('PLMN/20801'), { kind: 'prefix', space: 'PLMN', digits: '20801' });
  assert.deepEqual(parseTarget('=49301234567'), { kind: 'number', space: '', digits: '49301234567' });
  assert.deepEqual(parseTarget('=DE/118'), { kind: 'number', space: 'DE', digits: '118' });
  assert.deepEqual(parseTarget('@DE-MOBILE'), { kind: 'destination', code: 'DE-MOBILE' });
  assert.deepEqual(parseTarget('#EU'), { kind: 'zone', code: 'EU' });
  assert.deepEqual(parseTarget('*'), { kind: 'any' });
  const bad = [
    '',
    '+49',
    '1234567890123456',
    'D/110',
    'de/110',
    'DE/',
    '49 40',
    '49x',
    '=',
    '@',
    '#',
    '#E U',
    '**',
    '=*',
    '@@A',
  ];
  for (const text of bad) assert.equal(parseTarget(text), null, text);
});
