import type { Tx } from '#platform/db';
import type { Contact } from '../contact.ts';
import { tables } from './tables.ts';

/** Keeps a contact, new or changed. */
export async function putContact(tx: Tx, tenantId: number, contact: Contact): Promise<void> {
  const { id, customerId, ...values } = contact;
  await tables(tx)
    .insertInto('crm.contact')
    .values({ tenant_id: tenantId, id, customer_id: customerId, ...values })
    .onConflict((on) => on.columns(['tenant_id', 'id']).doUpdateSet(values))
    .execute();
}

/** Contacts of a customer in order of name. */
export async function contacts(tx: Tx, customerId: number): Promise<Contact[]> {
  const rows = await tables(tx)
    .selectFrom('crm.contact')
    .selectAll()
    .where('customer_id', '=', customerId)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(({ id, customer_id, name, email, phone, roles }) => ({
    id,
    customerId: customer_id,
    name,
    email,
    phone,
    roles,
  }));
}

export async function deleteContact(tx: Tx, id: number): Promise<void> {
  await tables(tx).deleteFrom('crm.contact').where('id', '=', id).execute();
}

/** Gives all contacts of a customer to another. */
export async function moveContacts(tx: Tx, from: number, to: number): Promise<void> {
  await tables(tx).updateTable('crm.contact').set({ customer_id: to }).where('customer_id', '=', from).execute();
}
