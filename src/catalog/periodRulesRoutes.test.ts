import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { inTransaction } from '#platform/db';
import { createHttp } from '#platform/http';
import { testActor, testApp } from '#test/database';
import { catalogRoutes } from './routes.ts';
import * as catalog from './service.ts';

const app = await testApp();
const http = await createHttp(app, { authenticate: async () => testActor() });
catalogRoutes(http);
after(async () => {
  await http.server.close();
  await app.close();
});

async function ask(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object) {
  const payload = body === undefined ? {} : { payload: body };
  const reply = await http.server.inject({ method, url: `/api/period-rules${path}`, ...payload });
  return { status: reply.statusCode, body: reply.json() };
}
const NAME = { de: 'Mindestumsatz', fr: 'Minimum', en: 'Minimum' };
const COMMITMENT = { kind: 'minimumCommitment', amount: '50', revenueAccount: '8400' };

test('period rules belong to plans and options and have versions by date', async () => {
  await inTransaction(app, app.actor, async (ctx) => {
    await catalog.addCalendar(ctx, { code: 'flat', zone: 'Europe/Berlin', bands: ['all'] });
    const list = { name: 'Retail', side: 'customer', currency: 'EUR', calendarCode: 'flat' } as const;
    await catalog.addPriceList(ctx, { ...list, code: 'retail' });
    await catalog.addPlan(ctx, { code: 'FLEX', name: NAME, priceListCode: 'retail' });
    await catalog.addOption(ctx, { code: 'PACK', name: NAME, priceListCode: 'retail' });
  });
  const rule = { code: 'MIN-50', name: NAME, validFrom: '2026-01-01', definition: COMMITMENT };
  assert.equal((await ask('POST', '', { ...rule, planCodes: ['FLEX'] })).status, 200);
  assert.equal((await ask('PATCH', '/MIN-50', { optionCodes: ['PACK'] })).status, 200);
  const next = { validFrom: '2026-07-01', definition: { ...COMMITMENT, amount: '60' } };
  assert.equal((await ask('PUT', '/MIN-50/versions', next)).status, 200);
  assert.equal((await ask('PUT', '/MIN-50/versions', { ...next, validFrom: '2027-01-01' })).status, 200);
  assert.equal((await ask('DELETE', '/MIN-50/versions/2027-01-01')).status, 200);
  const [kept] = (await ask('GET', '')).body.periodRules;
  assert.deepEqual([kept.planCodes, kept.optionCodes], [['FLEX'], ['PACK']]);
  assert.deepEqual(
    kept.versions.map((version: { validFrom: string; definition: { amount: string } }) => [
      version.validFrom,
      version.definition.amount,
    ]),
    [
      ['2026-01-01', '50'],
      ['2026-07-01', '60'],
    ],
  );

  const tier = { unitPrice: '1' };
  const graduated = {
    kind: 'graduated',
    revenueAccount: '8400',
    scope: { services: ['voice'] },
    measure: { per: 'minute' },
    tiers: [{ ...tier, upTo: 10 }, { ...tier, upTo: 5 }, tier],
  };
  const refusals = [
    await ask('POST', '', rule),
    await ask('POST', '', { ...rule, code: 'X', planCodes: ['NONE'] }),
    await ask('POST', '', { ...rule, code: 'X', optionCodes: ['NONE'] }),
    await ask('POST', '', { ...rule, code: 'X', definition: graduated }),
    await ask('PUT', '/MIN-50/versions', { validFrom: '2026-01-01', definition: graduated }),
    await ask('PATCH', '/NONE', {}),
    await ask('DELETE', '/MIN-50/versions/2026-02-01'),
  ];
  assert.deepEqual(
    refusals.map(({ body }) => body.code),
    [
      'catalog.codeTaken',
      'plan.unknown',
      'option.unknown',
      'periodRule.invalid',
      'periodRule.invalid',
      'periodRule.unknown',
      'periodRule.noSuchVersion',
    ],
  );
  await ask('DELETE', '/MIN-50/versions/2026-07-01');
  assert.equal((await ask('DELETE', '/MIN-50/versions/2026-01-01')).body.code, 'periodRule.onlyVersion');
});
