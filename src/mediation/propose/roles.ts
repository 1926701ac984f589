/**
 * What columns of unknown files may be, and the words by which their headers say so: German, French, English, Spanish, Italian, Dutch.
 * Words are regular expressions on folded headers (`foldedWords`): no case, no accents, words apart.
 */
import { foldedWords } from '../joining/folded.ts';
import type { SampleColumn } from './table.ts';

/** What a column may be. `own` and `other` are parties told by whose they are, not by who called. */
export const ROLES = [
  ...([
    'start',
    'answer',
    'end',
    'duration',
    'total',
    'calling',
    'called',
    'own',
    'other',
    'cost',
    'currency',
  ] as const),
  ...(['id', 'group', 'direction', 'disposition', 'account', 'service', 'volume', 'pieces', 'zone'] as const),
] as const;
export type Role = (typeof ROLES)[number];

interface Words {
  /** Says it without doubt. */
  readonly strong: readonly string[];
  /** May say it. */
  readonly weak: readonly string[];
  /** Says something else, whatever else it says. */
  readonly never?: readonly string[];
}

const CALL =
  '(?:appels?|calls?|anrufe?s?|gesprachs?|gesprache|verbindungs?|llamadas?|chiamat[ae]|gesprek|oproep|communications?|comm?|sessions?|conversations?)';
const DATE =
  '(?:date|datum|fecha|data|day|jour|tag|dia|giorno|dag|datetime|timestamp|zeitstempel|horodatage|horodate|zeitpunkt|tijdstip)';
const TIME = '(?:heure|uhrzeit|zeit|time|hora|ora|orario|tijd|uur|hour)';
const OF = '(?: ?(?:de|d|del|della|dell|di|van|of|der|des|du|l|la|le|et|and|und|y|e|en|/))*';
const BEGIN =
  '(?:start|begin|beginn|beginning|debut|inicio|inizio|aanvang|started|depart|initiation|origination|setup)';
const ENDING =
  '(?:end|ende|fin|fine|eind|einde|stop|release|released|disconnect|disconnection|hangup|termine|termination|raccroche|raccrochage)';
const ANSWERING =
  '(?:answer|answered|connect|connected|connection|annahme|abnahme|decroche|decrochage|reponse|contesta|respuesta|risposta|beantwoord|antwort|established|etablissement)';
const NUMBER =
  '(?:numero|numeros|num|nummer|number|no|nr|n|tel|telephone|telefon|telefono|telefoon|phone|rufnummer|party|teilnehmer|msisdn|cli|nd)';
const NOT_OF_CALL =
  '(?:facture|facturation|rechnungs?|rechnungsdatum|invoice|factura|fattura|factuur|billing period|periode|period|echeance|import|export|created|creation|update)';

const WORDS: Readonly<Record<Role, Words>> = {
  start: {
    strong: [
      `^${BEGIN}$`,
      `^(?:${CALL} ?)?${BEGIN} ?(?:${DATE}|${TIME})(?: ?${TIME})?(?: utc| gmt)?$`,
      `^(?:${DATE}|${TIME})${OF} ?(?:${BEGIN}|${CALL})(?: ?${BEGIN})?$`,
      `^${DATE}${OF} ?${TIME}(?:${OF} ?(?:${CALL}|${BEGIN}))?(?: utc| gmt)?$`,
      `^${CALL} ?(?:${DATE}|${TIME}|${BEGIN})(?: ?${TIME})?$`,
      `^(?:${BEGIN} )?(?:epoch|uepoch|stamp)$`,
    ],
    weak: [`^${DATE}(?: utc| gmt| local)?$`, `^${TIME}(?: utc| gmt| local)?$`, BEGIN, `${DATE}`, `${TIME}`],
    never: [
      ENDING,
      ANSWERING,
      NOT_OF_CALL,
      'duree|dauer|duration|durata|duracion|duur|zone|band|talk|ring|wait|klingel|tranche',
    ],
  },
  answer: {
    strong: [`^${ANSWERING}$`, `${ANSWERING}${OF} ?(?:${DATE}|${TIME})`, `(?:${DATE}|${TIME})${OF} ?${ANSWERING}`],
    weak: [],
  },
  end: {
    strong: [
      `^${ENDING}$`,
      `${ENDING}${OF} ?(?:${DATE}|${TIME}|${CALL})`,
      `(?:${DATE}|${TIME}|${CALL})${OF} ?${ENDING}`,
    ],
    weak: [],
    never: ['cause|reason|code|grund|motif'],
  },
  duration: {
    strong: [
      '^(?:sec|secs|sek|seconds?|secondes?|sekunden|segundos|secondi|seconden|minutes|minuten|minutos|minuti)$',
      'billsec|bill ?sec|billable|billed|duree facturee|duree taxee|duree tarifee|duree conversation|duree communication|gesprachsdauer|verbindungsdauer|talk ?(?:time|duration)|conversation (?:time|duration)',
      '^(?:duree|duration|dauer|durata|duracion|duur|length)(?: (?:s|sec|secs|second|seconds|secondes|sekunden|segundos|secondi|seconden|en secondes|en s|in sekunden|in seconds|min|minutes|minuten|ms|appel|call|hh mm ss|h m s))*$',
      `^(?:duree|duration|dauer|durata|duracion|duur)${OF} ?${CALL}$|^${CALL} ?(?:duree|duration|dauer|durata|duracion|duur|length|seconds|secs)$`,
    ],
    weak: ['duree|duration|dauer|durata|duracion|duur', '^(?:temps|tiempo|tempo)$'],
    never: ['total|sonnerie|ring|klingel|attente|wait|queue|hold|warte|espera|attesa|wacht|setup|pdd'],
  },
  total: {
    strong: [
      '(?:total|gesamt|totale) ?(?:duree|duration|dauer|durata|duracion|duur)|(?:duree|duration|dauer|durata|duracion|duur) (?:totale?|total|gesamt)|^gesamtdauer$',
    ],
    weak: [],
  },
  calling: {
    strong: [
      '^(?:appelant|caller|calling|anrufer|anrufende[rn]?|rufende[rn]?|llamante|chiamante|beller|emetteur|src|ani|clid|callerid|caller id|originator)$',
      `(?:appelant|caller|calling|anrufer|anrufende|llamante|chiamante|originating|emetteur|beller|mittente)${OF} ?${NUMBER}|${NUMBER}${OF} ?(?:appelant|caller|calling|anrufer|llamante|chiamante|originating|emetteur|beller|origen|origine|mittente)`,
      `^(?:a ?${NUMBER}|${NUMBER} ?a|a)$`,
      '^(?:calling party|call from|from number|source number|rufnummer a|a rufnummer|quellrufnummer)',
    ],
    weak: [
      '^(?:from|von|van|source|origine|origen|origin|quelle|da|de|cli|presentation|msisdn)$',
      'appelant|caller|calling|anrufer|llamante|chiamante|originat|origine|origen',
    ],
    never: ['name|nom$|nombre del|pays|land$|country|operat|reseau|network|ip$|adresse|cost|prix|zone|trunk'],
  },
  called: {
    strong: [
      '^(?:appele|appelee|called|callee|destinataire|gerufene[rn]?|angerufene[rn]?|llamado|chiamato|gebelde|dst|dnis|dialed|dialled|ziel ?rufnummer|zielnummer|rufziel|compose|gewahlt|destinatario)$',
      `(?:appele|appelee|called|callee|dialed|dialled|destination|destino|llamado|chiamato|gebeld|gewahlte|terminating|destinataire|compose|demande|marcado|destinatario|bestemming)${OF} ?${NUMBER}|${NUMBER}${OF} ?(?:appele|appelee|called|callee|dialed|dialled|destination|destino|llamado|chiamato|gebeld|terminating|destinataire|compose|demande|marcado|destinatario|bestemming)`,
      `^(?:b ?${NUMBER}|${NUMBER} ?b|b)$`,
      '^(?:called party|call to|to number|destination number|rufnummer b|b rufnummer|gewahlte rufnummer)',
    ],
    weak: [
      '^(?:to|nach|an|naar|ziel|destination|destino|destinazione|bestemming|dest|vers|a)$',
      'appele|called|callee|dialed|dialled|destin|compose|ziel|llamado|chiamato|gebeld',
    ],
    never: [
      'name|libelle|pays|land$|country|operat|reseau|network|ip$|cost|prix|zone|trunk|type|prefix|label|description',
    ],
  },
  own: {
    strong: [
      'eigene|own number|our number|numero client|numero de ligne|numero ligne|ligne facturee|charged (?:number|party)|subscriber number|anschlussnummer|anschluss|numero de (?:la )?linea|teilnehmernummer|lijnnummer|billing number|ligne$|^ligne|^numero sda|^sda$|^line$|^did$|service number',
    ],
    weak: [
      '^(?:rufnummer|numero|nummer|number|telephone number|phone|phone number|msisdn|extension|poste|nebenstelle|user|utilisateur|linea|lijn|line number|teilnehmer|abonne|numero de telephone|telefonnummer)$',
    ],
    never: ['name|libelle|type'],
  },
  other: {
    strong: [
      'gegenstelle|correspondant|correspondent|remote (?:number|party)|other (?:party|number)|interlocut|wederpartij|controparte|partner ?nummer|partnerrufnummer|numero (?:du )?tiers|numero distant|distant',
    ],
    weak: ['^(?:partner|tiers|peer|contact)$'],
    never: ['name'],
  },
  cost: {
    strong: [
      '(?:prix|cout|montant|tarif) (?:d )?(?:achat|ht|net|total ht)|achat|buy|wholesale|einkaufs?preis|nettobetrag|netto ?(?:betrag|preis)|(?:betrag|preis|kosten) netto|net (?:amount|cost|price|charge)|prezzo netto|imponibile|importe neto|netto bedrag|bedrag excl|ex vat|excl',
      '^(?:cost|couts?|prix|montant|price|charge|amount|kosten|preis|betrag|entgelt|gebuhr|gebuhren|importe|coste|costo|precio|prezzo|importo|bedrag|prijs|charges|salesprice|tariffa|kosten)(?: (?:eur|euro|euros|usd|gbp|chf|in eur|en euro|en euros|in euro|appel|call|total))*$',
      '^(?:total|call|carrier|provider|sell|termination) (?:cost|price|charge|amount)$',
      '^(?:netto|net|ht|hors taxe)(?: (?:eur|euro|euros|chf|gbp))?$',
    ],
    weak: [
      'cost|cout|prix|montant|price|charge|amount|kosten|preis|betrag|entgelt|importe|coste|precio|prezzo|importo|bedrag|prijs',
    ],
    never: [
      'ttc|brutto|gross|incl|iva incluid|tva|vat|mwst|ust|tax|steuer|per|par |pro |minut|rate|code|band|setup|type|currency|devise|wahrung|public|vente|retail|verkauf|party|ids?$',
    ],
  },
  currency: {
    strong: ['^(?:currency|devise|wahrung|divisa|moneda|valuta|monnaie|price unit|currency code|currencycode)$'],
    weak: ['currency|devise|wahrung|valuta'],
  },
  id: {
    strong: [
      '^(?:id|uuid|guid|call ?id|cdr ?id|record ?id|unique ?id|identifiant|identifiant (?:unique|appel|d appel|cdr)|id (?:appel|call|cdr|cout|ticket|unique)|ref|reference|reference appel|verbindungs ?id|vorgangs ?id|anruf ?id|gesprachs ?id|transaction ?id|sid|key|identificador|identificativo|id chiamata|id llamada|consumption ?id|acct ?session ?id|cdr uuid|sequence number|ticket)$',
    ],
    weak: ['\\b(?:id|uuid|identifiant|reference|sid)\\b'],
    never: [
      'client|customer|kunden|account|compte|user|product|trunk|contract|contrat|contact|destination|zone|tarif|company|tenant|site|group|correlation|linked|parent|session ?group',
    ],
  },
  group: {
    strong: [
      '^(?:linked ?id|correlation ?id|global ?call ?id|call ?group(?: id)?|grouping id|conference id|conversation (?:uu)?id|interaction id|session ?id|parent (?:call )?id|call leg group)$',
    ],
    weak: [],
  },
  direction: {
    strong: [
      '^(?:sens|direction|richtung|anrufrichtung|rufrichtung|verbindungsrichtung|sentido|direccion|direzione|verso|richting|way ?type|sens (?:de l |d )?appel|call direction|dir|in out|i o|traffic direction|sens appel)$',
    ],
    weak: [
      'sens|direction|richtung|sentido|direzione|richting',
      '^(?:type|typ|tipo|call type|type d appel|type appel|anrufart|art|nature)$',
    ],
    never: ['cost|number'],
  },
  disposition: {
    strong: [
      '^(?:disposition|statut|status|etat|resultat|result|ergebnis|call (?:result|status|disposition)|hangup cause|release cause|answer(?:ed)? status|estado|resultado|stato|esito|resultaat|verbindungsstatus|anrufstatus|statut (?:de l )?appel|cause|termination cause|call result)$',
    ],
    weak: ['disposition|statut|status|result|cause|ergebnis|esito|answered|repondu|beantwortet'],
    never: ['code$|billing|facture|paid'],
  },
  account: {
    strong: [
      '^(?:compte|account|accountcode|account code|sip account|compte sip|trunk|trunk name|konto|kundennummer|kundennr|code client|numero de client|n client|client|customer|customer id|customer number|cuenta|cliente|codice cliente|klantnummer|klant|contrat|contract|vertrag|site|identifiant de ligne|anschlusskennung|trunk id|customer identifier|reference client|id client)$',
    ],
    weak: ['account|compte|trunk|kunde|client|customer|contrat|vertrag|konto|username|login'],
    never: ['name|nom$|cost|date'],
  },
  service: {
    strong: [
      '^(?:service|type de service|service type|dienst|dienstart|verbindungsart|nature|type (?:de )?(?:communication|usage|consommation|cdr|trafic)|usage type|record type|event type|servicio|servizio|leistungsart|type|typ|art|tipo|kommunikationsart|verkehrsart|call type|famille)$',
    ],
    weak: ['service|dienst|nature|usage'],
  },
  volume: {
    strong: [
      '^(?:volume|octets|bytes|data volume|datenvolumen|volumen|datos|dati|volume (?:data|de donnees|donnees)|total bytes|volume (?:mo|ko|go|kb|mb|gb|octets|bytes|o)|(?:mb|kb|ko|mo)|datenmenge|total bytes transferred)$',
    ],
    weak: ['volume|volumen|octets|bytes|datenmenge'],
    never: ['discount|remise'],
  },
  pieces: {
    strong: [
      '^(?:nombre|quantite|quantity|menge|anzahl|count|segments|numberofsms|nb sms|nombre de sms|cantidad|quantita|aantal|units|unites|messages|number of segments)$',
    ],
    weak: ['quantite|quantity|anzahl|menge|segments'],
  },
  zone: {
    strong: [
      '^(?:time ?zone|zeitzone|fuseau|fuseau horaire|utc offset|offset|zona horaria|fuso|fuso orario|tijdzone)$',
    ],
    weak: [],
  },
};

interface Compiled {
  readonly strong: readonly RegExp[];
  readonly weak: readonly RegExp[];
  readonly never: RegExp | null;
}

const COMPILED = new Map<Role, Compiled>(
  ROLES.map((role) => {
    const { strong, weak, never } = WORDS[role];
    return [
      role,
      {
        strong: strong.map((source) => new RegExp(source)),
        weak: weak.map((source) => new RegExp(source)),
        never: never === undefined ? null : new RegExp(`\\b(?:${never.join('|')})\\b`),
      },
    ];
  }),
);

/** How surely a header means a role: 1 it says so, 0.6 it may, 0 it says nothing of it, -1 it says that it is something else. */
export function headerSays(role: Role, header: string): number {
  const folded = foldedWords(header);
  if (folded === '') return 0;
  const { strong, weak, never } = COMPILED.get(role)!;
  if (never?.test(folded) === true) return -1;
  if (strong.some((pattern) => pattern.test(folded))) return 1;
  return weak.some((pattern) => pattern.test(folded)) ? 0.6 : 0;
}

/** How surely a column is named for a role: by its header, or by one of the names of a value in a tree. */
export function columnSays(role: Role, { name, aliases }: Pick<SampleColumn, 'name' | 'aliases'>): number {
  if (name === null) return 0;
  const whole = headerSays(role, name);
  if (aliases === undefined || whole < 0 || whole === 1) return whole;
  return Math.max(whole, ...aliases.map((alias) => headerSays(role, alias)));
}
