import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completedBy, dropName } from './dropNames.ts';
import {
  completeFiles,
  isUnfinished,
  look,
  type RemoteFile,
  settlesInMs,
  wantedFiles,
  wholeLines,
} from './remoteFiles.ts';
import { type FileSettings, feedSettingsSchema } from './settings.ts';

const settingsOf = (settings: object) =>
  feedSettingsSchema.parse({ kind: 'folder', path: '/x', ...settings }) as FileSettings;
const file = (name: string, bytes = 10, modifiedMs = 0): RemoteFile => ({ name, bytes, modifiedMs });
const names = (files: readonly RemoteFile[]) => files.map(({ name }) => name);

test('names of files that are still being written are known', () => {
  const unfinished = ['.x.csv', 'x.csv.tmp', 'x.part', 'x.csv.filepart', 'x.TMP', 'x~', 'x.writing'];
  const finished = ['x.csv', 'part.csv', 'tmp', 'x.tmp.csv'];
  assert.deepEqual([...unfinished, ...finished].filter(isUnfinished), unfinished);
});

test('wanted are those whose whole name fits, oldest first', () => {
  const listing = [
    file('b.csv', 1, 5),
    file('a.csv', 1, 9),
    file('c.csv.gz', 1, 1),
    file('d.csv', 1, 5),
    file('.e.csv'),
  ];
  assert.deepEqual(names(wantedFiles(listing, settingsOf({ names: '.*\\.csv' }))), ['b.csv', 'd.csv', 'a.csv']);
  assert.deepEqual(names(wantedFiles([file('a.csv'), file('a.csv.ok')], settingsOf({ markerSuffix: '.ok' }))), [
    'a.csv',
  ]);
});

test('complete is what was the same at a look so long ago, whatever the sender says of the time', () => {
  const settings = settingsOf({ settleS: 30 });
  const [grows, rests] = [file('g', 10), file('r', 10)];
  const seen = look([grows, rests], {}, 1_000);
  assert.deepEqual(completeFiles([grows, rests], [], settings, {}, 1_000), []);
  assert.deepEqual(completeFiles([grows, rests], [], settings, seen, 30_999), []);
  const grown = file('g', 11);
  assert.deepEqual(names(completeFiles([grown, rests], [], settings, seen, 31_000)), ['r']);
  const later = look([grown, rests], seen, 31_000);
  assert.deepEqual(names(completeFiles([grown, rests], [], settings, later, 61_000)), ['g', 'r']);
  assert.deepEqual(names(completeFiles([grown], [], settingsOf({ settleS: 0 }), {}, 0)), ['g']);
});

test('another look is worth it when the youngest may have settled, not where markers tell', () => {
  const [grows, rests] = [file('g', 10), file('r', 10)];
  assert.equal(settlesInMs([grows, rests], [rests], settingsOf({ settleS: 30 })), 30_000);
  assert.equal(settlesInMs([rests], [rests], settingsOf({ settleS: 30 })), null);
  assert.equal(settlesInMs([grows], [], settingsOf({ markerSuffix: '.ok' })), null);
});

test('complete is what has its marker, whichever way that is named', () => {
  const listing = ['a.csv', 'a.csv.fin', 'b.csv', 'b.fin', 'c.csv'].map((name) => file(name));
  const settings = settingsOf({ markerSuffix: '.fin' });
  assert.deepEqual(names(completeFiles(wantedFiles(listing, settings), listing, settings, {}, 0)), ['a.csv', 'b.csv']);
});

test('of a growing file only whole lines are taken', () => {
  assert.deepEqual(
    ['a\nb', 'a\n', 'ab', ''].map((text) => wholeLines(Buffer.from(text))),
    [2, 2, 0, 0],
  );
});

test('a drop box is one flat folder', () => {
  const cases: [path: string, name: string | null][] = [
    ['x.csv', 'x.csv'],
    ['/x.csv', 'x.csv'],
    ['./x.csv', 'x.csv'],
    ['/', ''],
    ['.', ''],
    ['..', null],
    ['../x.csv', null],
    ['a/x.csv', null],
    ['a\\x.csv', null],
    ['a\nb', null],
    ['x'.repeat(201), null],
  ];
  for (const [path, name] of cases) assert.equal(dropName(path), name, path);
  assert.deepEqual(
    [
      completedBy('x.csv', undefined),
      completedBy('x.csv.part', undefined),
      completedBy('x.csv', '.ok'),
      completedBy('x.csv.ok', '.ok'),
    ],
    ['x.csv', null, null, 'x.csv'],
  );
});
