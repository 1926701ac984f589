/** Names of months as records write them: English, German, French, Spanish, Italian, Dutch, Portuguese, whole or shortened. */

const NAMES: readonly string[] = [
  'january jan januar jänner janvier janv enero ene gennaio gen januari janeiro',
  'february feb februar février fevrier févr fevr fév fev febrero febbraio febr februari fevereiro',
  'march mar märz maerz mrz mars marzo maart mrt março marco',
  'april apr avril avr abril abr aprile',
  'may mai mayo maggio mag mei maio',
  'june jun juni juin junio giugno giu junho',
  'july jul juli juillet juil julio luglio lug julho',
  'august aug août aout agosto ago augustus',
  'september sep sept septembre septiembre settembre set setembro',
  'october oct oktober okt octobre octubre ottobre ott outubro out',
  'november nov novembre noviembre novembro',
  'december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro',
];

const MONTHS = new Map(
  NAMES.flatMap((names, index) => names.split(' ').map((name): [string, number] => [letters(name), index + 1])),
);

/** Number of the month (1–12) that a name means, 0 for none. Letters with accents are left out, as every charset writes them in its own way. */
export function monthOf(name: string): number {
  return MONTHS.get(letters(name)) ?? 0;
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}
