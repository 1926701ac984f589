import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Party } from './invoice.ts';
import { notesOf } from './notes.ts';

const party = (country: string): Party => ({ name: '', street: '', postcode: '', city: '', country });

const CASES = [
  ['DE', 'DE', 'consumer', ['note.objection']],
  ['DE', 'FR', 'company', ['note.objection']],
  ['FR', 'FR', 'company', ['note.lateFee PMT', 'note.lateInterest PMD', 'note.noDiscount AAB']],
  ['FR', 'FR', 'consumer', []],
  ['FR', 'BE', 'company', []],
  ['AT', 'AT', 'company', []],
] as const;

for (const [seller, buyer, kind, expected] of CASES) {
  test(`${seller} to a ${kind} in ${buyer}`, () => {
    const notes = notesOf(party(seller), party(buyer), kind);
    assert.deepEqual(
      notes.map(({ code, subject }) => (subject === undefined ? code : `${code} ${subject}`)),
      expected,
    );
  });
}
