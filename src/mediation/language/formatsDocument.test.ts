import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FORMATS } from '../formats.ts';
import { formatsDocument } from './formatsDocument.ts';

const written = () => readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'formats.md'), 'utf8');

test('docs/formats.md is what the program says (npm run formats)', () => {
  assert.equal(written(), formatsDocument(FORMATS));
});

test('every format stands in it once, with a family, an evidence and a source', () => {
  const rows = formatsDocument(FORMATS)
    .split('\n')
    .filter((line) => line.startsWith('| ') && line.includes('`'));
  for (const { id, about } of FORMATS) {
    assert.equal(rows.filter((line) => line.includes(`\`${id}\``)).length, 1, id);
    assert.ok(about.knowledge.length > 0, `${id}: where is it known from?`);
  }
  assert.ok(rows.length >= 70, `${rows.length} formats`);
});

test('ids are unique', () => {
  assert.equal(new Set(FORMATS.map(({ id }) => id)).size, FORMATS.length);
});
