import type { FormatDefinition } from '../../language/format.ts';
import { paths } from '../paths.ts';
import { sampleRecord } from '../sampleRecord.ts';

/** A callback service's notice of a finished call (XML): it calls both parties, so that each leg is a call of its own with its length and cost. */
export const callbackXml: FormatDefinition = {
  id: 'callback-notification-xml',
  version: 1,
  name: 'Callback service, notice of a finished call (XML)',
  about: { kind: 'carrier', verified: 'sample', knowledge: ['a document of the tests of CGRateS (xmldp)'] },
  structure: { kind: 'xml', recordPath: '//complete-success-notification', each: 'callleg' },
  fields: {
    ...paths({
      call: '..@callid',
      leg: '@calllegid',
      begun: '..connecttime',
      user: '..userid',
      called: 'number',
      seconds: 'seconds',
      cost: 'cost.@amount',
    }),
    none: { at: [{ constant: '' }] },
  },
  record: {
    start: { fields: ['begun'], form: { kind: 'pattern', patterns: ['yyyy-MM-ddTHH:mm:ss'] } },
    duration: { field: 'seconds', form: 's' },
    direction: { rules: [], otherwise: 'outbound' },
    calling: { field: 'none' },
    called: { field: 'called' },
    account: { field: 'user' },
    costs: [{ field: 'cost' }],
    details: { nativeId: ['call', 'leg'], callGroup: ['call'] },
  },
  dedup: { keys: [['call', 'leg']] },
  fingerprint: { paths: ['call', 'leg', 'begun'] },
  samples: [
    {
      name: 'both legs of a call, a number in groups',
      zone: 'Europe/London',
      country: 'GB',
      content: `<complete-success-notification callid="901">
	<createtime>2026-09-01T14:16:42</createtime>
	<connecttime>2026-09-01T14:16:56</connecttime>
	<endtime>2026-09-01T14:17:34</endtime>
	<userid>77</userid>
	<totalcost amount="0.21" currency="GBP">£0.21</totalcost>
	<callleg calllegid="9001"><number>+441632960151</number><seconds>38</seconds><cost amount="0.0140" currency="GBP">£0.0140</cost></callleg>
	<callleg calllegid="9002"><number>+44 7700 900152</number><seconds>37</seconds><cost amount="0.1890" currency="GBP">£0.1890</cost></callleg>
</complete-success-notification>
`,
      records: [
        sampleRecord('2026-09-01T13:16:56.000Z', 38000, 'outbound', [null, '+441632960151'], '77', '0.014'),
        sampleRecord('2026-09-01T13:16:56.000Z', 37000, 'outbound', [null, '+447700900152'], '77', '0.189'),
      ],
    },
  ],
};
