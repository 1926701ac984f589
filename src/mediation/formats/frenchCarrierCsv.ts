import type { FormatDefinition } from '../language/format.ts';

/**
 * A carrier's monthly or daily export as French (and, with their own words, German) carriers send it: semicolon, decimal
 * comma, Windows-1252 or UTF-8, day first, local time, a header in the local language, numbers with or without country code,
 * the carrier's price per call.
 */
export const frenchCarrierCsv: FormatDefinition = {
  id: 'french-carrier-csv',
  version: 1,
  name: 'Carrier export (CSV, semicolon)',
  about: {
    kind: 'carrier',
    verified: 'none',
    knowledge: ['exports of French and German carriers as they are described'],
  },
  encoding: { charsets: ['utf-8', 'windows-1252'], invalid: 'reject' },
  structure: {
    kind: 'delimited',
    delimiter: ';',
    header: {
      kind: 'names',
      required: ['date', 'time', 'direction', 'calling', 'called', 'duration'],
      names: {
        date: ['Date', "Date d'appel", 'Date appel', 'Datum'],
        time: ['Heure', "Heure d'appel", 'Uhrzeit'],
        direction: ['Sens', 'Richtung'],
        calling: ['Numéro appelant', 'Appelant', 'Rufnummer A', 'Anrufer'],
        called: ['Numéro appelé', 'Appelé', 'Rufnummer B', 'Ziel'],
        duration: ['Durée (s)', 'Durée', 'Dauer (s)', 'Dauer'],
        cost: ['Montant HT', 'Prix HT', 'Coût HT', 'Betrag netto', 'Preis netto'],
        account: ['Compte', 'Identifiant de ligne', 'Anschlusskennung'],
        id: ['Identifiant', "Identifiant d'appel", 'Verbindungs-ID'],
      },
    },
  },
  record: {
    start: {
      fields: ['date', 'time'],
      form: { kind: 'pattern', patterns: ['dd/MM/yyyy HH:mm:ss', 'dd.MM.yyyy HH:mm:ss'] },
    },
    duration: { field: 'duration', form: 's', decimal: ',' },
    direction: {
      rules: [
        { when: { field: 'direction', oneOf: ['Sortant', 'Emis', 'Émis', 'Abgehend'] }, is: 'outbound' },
        { when: { field: 'direction', oneOf: ['Entrant', 'Reçu', 'Ankommend'] }, is: 'inbound' },
        { when: { field: 'direction', oneOf: ['Renvoi', 'Renvoyé', 'Weiterleitung'] }, is: 'forwarded' },
      ],
      otherwise: 'reject',
    },
    calling: { field: 'calling', anonymous: ['anonyme', 'anonymous', 'masqué', 'anonym', 'secret'] },
    called: { field: 'called' },
    account: { field: 'account' },
    costs: [{ field: 'cost', decimal: ',', thousands: ' ', strip: ['€', 'EUR'] }],
    details: { nativeId: ['id'] },
  },
  dedup: { keys: [['id'], ['date', 'time', 'direction', 'calling', 'called', 'duration']] },
  fingerprint: { columns: { '0': '^\\d\\d[/.]\\d\\d[/.]\\d{4}$', '1': '^\\d\\d:\\d\\d:\\d\\d$' } },
  samples: [
    {
      name: 'French words, Windows-1252, the hour that comes twice, broken rows',
      charset: 'windows-1252',
      zone: 'Europe/Paris',
      country: 'FR',
      content: `Date;Heure;Sens;Numéro appelant;Numéro appelé;Durée (s);Montant HT;Compte;Identifiant\r
01/09/2026;09:15:00;Sortant;33199000040;0612000041;125;0,0425;SBC-1;F1\r
01/09/2026;09:16:00;Entrant;Anonyme;0199000040;30;0;SBC-1;F2\r
01/09/2026;09:17:00;Sortant;0199000040;3900;61;1 200,50;;F3\r
25/10/2026;02:30:00;Renvoi;0199000040;0049405550042;60,5;0,01;SBC-1;F4\r
01/09/2026;09:18:00;Vers;0199000040;0612000041;10;0,01;SBC-1;F5\r
01/09/2026;09:19:00;Sortant;0199000040;0612000041;dix;0,01;SBC-1;F6\r
01/09/2026;09:20:00;Sortant;0199000040;0612000041;10\r
01/09/2026;09:21:00;Sortant;0199000040;0612000041;10;0.01;SBC-1;F8\r
`,
      records: [
        {
          start: '2026-09-01T07:15:00.000Z',
          durationMs: 125_000,
          direction: 'outbound',
          calling: '+33199000040',
          called: '+33612000041',
          account: 'SBC-1',
          cost: '0.0425',
        },
        {
          start: '2026-09-01T07:16:00.000Z',
          durationMs: 30_000,
          direction: 'inbound',
          calling: 'anonymous',
          called: '+33199000040',
          account: 'SBC-1',
          cost: '0',
        },
        {
          start: '2026-09-01T07:17:00.000Z',
          durationMs: 61_000,
          direction: 'outbound',
          calling: '+33199000040',
          called: '3900',
          account: null,
          cost: '1200.5',
        },
        {
          start: '2026-10-25T00:30:00.000Z',
          durationMs: 60_500,
          direction: 'forwarded',
          calling: '+33199000040',
          called: '+49405550042',
          account: 'SBC-1',
          cost: '0.01',
        },
      ],
      rejected: ['mediation.direction', 'mediation.duration', 'mediation.columnCount', 'mediation.amount'],
    },
  ],
};
