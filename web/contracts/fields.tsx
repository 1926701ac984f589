import { NumberInput, Select, TextInput } from '@mantine/core';
import { useCall, useName, useSay } from '#app';
import { isSubscribed, listProductsEndpoint } from '#catalog';

/** What people type for an amount: a decimal comma will do. Empty = nothing said. */
export function decimalOf(typed: string): string | null {
  const plain = typed.trim().replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? plain : null;
}

interface DateFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly description?: string;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
}

export function DateField({ label, value, onChange, description, required = true, autoFocus }: DateFieldProps) {
  return (
    <TextInput
      type="date"
      label={label}
      description={description}
      required={required}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data-autofocus={autoFocus ? true : undefined}
    />
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string | undefined;
  readonly description?: string;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
}

export function TextField({ label, value, onChange, autoFocus, required = false, ...rest }: TextFieldProps) {
  return (
    <TextInput
      label={label}
      required={required}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete="off"
      data-autofocus={autoFocus ? true : undefined}
      {...rest}
    />
  );
}

interface CountFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min?: number;
  readonly max?: number;
}

export function CountField({ label, value, onChange, min = 0, max = 1_000_000 }: CountFieldProps) {
  return (
    <NumberInput
      label={label}
      value={value}
      onChange={(typed) => onChange(Number(typed) || min)}
      min={min}
      max={max}
      allowDecimal={false}
    />
  );
}

interface ProductSelectProps {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (productId: number | null) => void;
  /** What is asked for: fees over time, things charged once, or deposits (outside the scope of VAT). */
  readonly of: 'subscribed' | 'once' | 'deposit';
  readonly clearable?: boolean;
  readonly autoFocus?: boolean;
}

/** A product that is offered, found by typing its code or name. */
export function ProductSelect({ label, value, onChange, of, clearable, autoFocus }: ProductSelectProps) {
  const say = useSay();
  const name = useName();
  const products = useCall(listProductsEndpoint, {});
  const fits = ({
    kind,
    taxClass,
  }: {
    readonly kind: Parameters<typeof isSubscribed>[0];
    readonly taxClass: string;
  }) => {
    if (of === 'subscribed') return isSubscribed(kind);
    if (isSubscribed(kind) || kind === 'usage') return false;
    return (of === 'deposit') === (taxClass === 'outOfScope');
  };
  const offered = products.data?.products.filter((product) => product.active && fits(product)) ?? [];
  return (
    <Select
      label={label}
      searchable
      clearable={clearable ?? false}
      required={!clearable}
      data={offered.map((product) => ({
        value: String(product.id),
        label: `${product.code} · ${name(product.name)}`,
      }))}
      value={value === null ? null : String(value)}
      onChange={(chosen) => onChange(chosen === null ? null : Number(chosen))}
      nothingFoundMessage={say('No product found')}
      data-autofocus={autoFocus ? true : undefined}
    />
  );
}
