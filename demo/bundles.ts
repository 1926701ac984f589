/** What usual customers get in one go: lists, and a smart bundle that asks how many people work there. */
import type { NewBundle } from '#catalog';

export const BUNDLES: readonly NewBundle[] = [
  {
    code: 'START',
    name: { de: 'Telefonie Start', fr: 'Téléphonie Début', en: 'Telephony start' },
    items: [
      { productCode: 'FLEX-BASE' },
      { productCode: 'NUMBER', quantity: 3 },
      { productCode: 'SETUP', unitPrices: { EUR: '29.00' } },
    ],
  },
  {
    code: 'HOME',
    name: { de: 'Zuhause', fr: 'Maison', en: 'Home' },
    items: [
      { productCode: 'PRIVAT-BASE', unitPrices: { EUR: '5.90' } },
      { productCode: 'NUMBER' },
      { productCode: 'ROUTER' },
      { productCode: 'SETUP', unitPrices: { EUR: '19.00' } },
    ],
  },
  {
    code: 'TEAM',
    name: { de: 'Cloud-Telefonanlage', fr: 'Standard hébergé', en: 'Hosted telephone system' },
    questions: [
      {
        kind: 'number',
        key: 'people',
        label: { de: 'Arbeitsplätze', fr: 'Postes', en: 'Seats' },
        min: 1,
        max: 500,
        standard: 10,
      },
      {
        kind: 'yesNo',
        key: 'headsets',
        label: { de: 'Mit Headsets?', fr: 'Avec casques ?', en: 'With headsets?' },
      },
      {
        kind: 'choice',
        key: 'care',
        label: { de: 'Einrichtung', fr: 'Mise en service', en: 'Set-up' },
        choices: [
          { value: 'remote', label: { de: 'aus der Ferne', fr: 'à distance', en: 'remote' } },
          { value: 'onSite', label: { de: 'vor Ort', fr: 'sur place', en: 'on site' } },
        ],
        standard: 'remote',
      },
    ],
    items: [
      { productCode: 'CLOUD-PBX' },
      { productCode: 'SEAT', quantity: { per: 'people' } },
      // One channel for every four people, two at least.
      { productCode: 'SIP-CHANNEL', quantity: { per: 'people', each: 4, min: 2 } },
      { productCode: 'RANGE-10', quantity: { per: 'people', each: 10 } },
      { productCode: 'HEADSET', quantity: { per: 'people' }, when: [{ question: 'headsets', is: true }] },
      { productCode: 'SETUP', quantity: { per: 'people', each: 25 }, when: [{ question: 'care', is: 'onSite' }] },
    ],
  },
];
