/** Numbers as printed on itemised bills. */

/** Country codes of two digits (ITU-T E.164 assignments); those of one digit are 1 and 7, all others have three. */
const TWO_DIGITS = new Set(
  '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
);

/** What carriers write for the last digits of a number. */
const HIDDEN_END = /\d([xX*#?.…]+)$/;

/** `491719876543` → `+49 1719876543`. */
export function formatE164(digits: string): string {
  const first = digits[0];
  const length = first === '1' || first === '7' ? 1 : TWO_DIGITS.has(digits.slice(0, 2)) ? 2 : 3;
  return `+${digits.slice(0, length)} ${digits.slice(length)}`.trimEnd();
}

/**
 * Hides the last digits of a number as `x`, as the customer chose (DE § 11 (1) TDDDG: three; FR: four unless he asks for all).
 * Digits are counted, and signs at its end for those that the carrier hid; a number shorter than that is hidden whole.
 */
export function maskNumber(printed: string, hidden: number): string {
  let left = hidden - (HIDDEN_END.exec(printed)?.[1]?.length ?? 0);
  let masked = '';
  for (let i = printed.length - 1; i >= 0; i -= 1) {
    const character = printed[i] ?? '';
    const isDigit = character >= '0' && character <= '9';
    masked = (isDigit && left > 0 ? 'x' : character) + masked;
    if (isDigit) left -= 1;
  }
  return masked;
}
