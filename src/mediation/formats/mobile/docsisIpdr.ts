import type { FormatDefinition } from '../../language/format.ts';
import { ISO_WITH_OFFSET, paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/**
 * Cable networks, IPDR documents of DOCSIS SAMIS type 1 (XML): octets of each service flow since it began, told again at every interval (`RecType` 1) and a
 * last time when it ends (2). What counts is the last of them.
 */
export const docsisIpdr: FormatDefinition = {
  id: 'docsis-samis-ipdr-xml',
  version: 1,
  name: 'DOCSIS SAMIS, IPDR documents (XML)',
  about: {
    kind: 'data',
    verified: 'none',
    knowledge: ['names of the elements of CableLabs DOCSIS-SAMIS-TYPE-1, as remembered'],
  },
  structure: { kind: 'xml', recordPath: '//IPDR' },
  fields: {
    ...paths({
      recordType: ['recType', 'RecType'],
      written: ['IPDRcreationTime', 'recCreationTime', 'RecCreationTime'],
      modem: ['cmMacAddr', 'CmMacAddr', 'CMmacAddress'],
      flow: ['serviceIdentifier', 'ServiceIdentifier', 'SFIdentifier'],
      flowName: ['serviceClassName', 'ServiceClassName', 'SFclassName'],
      way: ['serviceDirection', 'ServiceDirection', 'SFdirection'],
      octets: ['serviceOctetsPassed', 'ServiceOctetsPassed', 'serviceOctetsPass'],
      seconds: ['serviceTimeActive', 'ServiceTimeActive'],
    }),
    none: { at: [{ constant: '' }] },
  },
  recordTypes: [
    { when: { field: 'recordType', oneOf: ['2', 'Stop', 'stop'] }, role: 'stop' },
    { when: { field: 'recordType', oneOf: ['1', 'Interim', 'interim'] }, role: 'interim' },
  ],
  multiLeg: {
    groupBy: ['modem', 'flow', 'way'],
    windowS: 172_800,
    fold: 'startStop',
    counters: 'cumulative',
    complete: { field: 'recordType', oneOf: ['2', 'Stop', 'stop'] },
    incomplete: 'store',
  },
  record: {
    service: 'data',
    start: { fields: ['written'], form: { kind: 'pattern', patterns: ISO_WITH_OFFSET }, marks: 'end' },
    duration: { field: 'seconds', form: 's' },
    answered: { field: 'modem', empty: false },
    direction: {
      rules: [{ when: { field: 'way', oneOf: ['1', 'Downstream', 'downstream'] }, is: 'inbound' }],
      otherwise: 'outbound',
    },
    calling: { field: 'none' },
    called: { field: 'none' },
    account: { field: 'modem' },
    volume: { fields: ['octets'] },
    details: { callGroup: ['modem', 'flow'] },
  },
  dedup: { keys: [['modem', 'flow', 'way', 'written']] },
  fingerprint: { paths: ['recordType', 'written', 'modem', 'octets'] },
  samples: [
    {
      name: 'an interim and the end of a flow, a flow that goes on, a type nobody knows',
      zone: 'UTC',
      country: 'DE',
      content: `<?xml version="1.0" encoding="UTF-8"?>
<ipdr:IPDRDoc xmlns:ipdr="http://www.ipdr.org/namespaces/ipdr" docId="x" version="3.5">
<ipdr:IPDR><IPDRcreationTime>2026-09-01T10:00:00.000Z</IPDRcreationTime><cmMacAddr>00-00-5E-00-53-01</cmMacAddr><recType>1</recType><serviceIdentifier>77</serviceIdentifier><serviceClassName>Silber</serviceClassName><serviceDirection>1</serviceDirection><serviceOctetsPassed>1000</serviceOctetsPassed><serviceTimeActive>3600</serviceTimeActive></ipdr:IPDR>
<ipdr:IPDR><IPDRcreationTime>2026-09-01T10:30:00.000Z</IPDRcreationTime><cmMacAddr>00-00-5E-00-53-01</cmMacAddr><recType>2</recType><serviceIdentifier>77</serviceIdentifier><serviceClassName>Silber</serviceClassName><serviceDirection>1</serviceDirection><serviceOctetsPassed>5000</serviceOctetsPassed><serviceTimeActive>5400</serviceTimeActive></ipdr:IPDR>
<ipdr:IPDR><IPDRcreationTime>2026-09-01T10:30:00.000Z</IPDRcreationTime><cmMacAddr>00-00-5E-00-53-01</cmMacAddr><recType>1</recType><serviceIdentifier>78</serviceIdentifier><serviceClassName>Silber</serviceClassName><serviceDirection>2</serviceDirection><serviceOctetsPassed>50</serviceOctetsPassed><serviceTimeActive>5400</serviceTimeActive></ipdr:IPDR>
<ipdr:IPDR><IPDRcreationTime>2026-09-01T10:30:00.000Z</IPDRcreationTime><cmMacAddr>00-00-5E-00-53-01</cmMacAddr><recType>9</recType><serviceIdentifier>78</serviceIdentifier><serviceClassName>Silber</serviceClassName><serviceDirection>2</serviceDirection><serviceOctetsPassed>50</serviceOctetsPassed><serviceTimeActive>5400</serviceTimeActive></ipdr:IPDR>
</ipdr:IPDRDoc>
`,
      records: [
        sampleRecord('2026-09-01T09:00:00.000Z', 5400000, 'inbound', [null, null], '00-00-5E-00-53-01', null, {
          service: 'data',
          volume: 5000,
        }),
      ],

      rejected: ['mediation.recordType'],
    },
  ],
};
