import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PERMISSIONS } from '#base';
import { isRole, ROLE_PERMISSIONS, ROLES } from './role.ts';

test('what each role may do', () => {
  const table = Object.fromEntries(
    ROLES.map((role) => [role, PERMISSIONS.filter((p) => ROLE_PERMISSIONS[role].has(p)).join(' ')]),
  );
  const reading = 'session customers.read catalog.read usage.read runs.read invoices.read';
  assert.deepEqual(table, {
    admin: PERMISSIONS.join(' '),
    clerk:
      'session customers.read customers.write catalog.read catalog.write usage.read usage.import runs.read runs.draft runs.issue invoices.read ledger.write',
    approver: 'session customers.read catalog.read usage.read runs.read runs.approve runs.issue invoices.read',
    support: 'session customers.read customers.write catalog.read usage.read runs.read invoices.read',
    viewer: reading,
  });
});

test('no role but the admin both drafts and approves', () => {
  const both = ROLES.filter(
    (role) => ROLE_PERMISSIONS[role].has('runs.draft') && ROLE_PERMISSIONS[role].has('runs.approve'),
  );
  assert.deepEqual(both, ['admin']);
});

test('a word is a role or not', () => {
  assert.deepEqual(['clerk', 'root', '', 'toString'].map(isRole), [true, false, false, false]);
});
