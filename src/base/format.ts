/**
 * How numbers, money, dates and durations look to people, by language; one place for screens, documents and mails.
 * Numbers are formatted from decimal text, never from a float.
 */
import { minorDecimals } from './money.ts';
import type { Language } from './text.ts';
import { utcToLocalMs, type ZoneOffsets } from './zone.ts';

/** The locale in which a language's numbers and dates are written. */
export const LOCALES: Readonly<Record<Language, string>> = { de: 'de-DE', fr: 'fr-FR', en: 'en-GB' };

const FORMATTERS = new Map<string, Intl.NumberFormat>();

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language}|${options.style ?? ''}|${options.currency ?? ''}|${options.minimumFractionDigits ?? ''}|${options.maximumFractionDigits ?? ''}`;
  let format = FORMATTERS.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(LOCALES[language], options);
    FORMATTERS.set(key, format);
  }
  return format;
}

/** Decimal text with grouping: `1234.5` → `1.234,50` (de, two decimals). */
export function formatNumber(language: Language, decimal: string, minDecimals = 0, maxDecimals = 20): string {
  const format = numberFormat(language, {
    minimumFractionDigits: minDecimals,
    maximumFractionDigits: Math.max(minDecimals, maxDecimals),
  });
  return format.format(decimal as Intl.StringNumericLiteral);
}

/** Decimal text as money with the currency's decimals, or more where asked (`4` for charges of single calls). */
export function formatMoney(
  language: Language,
  decimal: string,
  currency: string,
  decimals = minorDecimals(currency),
): string {
  const format = numberFormat(language, {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: Math.max(decimals, 6),
  });
  return format.format(decimal as Intl.StringNumericLiteral);
}

/** Local date text in the reader's order: de `31.10.2026`, fr and en `31/10/2026`. */
export function formatDate(language: Language, date: string): string {
  const [year, month, day] = date.split('-');
  return language === 'de' ? `${day}.${month}.${year}` : `${day}/${month}/${year}`;
}

/** Date and time of an instant on the zone's wall clock, with seconds. */
export function formatDateTime(language: Language, utcMs: number, offsets: ZoneOffsets): string {
  const iso = new Date(utcToLocalMs(offsets, utcMs)).toISOString();
  return `${formatDate(language, iso.slice(0, 10))} ${iso.slice(11, 19)}`;
}

const MONTH_FORMATS = new Map<Language, Intl.DateTimeFormat>();

/** A month by name: `Oktober 2026`, `octobre 2026`, `October 2026`. */
export function formatMonth(language: Language, month: string): string {
  let format = MONTH_FORMATS.get(language);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(LOCALES[language], { month: 'long', year: 'numeric', timeZone: 'UTC' });
    MONTH_FORMATS.set(language, format);
  }
  return format.format(new Date(`${month}-01T00:00:00Z`));
}

/** Seconds as `m:ss` or `h:mm:ss`. */
export function formatDuration(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = seconds % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
