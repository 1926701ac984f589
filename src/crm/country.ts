/** EU member states (ISO 3166-1); Northern Ireland counts as EU for goods only, so XI is not here. */
const EU = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '));

export function isInEu(country: string): boolean {
  return EU.has(country);
}
