/**
 * Check digits for the demo's invented identifiers: formally right, so that every validation in the program is exercised,
 * but of banks, registers and bodies that do not exist.
 */

/** ISO 7064 MOD 97-10 over digits and letters (A = 10 … Z = 35): the remainder of the number so written. */
export function mod97(text: string): number {
  let rest = 0;
  for (const char of text.toUpperCase()) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

const two = (value: number) => String(value).padStart(2, '0');

/** An IBAN (ISO 13616) from country and basic account number. */
export function iban(country: string, accountNumber: string): string {
  return `${country}${two(98 - mod97(`${accountNumber}${country}00`))}${accountNumber}`;
}

/** German basic account number: bank code of 8 digits (a leading 9 is never given out) and account of 10. */
export function germanIban(bankCode: string, account: string): string {
  return iban('DE', bankCode + account.padStart(10, '0'));
}

/** French RIB: bank 5, branch 5, account 11 digits and the RIB key (97 − (89·bank + 15·branch + 3·account) mod 97). */
export function frenchIban(bank: string, branch: string, account: string): string {
  const padded = account.padStart(11, '0');
  const key = 97n - ((89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(padded)) % 97n);
  return iban('FR', `${bank}${branch}${padded}${two(Number(key))}`);
}

/** German VAT id from 8 digits; the ninth is the check digit of ISO 7064 MOD 11,10. */
export function germanVatId(eightDigits: string): string {
  let product = 10;
  for (const char of eightDigits) {
    const sum = (Number(char) + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return `DE${eightDigits}${(11 - product) % 10}`;
}

/** A SIREN (French company number) from 8 digits; the ninth makes the Luhn sum a multiple of 10. */
export function siren(eightDigits: string): string {
  let sum = 0;
  for (let index = 0; index < 8; index++) {
    const doubled = Number(eightDigits[7 - index]) * (index % 2 === 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return `${eightDigits}${(10 - (sum % 10)) % 10}`;
}

/** French VAT id of a SIREN: key = (12 + 3 · (SIREN mod 97)) mod 97. */
export function frenchVatId(sirenNumber: string): string {
  return `FR${two((12 + 3 * (Number(sirenNumber) % 97)) % 97)}${sirenNumber}`;
}

/** Leitweg-ID (KoSIT): coarse and fine part with two check digits by ISO 7064 MOD 97-10. */
export function leitwegId(coarse: string, fine: string): string {
  return `${coarse}-${fine}-${two(98 - mod97(`${coarse}${fine}00`))}`;
}
