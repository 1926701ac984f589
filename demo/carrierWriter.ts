/**
 * The record file of a French carrier: semicolons, decimal comma, ISO 8859-1, local time, French header; the Hamburg carrier
 * of the same group delivers it from its own zone.
 */
import { formatDecimal, zoneOffsets } from '#base';
import type { DemoCall } from './calls.ts';
import { carrierCost } from './carrierCost.ts';
import { asDialled, digitsOnly, isShort, localStamp } from './notation.ts';
import { type Breakage, type DemoRow, type RecordWriter, STORED } from './row.ts';

export interface CarrierFacts {
  /** Letters that begin the carrier's call ids. */
  readonly carrier: string;
  readonly zone: string;
  readonly callingCode: '49' | '33';
  /** Code of the price list by which it charges. */
  readonly priceList: string;
}

export function carrierWriter(facts: CarrierFacts): RecordWriter {
  const zone = zoneOffsets(facts.zone);
  const cost = carrierCost(facts.priceList);
  const columns = (call: DemoCall): string[] => {
    const [date = '', time = ''] = localStamp(zone, call.startMs).split(' ');
    const inbound = call.kind === 'inbound';
    const own = asDialled(call.own, facts.callingCode);
    const partner = isShort(call.partner) ? digitsOnly(call.partner) : call.partner;
    return [
      `${facts.carrier}${call.serial}`,
      date.split('-').reverse().join('/'),
      time,
      inbound ? partner : own,
      inbound ? own : partner,
      String(call.talkS),
      inbound ? 'Entrant' : 'Sortant',
      '',
      formatDecimal(BigInt(inbound ? 0 : cost(call.startMs, call.partner, call.talkS)), 6, 4).replace('.', ','),
    ];
  };
  return {
    header: 'Id;Date;Heure;Appelant;Appelé;Durée;Sens;Destination;Montant',
    charset: 'latin1',
    byteOrderMark: false,
    rows: (call): readonly DemoRow[] => [{ text: columns(call).join(';'), call, fate: STORED }],
    broken(call, why: Breakage) {
      const whole = columns(call);
      if (why === 'truncated') return whole.slice(0, 4).join(';');
      if (why === 'badDate') whole[1] = '31/02/2026';
      else whole[5] = 'l2';
      return whole.join(';');
    },
  };
}
