export { addBatch, changeBatch, listBatches } from './service/batches.ts';
export type { Business } from './service/common.ts';
export { addContact, changeContact, listContacts, removeContact } from './service/contacts.ts';
export {
  addCustomer,
  type ChangeCustomer,
  changeCustomer,
  customersById,
  findCustomerByNumber,
  getCustomer,
  listCustomers,
  payingCustomers,
} from './service/customers.ts';
export { closeCustomer, deleteCustomer, reopenCustomer } from './service/ending.ts';
export { type ImportedCustomers, importCustomers } from './service/importing.ts';
export { type MergeCustomers, mergeCustomers } from './service/merging.ts';
export { addSite, changeSite, listSites, sitesById } from './service/sites.ts';
export { addThirdPayer, changeThirdPayer, listThirdPayers, thirdPayersOf } from './service/thirdPayers.ts';
