/** The record files of the scenario, written by hand. Record numbers are line numbers; the carrier's file has a header. */
import { TRUNK } from './operator.ts';

const HEADER = 'Datum;Uhrzeit;Richtung;Rufnummer A;Rufnummer B;Dauer (s);Betrag netto;Verbindungs-ID';
const lines = (...all: string[]) => `${all.join('\n')}\n`;

export const CARRIER_SEPTEMBER = {
  name: 'hansa-2025-09.csv',
  content: lines(
    HEADER,
    '02.09.2025;10:00:00;Abgehend;04066969120;03055501234;61;0,0041;H1',
    '02.09.2025;10:00:00;Abgehend;04066969120;03055501234;61;0,0041;H1', // the same call again
    '02.09.2025;17:59:30;Abgehend;04066969120;015112345678;90;0,0450;H2',
    '02.09.2025;18:00:00;Abgehend;04066969120;015112345678;30;0,0150;H3',
    '03.09.2025;09:00:00;Abgehend;04066969120;015112345678;l2;0,0150;H4', // an l for a 1
    '06.09.2025;12:00:00;Abgehend;04066969120;0033612345678;61;0,0610;H5',
    '08.09.2025;09:00:00;Abgehend;04066969120;0012125550123;120;0,0200;H6', // nobody has a price for New York
    '21.09.2025;11:00:00;Abgehend;04066969199;03055501234;600;0,0400;H7', // nobody's number
    '30.09.2025;23:59:50;Abgehend;04066969120;015112345678;60;0,0300;H8', // September here, 21:59:50 in UTC
    '30.09.2025;12:00:00;Ankommend;anonym;04066969120;30;0;H9',
  ),
};
/** Lines of what became of it. */
export const CARRIER_LINES = { duplicate: 3, peakMobile: 4, broken: 6, nobodys: 9 } as const;

function asterisk(src: string, dst: string, at: string, billS: number, id: number, to = `${TRUNK}-${id}`): string {
  const answer = billS > 0 ? 'ANSWERED' : 'NO ANSWER';
  const fields = ['werft', src, dst, 'from-internal', `"""Werft"" <${src}>`, `PJSIP/werft-${id}`, to, 'Dial', to];
  const quoted = fields.map((field, index) => (index === 4 ? `${field}"` : `"${field}"`)).join(',');
  return `${quoted},"${at}","${at}","${at}",${billS},${billS},"${answer}","DOCUMENTATION","p.${id}","","","p.${id}",${id}`;
}

export const PBX_SEPTEMBER = {
  name: 'Master.csv',
  content: lines(
    asterisk('21', '003055501234', '2025-09-18 09:00:00', 120, 1),
    asterisk('21', '0015112345678', '2025-09-18 09:05:00', 0, 2), // nobody answered
    asterisk('22', '0015112345678', '2025-09-20 10:00:00', 200, 3), // a Saturday
    asterisk('21', '22', '2025-09-22 10:00:00', 45, 4, 'PJSIP/werft-22'), // in the house
  ),
};

/** Comes in October; its first call should have come in September. */
export const CARRIER_OCTOBER = {
  name: 'hansa-2025-10.csv',
  content: lines(
    HEADER,
    '28.09.2025;16:00:00;Abgehend;04066969120;03055501234;300;0,0200;H10',
    '13.10.2025;12:00:00;Abgehend;04066969120;015112345678;60;0,0300;H11',
  ),
};
