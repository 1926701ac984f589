/** How a call ended, told from the words and codes systems write. */
import { foldedWords } from '../joining/folded.ts';

/** What became of a call attempt. `no_answer` also where nothing but its length of zero is told. */
export const DISPOSITIONS = [
  'answered',
  'no_answer',
  'busy',
  'cancelled',
  'failed',
  'rejected',
  'voicemail',
  'unknown',
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** Words (see `foldedWords`) in the languages and systems we know; Q.850 causes by their names too. */
const WORDS: Readonly<Record<Exclude<Disposition, 'unknown'>, readonly string[]>> = {
  answered: [
    ...[
      'answered',
      'answer',
      'answerd',
      'answred',
      'connected',
      'completed',
      'complete',
      'success',
      'successful',
      'ok',
    ],
    ...[
      'normal clearing',
      'normal call clearing',
      'gwapp normal call clear',
      'accepted',
      'call connected',
      'established',
    ],
    ...['beantwortet', 'angenommen', 'verbunden', 'erfolgreich', 'zustande gekommen', 'geführt', 'gefuehrt'],
    ...['repondu', 'abouti', 'decroche', 'etabli', 'reussi', 'appel abouti', 'repondue', 'pris'],
    ...['contestada', 'respondida', 'atendida', 'completada', 'contestado', 'atendido'],
    ...[
      'risposto',
      'risposta',
      'completata',
      'riuscita',
      'beantwoord',
      'opgenomen',
      'geslaagd',
      'yes',
      'true',
      'answered call',
    ],
  ],
  no_answer: [
    ...[
      'no answer',
      'noanswer',
      'unanswered',
      'not answered',
      'missed',
      'timeout',
      'no reply',
      'no user response',
      'missed call',
    ],
    ...['abandoned', 'allotted timeout', 'no user responding', 'failed no answer', 'ring no answer', 'hang up'],
    ...['nicht angenommen', 'keine antwort', 'unbeantwortet', 'verpasst', 'nicht beantwortet', 'entgangen'],
    ...[
      'sans reponse',
      'non repondu',
      'manque',
      'pas de reponse',
      'non abouti',
      'non decroche',
      'appel manque',
      'perdu',
    ],
    ...[
      'sin respuesta',
      'no contesta',
      'perdida',
      'no contestada',
      'no atendida',
      'senza risposta',
      'non risposto',
      'persa',
    ],
    ...['geen antwoord', 'gemist', 'onbeantwoord', 'niet opgenomen', 'no', 'false'],
  ],
  busy: [
    'busy',
    'user busy',
    'busy here',
    'besetzt',
    'occupe',
    'ocupado',
    'occupato',
    'bezet',
    'gwapp user busy',
    'engaged',
  ],
  cancelled: [
    ...[
      'cancel',
      'canceled',
      'cancelled',
      'originator cancel',
      'request terminated',
      'failed cancelled',
      'abgebrochen',
    ],
    ...[
      'annule',
      'abandonne',
      'cancelado',
      'cancelada',
      'annullata',
      'annullato',
      'geannuleerd',
      'caller hangup',
      'callerhangup',
    ],
  ],
  failed: [
    ...[
      'failed',
      'failure',
      'congestion',
      'error',
      'unallocated number',
      'no route destination',
      'network out of order',
    ],
    ...[
      'chanunavail',
      'call failed',
      'temporarily unavailable',
      'not found',
      'general error',
      'fehlgeschlagen',
      'fehler',
      'gescheitert',
    ],
    ...[
      'echec',
      'echoue',
      'erreur',
      'fallida',
      'fallido',
      'fallita',
      'fallito',
      'mislukt',
      'ko',
      'service unavailable',
    ],
    ...['normal temporary failure', 'recovery on timer expire', 'destination out of order', 'invalid number format'],
  ],
  rejected: [
    'rejected',
    'call rejected',
    'decline',
    'declined',
    'blocked',
    'abgelehnt',
    'rejete',
    'refuse',
    'rechazada',
    'rifiutata',
    'geweigerd',
    'forbidden',
  ],
  voicemail: [
    'voicemail',
    'voice mail',
    'mailbox',
    'anrufbeantworter',
    'messagerie',
    'buzon de voz',
    'segreteria',
    'vm',
  ],
};

const BY_WORD = new Map(
  DISPOSITIONS.flatMap((name) =>
    name === 'unknown' ? [] : WORDS[name].map((word) => [foldedWords(word), name] as const),
  ),
);

/** The meaning of a word, or null where we do not know it. */
export function dispositionOfWord(word: string): Disposition | null {
  return BY_WORD.get(foldedWords(word)) ?? null;
}

/** Of an ITU-T Q.850 cause, for a call that was not answered. */
export function dispositionOfCause(cause: number): Disposition {
  if (cause === 17) return 'busy';
  if (cause === 18 || cause === 19 || cause === 20) return 'no_answer';
  if (cause === 21) return 'rejected';
  if (cause === 16 || cause === 31) return 'cancelled';
  return cause > 0 ? 'failed' : 'unknown';
}

/** Of a final SIP answer (RFC 3261 section 21). */
export function dispositionOfSip(code: number): Disposition {
  if (code >= 200 && code < 300) return 'answered';
  if (code === 486 || code === 600) return 'busy';
  if (code === 487) return 'cancelled';
  if (code === 408 || code === 480) return 'no_answer';
  if (code === 403 || code === 603 || code === 607 || code === 608) return 'rejected';
  return code >= 300 ? 'failed' : 'unknown';
}
