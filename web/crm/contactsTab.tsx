import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type ReplyOf, useAct, useCall, useMay, usePageActions, useSay } from '#app';
import { text } from '#base';
import {
  addContactEndpoint,
  CONTACT_ROLES,
  changeContactEndpoint,
  listContactsEndpoint,
  removeContactEndpoint,
} from '#crm';
import { type Column, DataGrid, EmptyState, Loaded, StatusTag, Trouble } from '#kit';
import type { Customer } from './customerDraft.ts';
import { ROLE_NAMES } from './names.ts';

type Contact = ReplyOf<typeof listContactsEndpoint>['rows'][number];

function useColumns(): readonly Column<Contact>[] {
  const say = useSay();
  return useMemo(
    () => [
      { key: 'name', title: say('Name'), cell: (row) => row.name },
      { key: 'email', title: say('E-mail'), cell: (row) => row.email ?? '–' },
      { key: 'phone', title: say('Phone'), cell: (row) => row.phone ?? '–' },
      {
        key: 'roles',
        title: say('For'),
        cell: (row) => (
          <Group gap={4}>
            {row.roles.map((role) => (
              <StatusTag key={role} tone="quiet">
                {say(ROLE_NAMES[role])}
              </StatusTag>
            ))}
          </Group>
        ),
      },
    ],
    [say],
  );
}

/** People at a customer's and what each is for; each opens to be changed. */
export function ContactsTab({ customer }: { readonly customer: Customer }) {
  const say = useSay();
  const contacts = useCall(listContactsEndpoint, { params: { customerId: customer.id } });
  const columns = useColumns();
  const [open, setOpen] = useState<Contact | 'new' | null>(null);
  const mayWrite = useMay()('customers.write') && customer.closedOn === null;
  usePageActions(
    useMemo(
      () =>
        mayWrite
          ? [
              {
                id: 'newContact',
                label: text('New contact'),
                keys: 'n',
                group: 'page',
                run: () => setOpen('new'),
              } as const,
            ]
          : [],
      [mayWrite],
    ),
  );
  return (
    <Stack gap="sm">
      {mayWrite && (
        <Group justify="flex-end">
          <Button onClick={() => setOpen('new')}>{say('New contact')}</Button>
        </Group>
      )}
      <Loaded of={contacts}>
        {({ rows }) => (
          <DataGrid
            label={say('Contacts')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            {...(mayWrite ? { onOpen: setOpen } : {})}
            empty={
              <EmptyState title={say('No contact')}>
                {say('Invoices go to {email}.', { email: customer.email })}
              </EmptyState>
            }
          />
        )}
      </Loaded>
      {open !== null && (
        <ContactDialog customer={customer} contact={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </Stack>
  );
}

interface DialogProps {
  readonly customer: Customer;
  readonly contact: Contact | null;
  readonly onClose: () => void;
}

function ContactDialog({ customer, contact, onClose }: DialogProps) {
  const say = useSay();
  const add = useAct(addContactEndpoint);
  const change = useAct(changeContactEndpoint);
  const remove = useAct(removeContactEndpoint);
  const [name, setName] = useState(contact?.name ?? '');
  const [email, setEmail] = useState(contact?.email ?? '');
  const [phone, setPhone] = useState(contact?.phone ?? '');
  const [roles, setRoles] = useState<readonly string[]>(contact?.roles ?? ['invoiceRecipient']);
  const params = { customerId: customer.id };
  const body = {
    name,
    email: email.trim() || null,
    phone: phone.trim() || null,
    roles: CONTACT_ROLES.filter((role) => roles.includes(role)),
  };
  const done = { onSuccess: onClose };
  const save = () =>
    contact === null
      ? add.mutate({ params, body }, done)
      : change.mutate({ params: { ...params, contactId: contact.id }, body }, done);
  const error = add.error ?? change.error ?? remove.error;
  const needsEmail = body.roles.some((role) => role !== 'technical');
  return (
    <Modal
      opened
      onClose={onClose}
      title={contact === null ? say('New contact') : contact.name}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="xs">
          <TextInput
            label={say('Name')}
            required
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={say('E-mail')}
            type="email"
            required={needsEmail}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <TextInput label={say('Phone')} value={phone} onChange={(event) => setPhone(event.currentTarget.value)} />
          <Checkbox.Group label={say('For')} value={[...roles]} onChange={setRoles}>
            <Stack gap={6} mt={4}>
              {CONTACT_ROLES.map((role) => (
                <Checkbox key={role} value={role} label={say(ROLE_NAMES[role])} />
              ))}
            </Stack>
          </Checkbox.Group>
          {error && <Trouble error={error} />}
          <Group justify="space-between">
            {contact === null ? (
              <span />
            ) : (
              <Button
                variant="default"
                loading={remove.isPending}
                onClick={() => remove.mutate({ params: { ...params, contactId: contact.id } }, done)}
              >
                {say('Remove')}
              </Button>
            )}
            <Button
              type="submit"
              disabled={name.trim() === '' || (needsEmail && email.trim() === '')}
              loading={add.isPending || change.isPending}
            >
              {say('Save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
