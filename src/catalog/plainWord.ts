/** Letters and digits alone, without accents, in lower case; what stands in brackets and currencies are left out. */
export function plainWord(text: string): string {
  return text
    .replace(/[([].*?[)\]]/g, ' ')
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/\b(eur|euros?|chf|gbp|usd)\b/g, ' ')
    .replace(/[^a-z0-9]/g, '');
}
