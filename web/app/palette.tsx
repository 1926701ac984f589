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

/** Customers found by what is typed, as entries of the palette. */
function useFound(query: string): SpotlightActionData[] {
  const navigate = useNavigate();
  const may = useMay();
  const q = query.trim();
  const found = useCall(
    listCustomersEndpoint,
    { query: { q, pageSize: 6 } },
    { enabled: q.length > 1 && may('customers.read') },
  );
  if (q.length < 2) return [];
  return (found.data?.rows ?? []).map((customer) => ({
    id: `customer-${customer.id}`,
    label: customer.name,
    description: `${customer.number} · ${customer.city}`,
    onClick: () => void navigate({ to: '/customers/$customerId', params: { customerId: String(customer.id) } }),
  }));
}

/** Ctrl K: every action of the program and every customer, by typing. */
export function Palette({
  actions,
  run,
}: {
  readonly actions: readonly Action[];
  readonly run: (action: Action) => void;
}) {
  const say = useSay();
  const [query, setQuery] = useState('');
  const customers = useFound(query);
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
  if (customers.length > 0) groups.unshift({ group: say('Customers'), actions: customers });
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
