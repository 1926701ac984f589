import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct, useLanguage, useSay, useSession } from '#app';
import { addCustomerEndpoint } from '#crm';
import { Page, Trouble } from '#kit';
import { blankDraft, type CustomerDraft, inputOf, isComplete } from './customerDraft.ts';
import { CustomerForm } from './customerForm.tsx';
import { useWrong } from './draftFields.tsx';

/** A new customer on one page; what is wrong is told beside its field. */
export function NewCustomerPage() {
  const say = useSay();
  const navigate = useNavigate();
  const { tenant } = useSession();
  const { language } = useLanguage();
  const [number, setNumber] = useState('');
  const [draft, setDraft] = useState<CustomerDraft>(() =>
    blankDraft({ country: tenant.country, currency: tenant.currency, language }),
  );
  const add = useAct(addCustomerEndpoint);
  const wrong = useWrong(add.error);
  const save = () =>
    add.mutate(
      { body: { ...inputOf(draft), ...(number.trim() === '' ? {} : { number: number.trim() }) } },
      {
        onSuccess: ({ id }) =>
          void navigate({
            to: '/customers/$customerId',
            params: { customerId: String(id) },
            search: { tab: 'contracts' },
          }),
      },
    );
  return (
    <Page title={say('New customer')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={say('Number')}
            description={say('The next one, where nothing stands here')}
            w={300}
            maxLength={35}
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
          <CustomerForm
            draft={draft}
            set={(changed) => setDraft((before) => ({ ...before, ...changed }))}
            wrong={wrong}
          />
          {add.error && <Trouble error={add.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => void navigate({ to: '/customers' })}>
              {say('Cancel')}
            </Button>
            <Button type="submit" disabled={!isComplete(draft)} loading={add.isPending}>
              {say('Add customer')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}
