const TEN = 10;
const NINE = 9;

/** Whether nine digits are a SIREN (INSEE): the Luhn sum (ISO/IEC 7812-1) is a multiple of ten. */
export function isSiren(text: string): boolean {
  return /^\d{9}$/.test(text) && luhnSum(text) % TEN === 0;
}

/** Sum of digits, every second from the right doubled and brought below ten. */
export function luhnSum(digits: string): number {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const counted = index % 2 === 0 ? digit : digit * 2;
    sum += counted > NINE ? counted - NINE : counted;
  }
  return sum;
}
