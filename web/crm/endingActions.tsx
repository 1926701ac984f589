import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct, useMay, useSay } from '#app';
import { closeCustomerEndpoint, deleteCustomerEndpoint, mergeCustomersEndpoint, reopenCustomerEndpoint } from '#crm';
import { ConfirmWithNumbers, CustomerSelect } from '#kit';
import type { Customer } from './customerDraft.ts';

/** Closing, taking back, merging, deleting: each asks before it is done, and says why where it cannot be. */
export function EndingActions({ customer }: { readonly customer: Customer }) {
  const say = useSay();
  const [asked, setAsked] = useState<'close' | 'reopen' | 'merge' | 'delete' | null>(null);
  const mayWrite = useMay()('customers.write');
  if (!mayWrite || customer.mergedInto !== null) return null;
  const button = (deed: NonNullable<typeof asked>, label: string) => (
    <Button variant="default" onClick={() => setAsked(deed)}>
      {label}
    </Button>
  );
  const shown = { customer, onClose: () => setAsked(null) };
  return (
    <>
      {customer.closedOn === null ? (
        <>
          {button('delete', say('Delete'))}
          {button('merge', say('Merge'))}
          {button('close', say('Close the customer'))}
        </>
      ) : (
        button('reopen', say('Take back'))
      )}
      {asked === 'close' && <CloseDialog {...shown} />}
      {asked === 'reopen' && <ReopenDialog {...shown} />}
      {asked === 'merge' && <MergeDialog {...shown} />}
      {asked === 'delete' && <DeleteDialog {...shown} />}
    </>
  );
}

interface DialogProps {
  readonly customer: Customer;
  readonly onClose: () => void;
}

function CloseDialog({ customer, onClose }: DialogProps) {
  const say = useSay();
  const close = useAct(closeCustomerEndpoint);
  return (
    <ConfirmWithNumbers
      opened
      onClose={onClose}
      title={say('Close {customer}?', { customer: customer.name })}
      numbers={[[say('Number'), customer.number]]}
      verb={say('Close the customer')}
      onConfirm={() => close.mutateAsync({ params: { customerId: customer.id } })}
    >
      {say('He gets nothing new. What is still open is billed all the same.')}
    </ConfirmWithNumbers>
  );
}

function ReopenDialog({ customer, onClose }: DialogProps) {
  const say = useSay();
  const reopen = useAct(reopenCustomerEndpoint);
  return (
    <ConfirmWithNumbers
      opened
      onClose={onClose}
      title={say('Take {customer} back?', { customer: customer.name })}
      numbers={[[say('Number'), customer.number]]}
      verb={say('Take back')}
      onConfirm={() => reopen.mutateAsync({ params: { customerId: customer.id } })}
    />
  );
}

function MergeDialog({ customer, onClose }: DialogProps) {
  const say = useSay();
  const navigate = useNavigate();
  const merge = useAct(mergeCustomersEndpoint);
  const [intoId, setIntoId] = useState<number | null>(null);
  const confirm = async () => {
    if (intoId === null) return;
    await merge.mutateAsync({ params: { customerId: customer.id }, body: { intoId } });
    await navigate({ to: '/customers/$customerId', params: { customerId: String(intoId) }, search: { tab: 'master' } });
  };
  return (
    <ConfirmWithNumbers
      opened
      onClose={onClose}
      title={say('Merge {customer} into another customer', { customer: customer.name })}
      numbers={[[say('Given up'), `${customer.number} ${customer.name}`]]}
      verb={say('Merge')}
      blocked={intoId === null || intoId === customer.id}
      onConfirm={confirm}
    >
      <CustomerSelect label={say('Kept')} customerId={intoId} known={null} onChoose={setIntoId} autoFocus />
      <span className="muted">
        {say('Contracts, sites and contacts go over. Invoices stay with the customer they were written to.')}
      </span>
    </ConfirmWithNumbers>
  );
}

function DeleteDialog({ customer, onClose }: DialogProps) {
  const say = useSay();
  const navigate = useNavigate();
  const remove = useAct(deleteCustomerEndpoint);
  const confirm = async () => {
    await remove.mutateAsync({ params: { customerId: customer.id } });
    await navigate({ to: '/customers' });
  };
  return (
    <ConfirmWithNumbers
      opened
      onClose={onClose}
      title={say('Delete {customer}?', { customer: customer.name })}
      numbers={[[say('Number'), customer.number]]}
      verb={say('Delete')}
      onConfirm={confirm}
    >
      {say('Only a customer who was entered by mistake and never had anything can be deleted.')}
    </ConfirmWithNumbers>
  );
}
