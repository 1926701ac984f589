import { PERMISSIONS, type Permission } from '#base';

/** The roles of an operator's people; what each may do is fixed here, nobody composes his own. */
export const ROLES = ['admin', 'clerk', 'approver', 'support', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

const READING: readonly Permission[] = [
  'session',
  'customers.read',
  'catalog.read',
  'usage.read',
  'runs.read',
  'invoices.read',
];

/**
 * What a role may do. The clerk runs the month but does not approve his own draft; the approver approves and issues but drafts
 * nothing: the second pair of eyes. Only admins manage users.
 */
export const ROLE_PERMISSIONS: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  admin: new Set(PERMISSIONS),
  clerk: new Set<Permission>([
    ...READING,
    'customers.write',
    'catalog.write',
    'usage.import',
    'runs.draft',
    'runs.issue',
    'ledger.write',
  ]),
  approver: new Set<Permission>([...READING, 'runs.approve', 'runs.issue']),
  support: new Set<Permission>([...READING, 'customers.write']),
  viewer: new Set(READING),
};

/** Whether a stored word is a role. */
export function isRole(word: string): word is Role {
  return (ROLES as readonly string[]).includes(word);
}
