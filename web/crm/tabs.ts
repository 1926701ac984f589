/** Tabs of a customer's page, as they stand in its address. */
export const CUSTOMER_TABS = [
  'contracts',
  'master',
  'sites',
  'contacts',
  'payers',
  'allowances',
  'invoices',
  'account',
  'calls',
] as const;
