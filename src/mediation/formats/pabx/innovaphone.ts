import type { FormatDefinition, TimestampDefinition } from '../../language/format.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * innovaphone PBX, CDR0 and CDR1: an XML element `cdr` for each call AND each object it passed (user, trunk), with the messages of the call as children
 * and their times as epoch seconds; no duration, which is from `conn` to `disc` or `rel`. `dir` is the object's: `from` it called, `to` it was called,
 * `cf` and `ct` it sent the call on. The trunk's elements would count every call twice: which ones count, a setting says.
 */
const instant = (field: string): TimestampDefinition => ({ fields: [field], form: { kind: 'epoch', unit: 's' } });
const event = (what: string, attribute: string) => [
  { path: `event[@msg=${what}-to].@${attribute}` },
  { path: `event[@msg=${what}-from].@${attribute}` },
];

export const innovaphone: FormatDefinition = {
  id: 'innovaphone-xml',
  version: 1,
  name: 'innovaphone PBX CDR',
  about: {
    kind: 'pabx',
    verified: 'specification',
    knowledge: ['innovaphone wiki: Reference, CDR', 'sdk.innovaphone.com: PBX CDR'],
  },
  structure: { kind: 'xml', recordPath: '//cdr' },
  fields: {
    id: { at: [{ path: '@id' }, { path: '@guid' }] },
    guid: { at: [{ path: '@guid' }] },
    object: { at: [{ path: '@cn' }] },
    dir: { at: [{ path: '@dir' }] },
    start: { at: [{ path: '@utc' }] },
    connected: { at: event('conn', 'time') },
    ended: { at: [...event('disc', 'time'), ...event('rel', 'time')] },
    own: { at: [{ path: '@e164' }] },
    other: {
      at: [...event('setup', 'e164'), ...event('alert', 'e164'), ...event('conn', 'e164')],
    },
    target: { at: [{ path: 'event[@msg=setup-to].@e164' }, { path: 'event[@msg=conn-from].@e164' }] },
  },
  settings: {
    /** Names (cn) of trunk objects, whose elements repeat those of the users. */
    trunkObjects: { kind: 'texts', default: [] },
    outsideDigit: { kind: 'text', default: '0' },
  },
  record: {
    start: instant('start'),
    duration: { field: 'ended', form: 'endMinusAnswer' },
    answered: { field: 'connected', empty: false },
    direction: {
      rules: [
        { when: { field: 'dir', oneOf: ['cf', 'ct'] }, is: 'forwarded' },
        {
          when: {
            all: [
              { field: 'dir', equals: 'from' },
              { value: 'called', is: 'e164' },
            ],
          },
          is: 'outbound',
        },
        {
          when: {
            all: [
              { field: 'dir', equals: 'to' },
              { field: 'other', matches: '^\\+?\\d{5}' },
            ],
          },
          is: 'inbound',
        },
      ],
      otherwise: 'internal',
    },
    calling: { field: 'own', byDirection: { inbound: 'other' }, outsideDigit: { setting: 'outsideDigit' } },
    called: {
      field: 'other',
      byDirection: { inbound: 'own', forwarded: 'target' },
      outsideDigit: { setting: 'outsideDigit' },
    },
    details: { nativeId: ['id'], callGroup: ['guid'], answer: instant('connected'), end: instant('ended') },
  },
  filters: [{ reason: 'trunk', when: { field: 'object', inSetting: 'trunkObjects' } }],
  dedup: { keys: [['id', 'object']] },
  fingerprint: { text: ['<cdr [^>]*guid=', '<event [^>]*msg='] },
  samples: [
    {
      name: 'a call of a user and of the trunk, one in that nobody took',
      zone: 'Europe/Berlin',
      country: 'DE',
      settings: { trunkObjects: ['Amt'] },
      content: `<cdrs>
<cdr guid="g1" sys="hq" pbx="hq" node="root" cn="Ann" e164="101" h323="ann" device="ann" dir="from" utc="1788249600" local="1788256800" id="1-1"><event msg="setup-to" time="1788249600" h323="" e164="0015120006001" type="ext"/><event msg="alert-from" time="1788249603"/><event msg="conn-from" time="1788249605" e164="0015120006001"/><event msg="disc-to" time="1788249665"/><event msg="rel-from" time="1788249666"/></cdr>
<cdr guid="g1" sys="hq" pbx="hq" node="root" cn="Amt" e164="0" h323="amt" device="amt" dir="to" utc="1788249600" local="1788256800" id="1-2"><event msg="setup-from" time="1788249600" e164="101"/><event msg="conn-to" time="1788249605"/><event msg="rel-to" time="1788249666"/></cdr>
<cdr guid="g2" sys="hq" pbx="hq" node="root" cn="Ann" e164="101" h323="ann" device="ann" dir="to" utc="1788249700" local="1788256900" id="1-3"><event msg="setup-from" time="1788249700" e164="004055506002"/><event msg="alert-to" time="1788249701"/><event msg="rel-from" time="1788249720"/></cdr>
</cdrs>
`,
      records: [
        sampleRecord('2026-09-01T08:00:00.000Z', 60_000, 'outbound', ['101', '+4915120006001'], '101'),
        sampleRecord('2026-09-01T08:01:40.000Z', 0, 'inbound', ['+494055506002', '101'], '101'),
      ],
      filtered: { trunk: 1 },
    },
  ],
};
