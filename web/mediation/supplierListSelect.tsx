import { Select } from '@mantine/core';
import { useCall, useSay } from '#app';
import { listPriceListsEndpoint } from '#catalog';

interface SupplierListSelectProps {
  /** Null: what the records say. */
  readonly value: string | null;
  readonly onChange: (code: string | null) => void;
  readonly width?: number;
}

/** The price list by which we pay for the calls of a source. */
export function SupplierListSelect({ value, onChange, width }: SupplierListSelectProps) {
  const say = useSay();
  const lists = useCall(listPriceListsEndpoint, {}).data?.priceLists ?? [];
  return (
    <Select
      label={say('Paid by price list')}
      size="xs"
      {...(width === undefined ? {} : { w: width })}
      value={value ?? ''}
      onChange={(code) => onChange(code || null)}
      data={[
        { value: '', label: say('none: what the records say') },
        ...lists.filter(({ side }) => side === 'supplier').map(({ code, name }) => ({ value: code, label: name })),
      ]}
    />
  );
}
