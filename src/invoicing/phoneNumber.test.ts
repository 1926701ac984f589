import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatE164, maskNumber } from './phoneNumber.ts';

const FORMATS: readonly [digits: string, printed: string][] = [
  ['49301234567', '+49 301234567'],
  ['33199001122', '+33 199001122'],
  ['12125550123', '+1 2125550123'],
  ['74951234567', '+7 4951234567'],
  ['352621123456', '+352 621123456'],
  ['88213123456', '+882 13123456'],
  ['49', '+49'],
];
for (const [digits, printed] of FORMATS)
  test(`${digits} is printed ${printed}`, () => assert.equal(formatE164(digits), printed));

const MASKS: readonly [printed: string, hidden: number, shown: string][] = [
  ['+49 301234567', 0, '+49 301234567'],
  ['+49 301234567', 3, '+49 301234xxx'],
  ['+33 199001122', 4, '+33 19900xxxx'],
  ['110', 3, 'xxx'],
  ['12', 4, 'xx'],
  ['+49301234***', 2, '+49301234***'],
  ['+49301234***', 4, '+4930123x***'],
  ['anonymous', 3, 'anonymous'],
  ['', 3, ''],
];
for (const [printed, hidden, shown] of MASKS)
  test(`${printed} with ${hidden} hidden is ${shown}`, () => assert.equal(maskNumber(printed, hidden), shown));
