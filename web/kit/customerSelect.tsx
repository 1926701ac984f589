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
  /** Absent: customer. */
  readonly label?: string;
  readonly error?: string | undefined;
  readonly autoFocus?: boolean;
  readonly clearable?: boolean;
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

function choiceOf({ id, number, name }: KnownCustomer): Choice {
  return { value: String(id), label: `${number} ${name}` };
}

/** A customer, found by typing his number or name. */
export function CustomerSelect({ customerId, known, onChoose, ...shown }: CustomerSelectProps) {
  const say = useSay();
  const [picked, setPicked] = useState<Choice | null>(null);
  const value = customerId === null ? null : String(customerId);
  const chosen = [picked, known && choiceOf(known)].find((each) => each?.value === value) ?? null;
  const [typed, setTyped] = useState(chosen?.label ?? '');
  // Who is chosen already is not searched for again.
  const [q] = useDebouncedValue(typed === chosen?.label ? '' : typed, SEARCH_REST_MS);
  const customers = useCall(listCustomersEndpoint, { query: { q, pageSize: FOUND_ROWS } });
  const found = customers.data?.rows.map(choiceOf) ?? [];
  const isFound = chosen === null || found.some((each) => each.value === chosen.value);
  return (
    <Select
      label={shown.label ?? say('Customer')}
      error={shown.error}
      placeholder={say('Number or name')}
      searchable
      clearable={shown.clearable ?? false}
      searchValue={typed}
      onSearchChange={setTyped}
      // The server has searched already.
      filter={({ options }) => options}
      data={isFound ? found : [chosen, ...found]}
      value={value}
      onChange={(next, option) => {
        setPicked(option && { value: option.value, label: option.label });
        onChoose(next === null ? null : Number(next));
      }}
      nothingFoundMessage={say('No customer found')}
      data-autofocus={shown.autoFocus ? true : undefined}
    />
  );
}
