import { formatDate, formatDuration, formatMoney, formatMonth, formatNumber, LOCALES } from './format.ts';
import type { Language } from './text.ts';

/**
 * Words a compiled ICU message: the same few lines for screens, documents, mails and the command line. Compiling (parsing)
 * happens elsewhere, once: on the server in `#platform/wording`, for the browser when the screens are built.
 *
 * Kinds of a parameter: `{n}` as it stands; `{n, number}` grouped, exact for decimal text of any length; `{a, number, money}` with
 * two decimals; `{a, number, price}` with all there are, at least two; `{a, money}` with the currency of the parameter `currency`;
 * `{d, date}` a local date; `{m, month}` a month; `{s, duration}` seconds as h:mm:ss; `{n, plural, one {# file} other {# files}}`;
 * `{k, select, a {…} other {…}}`.
 */

/** Values for a message. Money and other exact numbers come as decimal text. */
export type MessageParams = Readonly<Record<string, string | number>>;

/** A piece of a compiled message: text, or [parameter, kind, format] as @lingui/message-utils compiles it. */
export type MessageToken = string | readonly [name: string, kind?: string, format?: unknown];

/** Words the tokens of a message in a language. A missing parameter shows as its name in braces, so it is seen, not lost. */
export function formatMessage(language: Language, tokens: readonly MessageToken[], params: MessageParams = {}): string {
  return tokens.map((token) => (typeof token === 'string' ? token : formatToken(language, token, params))).join('');
}

function formatToken(
  language: Language,
  [name, kind, format]: Exclude<MessageToken, string>,
  params: MessageParams,
): string {
  const value = params[name];
  if (value === undefined) return `{${name}}`;
  switch (kind) {
    case 'number':
      return number(language, value, format);
    case 'money':
      return formatMoney(language, String(value), String(params.currency ?? 'EUR'));
    case 'date':
      return formatDate(language, String(value));
    case 'month':
      return formatMonth(language, String(value));
    case 'duration':
      return formatDuration(Math.round(Number(value)));
    case 'plural':
      return plural(language, value, choicesOf(format), params);
    case 'select':
      return formatMessage(language, select(choicesOf(format), String(value)), params);
    default:
      return String(value);
  }
}

/** Decimal text is grouped exactly (`…` after it: cut off there) or rounded for reading where it is money; anything else is shown as it came. */
function number(language: Language, value: string | number, format: unknown): string {
  const [, decimal, rest = ''] = /^(-?\d+(?:\.\d+)?)(…?)$/.exec(String(value)) ?? [];
  if (decimal === undefined) return String(value);
  if (format === 'money') return formatNumber(language, decimal, 2, 2) + rest;
  return formatNumber(language, decimal, format === 'price' ? 2 : 0) + rest;
}

type Choices = Readonly<Record<string, unknown>>;

function choicesOf(format: unknown): Choices {
  return typeof format === 'object' && format !== null ? Object.fromEntries(Object.entries(format)) : {};
}

function select(choices: Choices, key: string): readonly MessageToken[] {
  const tokens = Object.hasOwn(choices, key) ? choices[key] : choices.other;
  return isTokens(tokens) ? tokens : [];
}

function isTokens(value: unknown): value is readonly MessageToken[] {
  return Array.isArray(value);
}

const PLURALS = new Map<Language, Intl.PluralRules>();

function plural(language: Language, value: string | number, choices: Choices, params: MessageParams): string {
  let rules = PLURALS.get(language);
  if (rules === undefined) {
    rules = new Intl.PluralRules(LOCALES[language]);
    PLURALS.set(language, rules);
  }
  const exact = Object.hasOwn(choices, String(value)) ? String(value) : rules.select(Number(value));
  const tokens = select(choices, exact);
  const shown = number(language, value, undefined);
  return formatMessage(
    language,
    tokens.map((token) => (token === '#' ? shown : token)),
    params,
  );
}
