/**
 * The daily export of a carrier: semicolons, decimal comma, ISO 8859-1, day first, local time, a header and words in the
 * carrier's language, the price it takes per call.
 */
import { formatDecimal, zoneOffsets } from '#base';
import type { CallKind, DemoCall } from './calls.ts';
import { carrierCost } from './carrierCost.ts';
import { asDialled, digitsOnly, isShort, localStamp } from './notation.ts';
import { type Breakage, type DemoRow, type RecordWriter, STORED } from './row.ts';

/** How a carrier writes. */
export interface CarrierStyle {
  readonly header: string;
  /** Between day, month and year. */
  readonly dateSeparator: '/' | '.';
  readonly words: Readonly<Record<CallKind, string>>;
  readonly anonymous: string;
  /** Letters that begin its call ids. */
  readonly idPrefix: string;
  readonly zone: string;
  readonly callingCode: '49' | '33';
  /** Code of the price list by which it charges. */
  readonly priceList: string;
}

export const FRENCH_CARRIER: CarrierStyle = {
  header: 'Date;Heure;Sens;Numéro appelant;Numéro appelé;Durée (s);Montant HT;Identifiant',
  dateSeparator: '/',
  words: { outbound: 'Sortant', inbound: 'Entrant', internal: 'Interne', forwarded: 'Renvoi' },
  anonymous: 'Anonyme',
  idPrefix: 'ATL',
  zone: 'Europe/Paris',
  callingCode: '33',
  priceList: 'ATLANTIQUE',
};

export const GERMAN_CARRIER: CarrierStyle = {
  header: 'Datum;Uhrzeit;Richtung;Rufnummer A;Rufnummer B;Dauer (s);Betrag netto;Verbindungs-ID',
  dateSeparator: '.',
  words: { outbound: 'Abgehend', inbound: 'Ankommend', internal: 'Intern', forwarded: 'Weiterleitung' },
  anonymous: 'anonym',
  idPrefix: 'HC',
  zone: 'Europe/Berlin',
  callingCode: '49',
  priceList: 'HANSA',
};

export function carrierWriter(style: CarrierStyle): RecordWriter {
  const zone = zoneOffsets(style.zone);
  const cost = carrierCost(style.priceList);
  const columns = (call: DemoCall): string[] => {
    const [date = '', time = ''] = localStamp(zone, call.startMs).split(' ');
    const inbound = call.kind === 'inbound';
    const own = asDialled(call.own, style.callingCode);
    const partner = call.partner === '' ? style.anonymous : written(call.partner);
    const costMicro = inbound ? 0 : cost(call.startMs, call.partner, call.talkS);
    return [
      date.split('-').reverse().join(style.dateSeparator),
      time,
      style.words[call.kind],
      inbound ? partner : own,
      inbound ? own : partner,
      String(call.talkS),
      formatDecimal(BigInt(costMicro), 6, 4).replace('.', ','),
      `${style.idPrefix}${call.serial}`,
    ];
  };
  // Our own numbers stand as dialled at home, all others with country code.
  const written = (partner: string) => (isShort(partner) ? digitsOnly(partner) : partner);
  return {
    header: style.header,
    charset: 'latin1',
    byteOrderMark: false,
    rows: (call): readonly DemoRow[] => [{ text: columns(call).join(';'), call, fate: STORED }],
    broken(call, why: Breakage) {
      const whole = columns(call);
      if (why === 'truncated') return whole.slice(0, 4).join(';');
      if (why === 'badDate') whole[0] = ['31', '02', '2026'].join(style.dateSeparator);
      else whole[5] = 'l2';
      return whole.join(';');
    },
  };
}
