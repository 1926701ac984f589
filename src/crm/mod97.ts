const TEN = 10;
const HUNDRED = 100;
const MODULUS = 97;

/** Remainder by 97 of what digits and letters (A = 10 … Z = 35) write in a row: ISO 7064 MOD 97-10, as IBAN and Leitweg-ID use it. */
export function mod97(text: string): number {
  let rest = 0;
  for (const character of text.toUpperCase()) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value < TEN ? TEN : HUNDRED) + value) % MODULUS;
  }
  return rest;
}
