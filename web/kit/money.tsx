import { useLanguage } from '#app';
import { formatMoney, formatNumber } from '#base';

interface MoneyProps {
  /** Exact decimal text, e.g. `1234.50`. */
  readonly value: string;
  readonly currency?: string;
  /** More decimals for charges of single calls. */
  readonly decimals?: number;
}

/** An amount with its currency in the reader's language; formatted from decimal text, never from a float. */
export function Money({ value, currency = 'EUR', decimals }: MoneyProps) {
  const { language } = useLanguage();
  return <span className="num">{formatMoney(language, value, currency, decimals)}</span>;
}

/** An amount without currency, for columns whose head names it. */
export function Amount({ value, decimals = 2 }: Pick<MoneyProps, 'value' | 'decimals'>) {
  const { language } = useLanguage();
  return <span className="num">{formatNumber(language, value, decimals)}</span>;
}

/** A count with grouping. */
export function Count({ value }: { readonly value: number }) {
  const { language } = useLanguage();
  return <span className="num">{formatNumber(language, String(value))}</span>;
}

/** A difference: signed, zero as a dash; the sign says it, colour is never alone. */
export function DiffValue({ value, decimals = 2 }: Pick<MoneyProps, 'value' | 'decimals'>) {
  const { language } = useLanguage();
  if (/^-?0+(\.0+)?$/.test(value)) return <span className="num muted">–</span>;
  const negative = value.startsWith('-');
  const shown = formatNumber(language, negative ? value.slice(1) : value, decimals);
  return <span className="num">{`${negative ? '−' : '+'}${shown}`}</span>;
}
