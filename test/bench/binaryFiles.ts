/** Binary record files: roaming calls (TAP 3) and sessions as packet gateways tell them (3GPP TS 32.297). */
import type { Random } from '../../demo/random.ts';
import { bcd, leaf, raw, tbcd, tlv } from '../../src/mediation/readers/testBer.ts';
import type { Moment } from './moment.ts';

/** A call made abroad: subscriber, number, times, place, equipment, charge; about 210 bytes. */
export function roamingCall({ nth, iso }: Moment, random: Random): Buffer {
  const sim = tlv(
    'a427',
    tlv('a199', leaf('a129', bcd(`2620112345${random.digits(5)}`)), leaf('a152', bcd(`4915${random.digits(8)}`))),
  );
  const start = tlv('a44', leaf('a16', iso.replaceAll(/\D/g, '')), leaf('a232', 1));
  const called = tlv('a89', leaf('a407', bcd(`331${random.digits(8)}`)));
  const total = tlv('a63', leaf('a71', '00'), leaf('a62', random.below(9000)));
  const charge = tlv('a70', tlv('a69', leaf('a66', 'D'), leaf('a105', 1), tlv('a64', total)));
  const network = tlv(
    'a156',
    leaf('a184', 1),
    leaf('a45', `r${nth}`),
    leaf('a136', 123),
    leaf('a59', random.below(65_000)),
  );
  return tlv(
    'a9',
    tlv('a147', sim, called, start, leaf('a223', 1 + random.below(600))),
    tlv('a138', network),
    tlv('a38', tlv('a39', tlv('a36', tlv('a426', leaf('a218', '11'))), charge)),
  );
}

/** The whole file around its calls: who sent it, currency and rate, offsets of time, the count at the end. */
export function roamingFile(calls: readonly Buffer[]): Buffer {
  const money = tlv('a106', leaf('a105', 1), leaf('a159', 5), leaf('a104', 120_000));
  return tlv(
    'a1',
    tlv('a4', leaf('a196', 'FRAXX'), leaf('a182', 'DEUYY'), leaf('a109', '00042')),
    tlv('a5', leaf('a135', 'EUR'), tlv('a80', money), leaf('a244', 3)),
    tlv('a6', tlv('a234', tlv('a233', leaf('a232', 1), leaf('a231', '+0200')))),
    tlv('a3', Buffer.concat(calls)),
    tlv('a15', leaf('a43', calls.length)),
  );
}

/** A session as the gateway to the packet network tells it, with two services. */
export function packetRecord({ nth, iso }: Moment, random: Random): Buffer {
  const begun = raw(`${iso.slice(2).replaceAll(/\D/g, '')}2b0200`);
  const service = () =>
    tlv(
      'u16',
      leaf('c1', random.below(90)),
      leaf('c12', random.below(90_000_000)),
      leaf('c13', random.below(900_000_000)),
    );
  return tlv(
    'c79',
    leaf('c0', 85),
    leaf('c3', tbcd(`2620199${random.digits(8)}`)),
    tlv('c4', leaf('c0', raw('c0000201'))),
    leaf('c5', 1_000_000 + nth),
    leaf('c7', 'internet'),
    leaf('c13', begun),
    leaf('c14', 1 + random.below(3600)),
    leaf('c15', 0),
    leaf('c17', 1),
    leaf('c22', raw(`91945121${random.digits(6)}`)),
    leaf('c27', raw('02f810')),
    tlv('c34', service(), service()),
  );
}

const FILE_HEADER_BYTES = 54;
/** Release 15 (a byte of its own is not needed) and BER. */
const RECORD_HEADER = [0x9f, 0x20] as const;

/** Header of the file (TS 32.297, 6.1.1), and each record behind its own (6.1.2). */
export function cdrFile(records: readonly Buffer[]): Buffer {
  const parts = records.flatMap((record) => {
    const header = Buffer.from([0, 0, ...RECORD_HEADER]);
    header.writeUInt16BE(record.length);
    return [header, record];
  });
  const body = Buffer.concat(parts);
  const header = Buffer.alloc(FILE_HEADER_BYTES);
  header.writeUInt32BE(FILE_HEADER_BYTES + body.length, 0);
  header.writeUInt32BE(FILE_HEADER_BYTES, 4);
  header.writeUInt32BE(records.length, 18);
  header.writeUInt32BE(1, 22);
  return Buffer.concat([header, body]);
}
