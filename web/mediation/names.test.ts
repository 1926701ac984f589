import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FORMATS } from '#mediation';
import { FILTER_NAMES } from './names.ts';

test('every reason for which a format leaves records out has a name', () => {
  const reasons = FORMATS.flatMap(({ filters, record, recordTypes }) => [
    ...filters.map(({ reason }) => reason),
    ...(record.unanswered === 'filter' ? ['unanswered'] : []),
    ...(recordTypes?.some(({ role }) => role === 'quality') ? ['quality'] : []),
  ]);
  assert.deepEqual(
    [...new Set(reasons)].filter((reason) => FILTER_NAMES[reason] === undefined),
    [],
  );
});
