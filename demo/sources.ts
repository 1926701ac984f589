/** The five feeds of records: two carriers, two telephone systems, a session border controller. */
import { ASTERISK_TRUNK } from './asteriskWriter.ts';
import type { SourceCode } from './customerTable.ts';

export interface DemoSource {
  readonly code: SourceCode;
  readonly name: string;
  readonly kind: 'carrier' | 'pabx' | 'sbc';
  readonly format: string;
  readonly zone: string;
  readonly country: string;
  readonly settings: Readonly<Record<string, string | readonly string[]>>;
  /** Price list by which we pay for its traffic. */
  readonly supplierPriceList: 'HANSA' | 'ATLANTIQUE';
}

export const SOURCES: readonly DemoSource[] = [
  {
    code: 'hansa',
    name: 'Hansa Carrier',
    kind: 'carrier',
    format: 'french-carrier-csv',
    zone: 'Europe/Berlin',
    country: 'DE',
    settings: {},
    supplierPriceList: 'HANSA',
  },
  {
    code: 'atlantique',
    name: 'Atlantique Télécom',
    kind: 'carrier',
    format: 'french-carrier-csv',
    zone: 'Europe/Paris',
    country: 'FR',
    settings: {},
    supplierPriceList: 'ATLANTIQUE',
  },
  {
    code: 'asterisk',
    name: 'Asterisk Hamburg 1',
    kind: 'pabx',
    format: 'asterisk-master-csv',
    zone: 'Europe/Berlin',
    country: 'DE',
    settings: { trunks: [ASTERISK_TRUNK], outsideDigit: '0' },
    supplierPriceList: 'HANSA',
  },
  {
    code: 'threecx',
    name: '3CX Elbinsel',
    kind: 'pabx',
    format: '3cx-csv',
    zone: 'Europe/Berlin',
    country: 'DE',
    settings: {},
    supplierPriceList: 'HANSA',
  },
  {
    code: 'sbc',
    name: 'SBC Frankfurt',
    kind: 'sbc',
    format: 'freeswitch-json',
    zone: 'UTC',
    country: 'DE',
    settings: {},
    supplierPriceList: 'HANSA',
  },
];
