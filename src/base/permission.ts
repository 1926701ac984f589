/** Everything a person or key may be allowed to do. A route names exactly one; roles are sets of these. */
export const PERMISSIONS = [
  'session', // signed in, nothing more
  'customers.read',
  'customers.write',
  'catalog.read',
  'catalog.write',
  'usage.read',
  'usage.import',
  'runs.read',
  'runs.draft',
  'runs.approve',
  'runs.issue',
  'invoices.read',
  'ledger.write', // set off, write off, reverse
  'access.manage',
] as const;

export type Permission = (typeof PERMISSIONS)[number];
