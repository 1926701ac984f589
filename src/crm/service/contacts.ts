import { audit } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { type Contact, type NewContact, newContact } from '../contact.ts';
import * as store from '../store.ts';
import { lockCustomer, lockOpenCustomer } from './common.ts';

/** Contacts of a customer in order of name. */
export async function listContacts(ctx: Context, customerId: number): Promise<Contact[]> {
  return store.contacts(ctx.tx, customerId);
}

/** Adds a contact. @throws Refusal `customer.unknown`, `customer.closed` */
export async function addContact(ctx: Context, customerId: number, input: NewContact): Promise<Contact> {
  await lockOpenCustomer(ctx, customerId);
  const contact: Contact = { ...newContact.parse(input), id: await nextNumber(ctx, 'contact'), customerId };
  await putContact(ctx, contact);
  return contact;
}

/** Says anew who a contact is. @throws Refusal `contact.unknown` */
export async function changeContact(
  ctx: Context,
  customerId: number,
  contactId: number,
  input: NewContact,
): Promise<Contact> {
  await knownContact(ctx, customerId, contactId);
  const contact: Contact = { ...newContact.parse(input), id: contactId, customerId };
  await putContact(ctx, contact);
  return contact;
}

/** Forgets a contact. @throws Refusal `contact.unknown` */
export async function removeContact(ctx: Context, customerId: number, contactId: number): Promise<void> {
  await knownContact(ctx, customerId, contactId);
  await store.deleteContact(ctx.tx, contactId);
  await audit(ctx, { action: 'crm.contact.remove', subject: `customer/${customerId}`, detail: { contactId } });
}

async function knownContact(ctx: Context, customerId: number, contactId: number): Promise<void> {
  await lockCustomer(ctx, customerId);
  const known = (await store.contacts(ctx.tx, customerId)).some(({ id }) => id === contactId);
  if (!known) throw new Refusal('notFound', 'contact.unknown', { contact: contactId });
}

/** The trail names the contact by its key: who he is may have to be forgotten. */
async function putContact(ctx: Context, contact: Contact): Promise<void> {
  const { id, customerId, roles } = contact;
  await store.putContact(ctx.tx, ctx.tenantId, contact);
  await audit(ctx, { action: 'crm.contact.put', subject: `customer/${customerId}`, detail: { contactId: id, roles } });
}
