import { useLanguage } from '#app';
import { formatMoney, formatNumber } from '#base';
import { rounded } from './exact.ts';

const ZERO = /^-?0+(\.0+)?$/;

/** A minus as wide as a digit, and the same everywhere. */
function withMinus(shown: string): string {
  return shown.replace('-', '−');
}

interface MoneyProps {
  /** Exact decimal text, e.g. `1234.50`. */
  readonly value: string;
  readonly currency?: string;
  /** Decimals shown; the amount is rounded to them unless `exact`. */
  readonly decimals?: number;
  /** Shows every decimal there is, `decimals` at least: prices, quantities, charges of single calls. */
  readonly exact?: boolean;
}

/** An amount with its currency in the reader's language; formatted from decimal text, never from a float. */
export function Money({ value, currency = 'EUR', decimals = 2, exact = false }: MoneyProps) {
  const { language } = useLanguage();
  const shown = formatMoney(language, exact ? value : rounded(value, decimals), currency, decimals);
  return <span className="num">{withMinus(shown)}</span>;
}

/** An amount without currency, for columns whose head names it. */
export function Amount({ value, decimals = 2, exact = false }: Omit<MoneyProps, 'currency'>) {
  const { language } = useLanguage();
  const shown = formatNumber(language, exact ? value : rounded(value, decimals), decimals);
  return <span className="num">{withMinus(shown)}</span>;
}

/** An amount where most are nothing: zero is a dash. */
export function AmountOrDash(props: Pick<MoneyProps, 'value' | 'decimals'>) {
  return ZERO.test(props.value) ? <span className="num muted">–</span> : <Amount {...props} />;
}

/** A count with grouping. */
export function Count({ value }: { readonly value: number }) {
  const { language } = useLanguage();
  return <span className="num">{formatNumber(language, String(value))}</span>;
}

/** A difference: signed, zero as a dash; the sign says it, colour is never alone. */
export function DiffValue({ value, decimals = 2 }: Pick<MoneyProps, 'value' | 'decimals'>) {
  const { language } = useLanguage();
  if (ZERO.test(value)) return <span className="num muted">–</span>;
  const negative = value.startsWith('-');
  const shown = formatNumber(language, rounded(negative ? value.slice(1) : value, decimals), decimals);
  return <span className="num">{`${negative ? '−' : '+'}${shown}`}</span>;
}
