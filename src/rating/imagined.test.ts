import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneOffsets } from '#base';
import { findLine, firstLine, readAmount, readNetwork, readTime } from './imagined.ts';
import { at, line } from './testCatalogue.ts';

test('times on the clock on the wall, or with an offset', () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ['2026-11-23T10:15', '2026-11-23T09:15:00.000Z'],
    ['2026-11-23 10:15:30', '2026-11-23T09:15:30.000Z'],
    ['2026-11-23', '2026-11-22T23:00:00.000Z'],
    ['2026-11-23T10:15:00Z', '2026-11-23T10:15:00.000Z'],
    ['2026-11-23T10:15-05:00', '2026-11-23T15:15:00.000Z'],
    ['2026-03-29T02:30', '2026-03-29T01:30:00.000Z'], // skipped: 03:30
    ['2026-10-25T02:30', '2026-10-25T00:30:00.000Z'], // twice: the earlier
    ['2028-02-29T12:00', '2028-02-29T11:00:00.000Z'],
    ['2026-02-29T12:00', null],
    ['2026-11-23T24:00', null],
    ['23.11.2026 10:15', null],
    ['1026-11-23T10:15', null],
    ['2026-13-01T10:15Z', null],
    ['now', null],
  ];
  for (const [written, expected] of cases) {
    const ms = readTime(written, zoneOffsets('Europe/Berlin'));
    assert.equal(ms === null ? null : new Date(ms).toISOString(), expected, written);
  }
});

test('amounts by service', () => {
  assert.deepEqual(readAmount('voice', 61, undefined), { durationMs: 61_000, volume: 0 });
  assert.deepEqual(readAmount('voice', 0.0005, undefined), { durationMs: 1, volume: 0 });
  assert.deepEqual(readAmount('sms', undefined, undefined), { durationMs: 0, volume: 1 });
  assert.deepEqual(readAmount('mms', undefined, 3), { durationMs: 0, volume: 3 });
  assert.deepEqual(readAmount('data', undefined, 5_000_000), { durationMs: 0, volume: 5_000_000 });
  assert.deepEqual(readAmount('data', 90, undefined), { durationMs: 90_000, volume: 0 });
  const refused = (...amount: Parameters<typeof readAmount>) => {
    const read = readAmount(...amount);
    return 'code' in read ? [read.code, read.params] : ['read', read];
  };
  assert.deepEqual(refused('voice', undefined, 5), ['simulation.noDuration', {}]);
  assert.deepEqual(refused('data', undefined, undefined), ['simulation.noAmount', {}]);
  assert.deepEqual(refused('voice', -1, undefined), ['simulation.amountOutside', { amount: -1, most: 2_147_483 }]);
  assert.equal(refused('voice', 2_147_484, undefined)[0], 'simulation.amountOutside');
  assert.deepEqual(refused('sms', undefined, 65_536), ['simulation.amountOutside', { amount: 65_536, most: 65_535 }]);
  assert.equal(refused('data', undefined, 2 ** 46 + 1)[0], 'simulation.amountOutside');
});

test('visited networks', () => {
  assert.deepEqual(['208', '20801', '310410', '20', '108', 'F-SFR', ''].map(readNetwork), [
    ...[208, 20801, 310410],
    ...[null, null, null, null],
  ]);
});

test('a line by its number, label or id', () => {
  const lines = [
    line({ id: 7, identifier: '49405550100', label: '+49 40 5550100' }),
    line({ id: 8, kind: 'range', identifier: '4940555', label: 'Office' }),
    line({ id: 9, kind: 'range', identifier: '494055502', label: 'Annexe' }),
    line({ id: 10, kind: 'account', identifier: 'pbx', label: 'Switch' }),
  ];
  const found = (written: string, number = 0) => {
    const meant = findLine(lines, written, { number, text: null });
    return meant === null ? null : [meant.line.id, meant.ownNumber];
  };
  assert.deepEqual(found('040 5550100', 49405550100), [7, null]);
  assert.deepEqual(found('+49 40 5550100'), [7, null]);
  assert.deepEqual(found('040 5550199', 49405550199), [8, 49405550199]);
  assert.deepEqual(found('040 5550299', 49405550299), [9, 49405550299]);
  assert.deepEqual(found('pbx'), [10, null]);
  assert.deepEqual(found('Office'), [8, null]);
  assert.deepEqual(found('9'), [9, null]);
  assert.equal(found('040 1', 49401), null);
  assert.equal(findLine(lines, 'nobody', null), null);
  const first = firstLine([line({ id: 3, validFromMs: at('2026-02-01T00:00:00Z') }), line({ id: 9 }), line({ id: 4 })]);
  assert.equal(first?.id, 4);
  assert.equal(firstLine([]), null);
});
