import assert from 'node:assert/strict';
import { test } from 'node:test';
import examples from 'libphonenumber-js/examples.mobile';
import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  Metadata,
} from 'libphonenumber-js/max';
import { NUMBER_TYPE, NumberReader, type NumberTypeName, PARTY, type ResolvedProfile } from './number.ts';
import { NUMBERING_PLANS } from './numberingPlan.ts';

const PROFILE: ResolvedProfile = {
  country: 'DE',
  internationalPrefixes: 'country',
  outsideDigit: '',
  bare: 'auto',
  nationalPrefix: 'country',
  leastDigits: 7,
  extensionDigits: 0,
  shortCodes: [],
  angleBrackets: false,
  stripSuffixes: [],
  portabilityPrefixes: [],
  masked: [],
  lettersToDigits: false,
  stripPrefixes: ['Ext.', 'sip:', 'tel:'],
  cutAt: ['@', ';'],
  anonymous: ['anonymous', 'Restricted'],
};

/** `+…` for a number, `anonymous`, `scientific`, null for nothing, else the text. */
function read(text: string, change: Partial<ResolvedProfile> = {}, type: NumberTypeName = 'unknown'): string | null {
  const reader = new NumberReader({ ...PROFILE, ...change });
  const bytes = Buffer.from(text);
  const kind = reader.read(bytes, 0, bytes.length, NUMBER_TYPE[type]);
  if (kind === PARTY.absent) return null;
  if (kind === PARTY.e164) return `+${reader.number}`;
  if (kind === PARTY.anonymous) return 'anonymous';
  if (kind === PARTY.masked) return `${reader.number} of ${bytes.toString('utf8', reader.s, reader.e)}`;
  return kind === PARTY.scientific ? 'scientific' : bytes.toString('utf8', reader.s, reader.e);
}

const CASES: readonly (readonly [written: string, expected: string | null, change?: Partial<ResolvedProfile>])[] = [
  ['+49 40 5550100', '+49405550100'],
  ['0049405550100', '+49405550100'],
  ['040/555-0100', '+49405550100'],
  ['(040) 555 0100', '+49405550100'],
  ['49405550100', '+49405550100'],
  ['sip:+49405550100@sbc.example;user=phone', '+49405550100'],
  ['tel:+49405550100', '+49405550100'],
  ['"040 5550100"', '+49405550100'],
  // The same Spanish number in four notations, the last behind an outside-line digit.
  ['0034912345678', '+34912345678', { country: 'ES' }],
  ['+34912345678', '+34912345678', { country: 'ES' }],
  ['34912345678', '+34912345678', { country: 'ES' }],
  ['912345678', '+34912345678', { country: 'ES' }],
  ['00034912345678', '+34912345678', { country: 'ES', outsideDigit: '0' }],
  // Outside line: 0 and the number; an internal number keeps its digits.
  ['0040555010000', '+4940555010000', { outsideDigit: '0' }],
  ['00049405550100', '+49405550100', { outsideDigit: '0' }],
  ['201', '201', { outsideDigit: '0' }],
  // Prefixes that begin alike: the longer one decides.
  ['81049405550100', '+49405550100', { country: 'RU' }],
  ['89991234567', '+79991234567', { country: 'RU' }],
  ['12125550123', '+12125550123', { country: 'US' }],
  ['2125550123', '+12125550123', { country: 'US' }],
  ['01149405550100', '+49405550100', { country: 'US' }],
  // Italy keeps the zero of its numbers.
  ['0612345678', '+390612345678', { country: 'IT' }],
  ['06301234567', '+36301234567', { country: 'HU' }],
  ['0612345678', '+33612345678', { country: 'FR' }],
  ['33612345678', '+33612345678', { country: 'FR' }],
  ['0032475000000', '+32475000000', { country: 'FR' }],
  // How bare digits are read can be said.
  ['405550100', '+49405550100', { bare: 'national' }],
  ['405550100', '405550100', { bare: 'text' }],
  ['34912345678', '+34912345678', { bare: 'international' }],
  // More digits than the number has, as dialled; more than E.164 has.
  ['0033612345678999', '+33612345678999'],
  ['00336123456789991234', '00336123456789991234'],
  // No numbers of the public network: kept as they are.
  ['Ext.610', '610'],
  ['112', '112'],
  ['118712', '118712'],
  ['3900', '3900', { country: 'FR' }],
  ['009', '009'],
  ['0110', '0110'],
  ['*777', '*777'],
  ['+999123456789', '+999123456789'],
  ['EndCall', 'EndCall'],
  ['4940555XXXX', '4940555XXXX'],
  ['', null],
  ['""', null],
  ['Anonymous', 'anonymous'],
  ['RESTRICTED', 'anonymous'],
  // What a spreadsheet makes of 33612345678.
  ['3,36E+10', 'scientific'],
  ['3.36E+10', 'scientific'],
  ['4E+11', 'scientific'],
  ['4E11', '4E11'],
  ['E+10', 'E+10'],
  // What stands around a number.
  ['"Anna" <sip:+49405550100@sbc.example:5060;user=phone>;tag=7', '+49405550100', { angleBrackets: true }],
  ["\"'A B'<sip:12513001300@192.0.2.2:5060>", '+12513001300', { angleBrackets: true, country: 'US' }],
  ['0405550100', '+49405550100', { angleBrackets: true }],
  ['0405550100#', '+49405550100', { stripSuffixes: ['#'] }],
  ['0405550100 ', '+49405550100', { stripSuffixes: ['x'] }],
  // Networks of ported numbers.
  ['D77420301234567', '+49301234567', { portabilityPrefixes: ['D7742'] }],
  ['C19002490612345678', '+390612345678', { portabilityPrefixes: ['C1######'], country: 'IT' }],
  ['D77', 'D77', { portabilityPrefixes: ['D77'] }],
  // Prefixes and lengths of the source's own.
  ['8405550100', '+49405550100', { nationalPrefix: '8' }],
  ['0405550100', '0405550100', { nationalPrefix: '', bare: 'international' }],
  ['405550', '+49405550', { bare: 'national', leastDigits: 6 }],
  ['04055', '04055', { extensionDigits: 5 }],
  ['040555', '+4940555', { extensionDigits: 5 }],
  ['0800123456', '0800123456', { shortCodes: ['0800123456'] }],
  ['266696687', 'anonymous', { anonymous: ['266696687'] }],
  // Hidden digits: the beginning that shows is the number.
  ['003934710XXX', '3934710 of 003934710XXX', { masked: ['X', '*'], country: 'IT' }],
  ['4940555****', '4940555 of 4940555****', { masked: ['X', '*'] }],
  ['040555 01XXX', '494055501 of 040555 01XXX', { masked: ['X'] }],
  ['0049***1234', '0049***1234', { masked: ['*'] }],
  ['+49405550…', '49405550 of +49405550…', { masked: ['…'] }],
  ['XXXXXXX', 'XXXXXXX', { masked: ['X'] }],
  ['12XX', '12XX', { masked: ['X'] }],
  ['1234Xyz', '1234Xyz', { masked: ['X'] }],
  // Letters on keys.
  ['1800FLOWERS', '+18003569377', { lettersToDigits: true, country: 'US' }],
  ['+49800 taxi123', '+498008294123', { lettersToDigits: true }],
  ['FLOWERS', 'FLOWERS', { lettersToDigits: true }],
];

const TYPED: readonly (readonly [written: string, type: NumberTypeName, expected: string])[] = [
  ['33612345678', 'international', '+33612345678'],
  ['0033612345678', 'international', '+33612345678'],
  ['+33612345678', 'national', '+33612345678'],
  ['405550100', 'national', '+49405550100'],
  ['0405550100', 'national', '+49405550100'],
  ['5550100', 'subscriber', '5550100'],
  ['0405550100', 'unknown', '+49405550100'],
];

for (const [written, type, expected] of TYPED)
  test(`“${written}”, said to be ${type}, is ${expected}`, () => assert.equal(read(written, {}, type), expected));

for (const [written, expected, change = {}] of CASES) {
  test(`“${written}” ${JSON.stringify(change)} is ${expected}`, () => assert.equal(read(written, change), expected));
}

test('the countries table says what libphonenumber says: calling codes, national prefixes, lengths', () => {
  const metadata = new Metadata();
  assert.deepEqual([...NUMBERING_PLANS.keys()].sort(), [...getCountries()].sort());
  for (const country of getCountries()) {
    metadata.selectNumberingPlan(country);
    const plan = NUMBERING_PLANS.get(country)!;
    const lengths = metadata.numberingPlan?.possibleLengths() ?? [];
    assert.equal(plan.callingCode, getCountryCallingCode(country), country);
    assert.deepEqual([plan.minDigits, plan.maxDigits], [Math.min(...lengths), Math.max(...lengths)], country);
  }
});

/** Countries where libphonenumber knows more than prefixes: numbers that change on the way (Argentina's mobile 9, …). */
const REWRITTEN: readonly CountryCode[] = ['AR', 'BR', 'MX', 'CO', 'CR', 'SM'];

test('an example number of every country is read the same as libphonenumber reads it, in each notation', () => {
  for (const country of getCountries()) {
    const example = getExampleNumber(country, examples);
    if (example === undefined) continue;
    const plan = NUMBERING_PLANS.get(country)!;
    const abroad = plan.internationalPrefixes[0]! + example.number.slice(1);
    const written = [example.number, abroad];
    if (!REWRITTEN.includes(country)) written.push(plan.nationalPrefix + example.nationalNumber);
    // Where there is no trunk prefix, a short national number could be an extension: there the source says what bare digits are.
    const bare = plan.nationalPrefix === '' ? ({ bare: 'national' } as const) : {};
    for (const text of written) {
      assert.equal(read(text, { country, ...bare }), example.number, `${text} in ${country}`);
    }
  }
});
