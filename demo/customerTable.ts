/**
 * The customers in short: all names and addresses are invented. Columns: number | kind | name | place | street |
 * language | plan | source | calls a month | traffic | lines | wishes. Kinds: C company, P consumer, B public body. Lines: `n`
 * single numbers, `r` ranges of ten. Wishes: from=/to= dates of the contract, dd direct debit, hafen own prices, mask3 called
 * numbers shortened, noitem no itemised calls, nofee no monthly fees, setup/phones/credit one-off items, second a second
 * contract, europe/flat/pack options booked, freephone a 0800 number, discount= percent off usage, bundle= what is on the contract
 * comes from a bundle, notice= the day on which he said that he leaves, back= he returns with a new contract, parent= who pays for him,
 * sites three of them, order= the number his invoices must bear, resale/noid/unchecked/oldcheck/invalid what his invoices lack or need of tax and references.
 */
const TABLE = `
10001|C|Elbtor Spedition GmbH|Hamburg|Am Musterhafen 4|de|BUSINESS|hansa|2900|shipping|r2|dd europe
10002|C|Hafenkontor Brandt & Söhne KG|Hamburg|Beispielkai 19|de|OFFICE|hansa|4300|shipping|r2|hafen dd
10003|C|Hotel Alsterblick GmbH|Hamburg|Uferbeispiel 7|de|BUSINESS|asterisk|2100|hotel|r1|dd mask3 flat
10004|C|Nord Dialog Service GmbH|Hamburg|Callcenterring 1|de|BUSINESS|sbc|8200|callcentre|r2|phones flat
10005|C|Kanzlei Dr. Vogt & Partner mbB|Hamburg|Musterbrücke 22|de|OFFICE|hansa|1050|office|r1|mask3 dd
10006|C|Praxisgemeinschaft Eppendorf GbR|Hamburg|Beispielallee 41|de|BUSINESS|asterisk|1700|practice|n3|dd
10007|C|Backhaus Mehlmann GmbH|Hamburg|Kornstieg 3|de|FLEX|hansa|280|shop|n1|dd
10008|C|Baltic Crane Services Ltd.|Hamburg|Exampledock 11|en|BUSINESS|threecx|1250|shipping|n4|europe
10009|C|Stadtwerkstatt Altona eG|Hamburg|Probenhof 5|de|FLEX|hansa|390|shop|n2|dd
10010|B|Bezirksamt Musterstadt|Hamburg|Rathausmarkt-Beispiel 1|de|BUSINESS|asterisk|2600|public|r2|mask3 order=MM-2026-118
10011|C|Fahrradhaus Kettenwerk GmbH|Hamburg|Radlerweg 9|de|FLEX|hansa|330|shop|n2|dd
10012|C|Steuerbüro Claasen|Hamburg|Belegstraße 17|de|OFFICE|hansa|520|office|n3|dd mask3
10013|C|Wattwerk Energieberatung GmbH|Hamburg|Stromgasse 8|de|BUSINESS|hansa|760|sales|n3|dd freephone
10014|C|Logbuch Verlag GmbH|Hamburg|Druckerstieg 2|de|OFFICE|threecx|880|office|n5|
10015|C|Seemannsheim Muster gGmbH|Hamburg|Ankerplatz 6|de|BUSINESS|asterisk|940|hotel|n3|dd
10016|C|Ferienhof Knick|Hamburg|Heideweg 30|de|FLEX|hansa|0|shop|n1|dd nofee
10017|C|Tanzschule Takt & Ton|Hamburg|Parkettweg 12|de|FLEX|hansa|240|shop|n1|dd
10018|C|Klinkerwerk Bau GmbH|Hamburg|Ziegelring 44|de|BUSINESS|sbc|1650|office|r1|dd
10019|C|Windpark Service Nord GmbH|Hamburg|Rotorallee 3|de|BUSINESS|sbc|1150|sales|r1|
10020|C|Galerie Fleetinsel|Hamburg|Rahmenhof 1|de|FLEX|hansa|170|shop|n1|from=2026-08-12 setup dd
10021|C|Kaffeerösterei Bohnenkontor GmbH|Hamburg|Speicherbeispiel 15|de|FLEX|hansa|420|shop|n2|dd
10022|C|Medizintechnik Brockmann GmbH|Hamburg|Skalpellweg 27|de|OFFICE|sbc|1380|office|r1|dd
10023|C|Pflegedienst Heimathafen GmbH|Hamburg|Sorgfaltstraße 10|de|BUSINESS|asterisk|1480|practice|n4|dd flat
10024|C|Reederei Sturmvogel GmbH & Co. KG|Hamburg|Kapitänsweg 2|de|OFFICE|sbc|2500|shipping|r1|hafen
10025|C|Softwerft GmbH|Hamburg|Bitgasse 64|en|BUSINESS|threecx|960|sales|n5|dd
10026|C|Blumen Ahlers|Hamburg|Tulpenstieg 4|de|FLEX|hansa|130|shop|n1|dd
10027|C|Autohaus Rickmann GmbH|Berlin|Musterdamm 101|de|BUSINESS|hansa|1320|sales|r1|dd pack
10028|C|Spree Immobilien AG|Berlin|Beispielufer 33|de|BUSINESS|hansa|1540|sales|r1|
10029|C|Physiotherapie am Platz|Berlin|Muskelweg 5|de|FLEX|hansa|310|practice|n1|dd from=2026-09-15 setup
10030|C|Filmhaus Kante GmbH|Berlin|Klappenstraße 8|en|OFFICE|hansa|640|office|n3|
10031|C|Reisebüro Fernweh GmbH|Berlin|Koffergasse 77|de|BUSINESS|hansa|700|travel|n3|dd europe
10032|C|Domblick Gastronomie GmbH|Köln|Beispielgasse 11|de|FLEX|hansa|360|shop|n2|dd
10033|C|Rheinwerk Messebau GmbH|Köln|Standstraße 19|de|BUSINESS|sbc|1120|office|r1|dd second
10034|C|Versandhaus Packmann GmbH|Köln|Kartonallee 52|de|BUSINESS|sbc|3100|callcentre|r1|credit discount=5
10035|C|Brauhof Isar GmbH|München|Hopfenweg 3|de|FLEX|hansa|340|shop|n2|dd
10036|C|Alpenblick Versicherungsmakler GmbH|München|Policenstraße 14|de|OFFICE|threecx|1010|sales|n6|dd
10037|C|Bankhaus-Software Mainbeispiel GmbH|Frankfurt am Main|Zinsgasse 20|en|OFFICE|sbc|1290|office|r1|
10038|C|Messehotel Beispiel GmbH|Frankfurt am Main|Koffertor 2|de|BUSINESS|asterisk|1260|hotel|r1|dd to=2026-10-16 notice=2026-09-10
10039|P|Petra Hansen|Hamburg|Musterweg 18|de|PRIVAT|hansa|70|home|n1|dd mask3 flat
10040|P|Jörg Lindemann|Hamburg|Probeweg 3|de|PRIVAT|hansa|45|home|n1|dd flat
10041|P|Aylin Demir|Berlin|Beispielstraße 90|de|PRIVAT|hansa|95|family|n1|dd noitem
10042|P|Marek Nowak|Köln|Musterring 6|de|PRIVAT|hansa|60|family|n1|dd to=2026-09-20 notice=2026-08-26 back=2026-10-12
10043|C|Transports Rhin-Exemple SARL|Strasbourg|4 quai de l’Exemple|fr|GRENZLAND|atlantique|2300|borderland|r2|
10044|C|Vins du Coteau SAS|Bordeaux|12 rue du Modèle|fr|BUSINESS|atlantique|780|office|n3|
10045|C|Maghreb Import SARL|Marseille|7 rue de l’Échantillon|fr|BUSINESS|atlantique|620|tunisia|n2|
10046|C|Hôtel du Phare SARL|Nantes|1 place du Repère|fr|BUSINESS|atlantique|840|hotel|n3|from=2026-08-20 setup
10047|C|Atelier Lumière SAS|Paris|33 rue de la Maquette|fr|OFFICE|atlantique|690|office|n3|
10048|C|Cabinet Mercier Avocats|Paris|9 rue du Spécimen|fr|OFFICE|atlantique|560|office|n3|mask3
10049|C|Brasserie des Deux Rives SARL|Strasbourg|21 rue du Pont-Modèle|fr|GRENZLAND|atlantique|410|borderland|n2|
10050|C|Logistique Grand Est SAS|Strasbourg|58 route de l’Essai|fr|GRENZLAND|threecx|1180|borderland|n6|europe sites
10051|C|Clinique du Parc Exemple SA|Lyon|3 avenue du Gabarit|fr|BUSINESS|atlantique|1450|practice|r1|oldcheck
10052|C|Imprimerie Garonne SARL|Toulouse|16 rue de l’Ébauche|fr|BUSINESS|atlantique|370|shop|n2|from=2026-10-07 setup phones
10053|C|Agence Horizon Voyages SARL|Paris|27 boulevard du Patron|fr|BUSINESS|atlantique|890|travel|n3|
10054|C|Boulangerie Lefèvre|Lille|5 rue du Levain|fr|FLEX|atlantique|150|shop|n1|noid
10055|C|Électricité Vasseur SARL|Lille|40 rue du Croquis|fr|BUSINESS|atlantique|480|sales|n2|to=2026-09-12 notice=2026-08-20
10056|C|Garage Moulin SARL|Rennes|2 impasse du Plan|fr|FLEX|atlantique|290|shop|n2|
10057|C|Formation Méridienne SAS|Lyon|18 cours du Brouillon|fr|BUSINESS|atlantique|730|sales|n3|unchecked
10058|C|Saveurs d’Alsace GmbH & Co. KG|Hamburg|Gewürzstieg 13|fr|GRENZLAND|hansa|540|borderland|n3|dd
10059|P|Camille Fontaine|Strasbourg|8 rue du Prototype|fr|GRENZLAND|atlantique|85|family|n1|
10060|P|Lucas Girard|Paris|60 rue du Canevas|fr|PRIVAT|atlantique|50|home|n1|noitem
10061|C|Elbfunk Wiederverkauf GmbH|Hamburg|Antennenweg 6|de|BUSINESS|sbc|1900|callcentre|r1|resale
10062|C|Brandt Kaffeelager GmbH|Hamburg|Beispielkai 21|de|BUSINESS|hansa|210|office|n2|parent=10002
10063|C|Architekturbüro Deichgraf PartG|Hamburg|Reißbrettgasse 5|de|BUSINESS|threecx|560|office|n8|dd from=2026-09-01 bundle=TEAM
10064|P|Sophie und Kwame Mensah|Hamburg|Musterdeich 14|de|PRIVAT|hansa|110|family|n1|dd bundle=HOME
10065|B|Gemeinde Musterfelde|Hamburg|Dorfplatz-Beispiel 2|de|BUSINESS|hansa|320|public|n3|noid
`;

export const SOURCE_CODES = ['hansa', 'atlantique', 'asterisk', 'threecx', 'sbc'] as const;
export type SourceCode = (typeof SOURCE_CODES)[number];

export const TRAFFICS = [
  ...['office', 'sales', 'shop', 'practice', 'public', 'hotel', 'callcentre'],
  ...['shipping', 'travel', 'borderland', 'tunisia', 'home', 'family'],
] as const;

export const PLAN_CODES = ['FLEX', 'BUSINESS', 'OFFICE', 'GRENZLAND', 'PRIVAT'] as const;
export type PlanCode = (typeof PLAN_CODES)[number];

export interface CustomerRow {
  readonly number: string;
  readonly kind: 'company' | 'consumer' | 'publicBody';
  readonly name: string;
  readonly city: string;
  readonly street: string;
  readonly language: string;
  readonly plan: string;
  readonly source: string;
  readonly callsPerMonth: number;
  readonly traffic: string;
  readonly lineKind: 'numbers' | 'ranges';
  readonly lineCount: number;
  readonly wishes: ReadonlyMap<string, string>;
}

const KINDS = { C: 'company', P: 'consumer', B: 'publicBody' } as const;

function customerRow(line: string): CustomerRow {
  const [number = '', kind = '', name = '', city = '', street = '', language = '', ...rest] = line.split('|');
  const [plan = '', source = '', calls = '', traffic = '', lines = '', wishes = ''] = rest;
  return {
    number,
    kind: kind === 'P' ? KINDS.P : kind === 'B' ? KINDS.B : KINDS.C,
    name,
    city,
    street,
    language,
    plan,
    source,
    callsPerMonth: Number(calls),
    traffic,
    lineKind: lines.startsWith('r') ? 'ranges' : 'numbers',
    lineCount: Number(lines.slice(1)),
    wishes: new Map(
      wishes
        .split(' ')
        .filter((wish) => wish !== '')
        .map((wish) => [wish.split('=')[0]!, wish.split('=')[1] ?? '']),
    ),
  };
}

export const CUSTOMER_ROWS: readonly CustomerRow[] = TABLE.trim().split('\n').map(customerRow);

/** A word of the table that must be one of those allowed. */
export function oneOf<T extends string>(allowed: readonly T[], text: string): T {
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new Error(`assertion failed: ${text} is none of ${allowed.join(', ')}`);
  return found;
}
