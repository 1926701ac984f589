/** What the operator sells beside calls, and its five plans. Prices net, per month for recurring products. */
import type { NewPlan, NewProduct, NewProductFamily } from '#catalog';

export const FAMILIES: readonly NewProductFamily[] = [
  { code: 'FEES', name: { de: 'Grundpreise', fr: 'Abonnements', en: 'Fees' }, revenueAccount: '8400' },
  { code: 'ONCE', name: { de: 'Einmaliges', fr: 'Prestations ponctuelles', en: 'One-off' }, revenueAccount: '8420' },
  { code: 'CALLS', name: { de: 'Verbindungen', fr: 'Communications', en: 'Calls' }, revenueAccount: '8410' },
];

const recurring = (code: string, unitPrice: string, de: string, fr: string, en: string): NewProduct => ({
  code,
  name: { de, fr, en },
  kind: 'recurring',
  unitPrice,
  familyCode: 'FEES',
});

const oneOff = (code: string, unitPrice: string, de: string, fr: string, en: string): NewProduct => ({
  code,
  name: { de, fr, en },
  kind: 'oneOff',
  unitPrice,
  familyCode: 'ONCE',
});

export const PRODUCTS: readonly NewProduct[] = [
  recurring('FLEX-BASE', '4.90', 'Flex Grundpreis', 'Flex, abonnement', 'Flex base fee'),
  recurring('BUSINESS-BASE', '14.90', 'Business Grundpreis', 'Business, abonnement', 'Business base fee'),
  recurring('PRIVAT-BASE', '6.90', 'Privat Grundpreis', 'Privat, abonnement', 'Private base fee'),
  recurring('OFFICE-BASE', '19.90', 'Office Grundpreis', 'Office, abonnement', 'Office base fee'),
  recurring('OFFICE-SEAT', '6.50', 'Office Arbeitsplatz', 'Office, poste', 'Office seat'),
  recurring('GRENZLAND-BASE', '17.90', 'Grenzland Grundpreis', 'Grenzland, abonnement', 'Grenzland base fee'),
  recurring('OPTION-EUROPE', '7.90', 'Option Europa', 'Option Europe', 'Europe option'),
  recurring('OPTION-FLAT-FIXED', '9.90', 'Festnetz-Flatrate', 'Illimité vers les fixes', 'Flat rate to fixed networks'),
  recurring('FREEPHONE', '12.90', 'Servicenummer 0800', 'Numéro vert 0800', 'Freephone number 0800'),
  recurring('NUMBER', '0.99', 'Rufnummer', 'Numéro', 'Telephone number'),
  recurring('RANGE-10', '3.90', 'Rufnummernblock (10)', 'Tranche de 10 numéros', 'Block of 10 numbers'),
  recurring(
    'CLOUD-PBX',
    '39.00',
    'Telefonanlage in der Cloud',
    'Standard téléphonique hébergé',
    'Hosted telephone system',
  ),
  recurring('SIP-CHANNEL', '3.50', 'SIP-Sprachkanal', 'Canal voix SIP', 'SIP voice channel'),
  {
    ...recurring('ROUTER', '4.49', 'Router zur Miete', 'Location de routeur', 'Router rental'),
    billed: 'arrears',
    // Nobody entered what the supplier takes: one of the findings.
    supplier: 'Kontor Technik',
    supplierReference: 'KT-1101',
  },
  oneOff('SETUP', '49.00', 'Einrichtung', 'Mise en service', 'Set-up'),
  oneOff('PHONE', '89.50', 'Tischtelefon N5', 'Téléphone de bureau N5', 'Desk telephone N5'),
  oneOff('OPTION-MOBILE-60', '4.90', 'Minutenpaket Mobil', 'Forfait mobile 60', 'Mobile pack'),
  {
    ...oneOff('DEPOSIT', '150.00', 'Kaution', 'Dépôt de garantie', 'Deposit'),
    taxClass: 'outOfScope',
    revenueAccount: '1732',
  },
  oneOff('GOODWILL', '0.00', 'Gutschrift', 'Geste commercial', 'Goodwill credit'),
  {
    code: 'USAGE',
    name: { de: 'Verbindungen', fr: 'Communications', en: 'Calls' },
    kind: 'usage',
    unitPrice: '0',
    familyCode: 'CALLS',
  },
  {
    ...recurring('SEAT', '7.90', 'Arbeitsplatz mit Telefon', 'Poste avec téléphone', 'Seat with telephone'),
    setupProductCode: 'SETUP',
    minimumTermMonths: 24,
    noticeMonths: 3,
    renewalMonths: 12,
    buyingPrice: '3.20',
    stairs: [{ fromMonth: 1, toMonth: 3, unitPrice: '3.95' }],
  },
  {
    ...oneOff('HEADSET', '119.00', 'Funk-Headset', 'Casque sans fil', 'Wireless headset'),
    kind: 'hardware',
    buyingPrice: '84.00',
    supplier: 'Kontor Technik',
    supplierReference: 'KT-2207',
  },
  {
    ...recurring('LICENCE-CRM', '180.00', 'Lizenz CRM-Anbindung', 'Licence connecteur CRM', 'CRM connector licence'),
    kind: 'licence',
    noticeMonths: 1,
    buyingPrice: '96.00',
  },
];

/** The default plan comes first: it also prices what belongs to nobody yet. */
export const PLANS: readonly NewPlan[] = [
  {
    code: 'BUSINESS',
    name: { de: 'Business 60/1', fr: 'Business 60/1', en: 'Business 60/1' },
    priceListCode: 'RETAIL',
    isDefault: true,
  },
  {
    code: 'FLEX',
    name: { de: 'Flex sekundengenau', fr: 'Flex à la seconde', en: 'Flex by the second' },
    priceListCode: 'FLEX',
    parentCode: 'BUSINESS',
  },
  {
    code: 'OFFICE',
    name: { de: 'Office', fr: 'Office', en: 'Office' },
    priceListCode: 'OFFICE',
    parentCode: 'BUSINESS',
    allowanceCodes: ['OFFICE-100'],
  },
  {
    code: 'GRENZLAND',
    name: { de: 'Grenzland DE–FR', fr: 'Transfrontalier DE–FR', en: 'Borderland DE–FR' },
    priceListCode: 'GRENZLAND',
    parentCode: 'BUSINESS',
    allowanceCodes: ['GRENZLAND-POOL'],
  },
  {
    code: 'PRIVAT',
    name: { de: 'Privat 50', fr: 'Privat 50', en: 'Private 50' },
    priceListCode: 'FLEX',
    parentCode: 'BUSINESS',
    allowanceCodes: ['PRIVAT-50'],
  },
];
