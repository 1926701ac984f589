/**
 * A word as it is compared: without case, accents, and anything but letters and digits, so that `Durée (s)` is `duree s` and
 * `NO_ANSWER` is `no answer`. A border between small and capital letter is a space: `callDuration` is `call duration`.
 */
export function foldedWords(word: string): string {
  return word
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/g, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
