import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCustomerRows } from './customerFile.ts';

/** Codes with row and what they name. */
const troubles = (text: string) =>
  readCustomerRows(text).findings.map(({ code, params }) =>
    [code, params?.row, params?.column ?? params?.number].join(' ').trim(),
  );

test('cells are read by their headings; what is empty says nothing', () => {
  const { rows, findings } = readCustomerRows(
    '\ufeffnumber\tNAME\tparentNumber\titemise\tmaskDigits\trequiredReferences\tvatId\nK-1\t Beispiel \tK-0\tNein\t3\tsiren | orderNumber\t\n\n\tZwei\n',
  );
  assert.deepEqual(findings, []);
  assert.deepEqual(rows, [
    {
      row: 2,
      number: 'K-1',
      parentNumber: 'K-0',
      said: { name: 'Beispiel', itemise: false, maskDigits: 3, requiredReferences: ['siren', 'orderNumber'] },
    },
    { row: 4, number: null, parentNumber: null, said: { name: 'Zwei' } },
  ]);
});

test('what is no table, no column or no value is named', () => {
  assert.deepEqual(troubles(''), ['customerFile.notTable']);
  assert.deepEqual(troubles('name\nA'), ['customerFile.notTable']);
  assert.deepEqual(troubles('number,"name\nA,B'), ['customerFile.notTable']);
  assert.deepEqual(troubles('number,colour,parentId\n1,red,2'), [
    'customerFile.columnUnknown  colour',
    'customerFile.columnUnknown  parentId',
  ]);
  assert.deepEqual(troubles('number,country,itemise,maskDigits,email\n1,Germany,perhaps,seven,nobody'), [
    'customerFile.cell 2 country',
    'customerFile.cell 2 itemise',
    'customerFile.cell 2 maskDigits',
    'customerFile.cell 2 email',
  ]);
  assert.deepEqual(troubles('number,name\n1,A\n2,B\n1,C'), ['customerFile.twice 4 1']);
});
