import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useCall, useSay } from '#app';
import { listCustomersEndpoint } from '#crm';

const SEARCH_REST_MS = 250;
const FOUND_ROWS = 20;

/** A customer as the choice shows him. */
export interface KnownCustomer {
  readonly id: number;
  readonly number: string;
  readonly name: string;
}

interface CustomerSelectProps {
  readonly customerId: number | null;
  /** Who is chosen at first, by name. */
  readonly known: KnownCustomer | null;
  readonly onChoose: (customerId: number | null) => void;
  readonly autoFocus?: boolean;
  readonly clearable?: boolean;
}

/** A customer, found by typing his number or name. */
export function CustomerSelect({ customerId, known, onChoose, autoFocus, clearable }: CustomerSelectProps) {
  const say = useSay();
  const knownLabel = known === null ? '' : `${known.number} ${known.name}`;
  const [typed, setTyped] = useState(knownLabel);
  const isKnown = known !== null && known.id === customerId && typed === knownLabel;
  const [q] = useDebouncedValue(isKnown ? known.number : typed, SEARCH_REST_MS);
  const customers = useCall(listCustomersEndpoint, { query: { q, pageSize: FOUND_ROWS } });
  const found = customers.data?.rows.map((each) => ({ value: String(each.id), label: `${each.number} ${each.name}` }));
  return (
    <Select
      label={say('Customer')}
      placeholder={say('Number or name')}
      searchable
      clearable={clearable ?? false}
      searchValue={typed}
      onSearchChange={setTyped}
      // The server has searched already.
      filter={({ options }) => options}
      data={found ?? []}
      value={customerId === null ? null : String(customerId)}
      onChange={(value) => onChoose(value === null ? null : Number(value))}
      nothingFoundMessage={say('No customer found')}
      data-autofocus={autoFocus ? true : undefined}
    />
  );
}
