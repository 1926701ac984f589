import { Kbd } from '@mantine/core';
import {
  createSpotlight,
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
} from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { text } from '#base';
import { listCustomersEndpoint } from '#crm';
import { listInvoicesEndpoint } from '#invoicing';
import type { Action } from './actions.ts';
import { useCall } from './api.ts';
import { keyCaps } from './hotkeys.ts';
import { useMay } from './session.tsx';
import { useSay } from './wording.tsx';

const [store, spotlight] = createSpotlight();

export function openPalette(): void {
  spotlight.open();
}

const GROUPS: Readonly<Record<Action['group'], string>> = {
  page: text('On this page'),
  go: text('Go to'),
  app: text('Program'),
};

const NOTHING: readonly SpotlightActionData[] = [];
const FOUND_ROWS = 6;

/** Customers and invoices found by what is typed, as entries of the palette. */
function useFound(query: string): {
  customers: readonly SpotlightActionData[];
  invoices: readonly SpotlightActionData[];
} {
  const navigate = useNavigate();
  const may = useMay();
  const q = query.trim();
  const asked = { query: { q, pageSize: FOUND_ROWS } };
  const customers = useCall(listCustomersEndpoint, asked, { enabled: q.length > 1 && may('customers.read') });
  const invoices = useCall(listInvoicesEndpoint, asked, { enabled: q.length > 1 && may('invoices.read') });
  if (q.length < 2) return { customers: NOTHING, invoices: NOTHING };
  return {
    customers: (customers.data?.rows ?? []).map((customer) => ({
      id: `customer-${customer.id}`,
      label: customer.name,
      description: `${customer.number} · ${customer.city}`,
      onClick: () => void navigate({ to: '/customers/$customerId', params: { customerId: String(customer.id) } }),
    })),
    invoices: (invoices.data?.rows ?? []).map((invoice) => ({
      id: `invoice-${invoice.number}`,
      label: invoice.number,
      description: invoice.customerName,
      onClick: () => void navigate({ to: '/invoices/$number', params: { number: invoice.number } }),
    })),
  };
}

/** Ctrl K: every action, customer and invoice, by typing. */
export function Palette({
  actions,
  run,
}: {
  readonly actions: readonly Action[];
  readonly run: (action: Action) => void;
}) {
  const say = useSay();
  const [query, setQuery] = useState('');
  const found = useFound(query);
  const matches = (label: string) => label.toLowerCase().includes(query.trim().toLowerCase());
  const groups: SpotlightActionGroupData[] = (['page', 'go', 'app'] as const).map((group) => ({
    group: say(GROUPS[group]),
    actions: actions
      .filter((action) => action.group === group && action.id !== 'palette' && matches(say(action.label)))
      .map((action) => ({
        id: action.id,
        label: say(action.label),
        onClick: () => run(action),
        rightSection:
          action.keys &&
          keyCaps(action.keys).map((cap) => (
            <Kbd key={cap} size="xs" ml={4}>
              {cap}
            </Kbd>
          )),
      })),
  }));
  groups.unshift(
    { group: say('Customers'), actions: [...found.customers] },
    { group: say('Invoices'), actions: [...found.invoices] },
  );
  return (
    <Spotlight
      store={store}
      actions={groups.filter((group) => group.actions.length > 0)}
      query={query}
      onQueryChange={setQuery}
      // What the server found is shown as it found it.
      filter={(_query, all) => all}
      shortcut={null}
      nothingFound={say('Nothing found')}
      highlightQuery
      scrollable
      maxHeight={420}
      overlayProps={{ backgroundOpacity: 0.25, blur: 0 }}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: say('Customer, page or action'),
        'aria-label': say('Customer, page or action'),
      }}
    />
  );
}
