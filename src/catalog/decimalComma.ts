/**
 * Decimals as people write them: `0.05`, `0,05`, `1.234,50`, `1,234.50`, `1 234,50`. Which sign is the decimal one is decided for a whole column or
 * file, by the amounts that leave no doubt.
 */
export type DecimalSign = 'point' | 'comma';

/** No doubt: the last of both signs; or one sign that is not followed by exactly three digits, or only by a zero led. */
const CERTAIN: Readonly<Record<DecimalSign, RegExp>> = {
  point: /^-?(\d{1,3}(,\d{3})+\.\d+|\d+\.(\d{1,2}|\d{4,})|0*\.\d+)$/,
  comma: /^-?(\d{1,3}(\.\d{3})+,\d+|\d+,(\d{1,2}|\d{4,})|0*,\d+)$/,
};
const DOUBTFUL_COMMA = /^-?[1-9]\d{0,2}(,\d{3})+$/;

/**
 * The decimal sign of amounts.
 * @returns null where they contradict each other, or a comma may be either
 */
export function decimalSignOf(amounts: Iterable<string>): DecimalSign | null {
  let point = false;
  let comma = false;
  let doubtful = false;
  for (const amount of amounts) {
    const text = withoutSpaces(amount);
    point ||= CERTAIN.point.test(text);
    comma ||= CERTAIN.comma.test(text);
    doubtful ||= DOUBTFUL_COMMA.test(text);
  }
  if (point && comma) return null;
  if (comma) return 'comma';
  return doubtful && !point ? null : 'point';
}

/** An amount with a decimal point and nothing between thousands; what is none stays as it is. */
export function withPoint(amount: string, sign: DecimalSign): string {
  const text = withoutSpaces(amount);
  if (sign === 'comma') return /^-?[\d.]*,?\d*$/.test(text) ? text.replaceAll('.', '').replace(',', '.') : text;
  return /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
}

function withoutSpaces(text: string): string {
  return text.replace(/[\s'’]/g, '');
}

/**
 * A spreadsheet's number as it is stored (`1.2300000000000001E-2`) → plain decimal text (`0.0123`): spreadsheets hold doubles and show at most
 * 15 digits of them, which are what was typed.
 */
export function spreadsheetNumber(stored: string): string {
  if (/^-?\d{1,15}(\.\d{1,9})?$/.test(stored)) return stored;
  const value = Number(stored);
  if (!Number.isFinite(value)) return stored;
  const [, sign = '', first = '', more = '', exponentText = '0'] =
    /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(value.toExponential(14)) ?? [];
  const digits = (first + more).replace(/0+$/, '') || '0';
  const exponent = Number(exponentText);
  if (exponent >= digits.length - 1) return sign + digits.padEnd(exponent + 1, '0');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}
