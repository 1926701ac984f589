/** A short simulated year; `npm run sim` lives a whole one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from './auditor/check.ts';
import type { Deed } from './deeds.ts';
import { differences, documentsDigest } from './twins.ts';
import { liveYear } from './year.ts';

const PLAN = { seed: 1, months: 3, customers: 8, callsPerFile: 30, deedsPerMonth: 12 };

test('three months with deaths in between: the auditor agrees to the cent, and without deaths the same comes of them', async () => {
  const year = await liveYear({ ...PLAN, crashes: { percent: 20, once: true } });
  assert.deepEqual(year.verdict.troubles, []);
  assert.ok(year.verdict.documents >= 20 && year.verdict.calls >= 150, JSON.stringify(year.sim.deeds.length));
  assert.ok(year.died.length >= 2, `killed in ${year.died}`);
  const twin = await liveYear({ ...PLAN, crashes: { percent: 0 } });
  assert.deepEqual(twin.died, []);
  assert.deepEqual(twin.sim.deeds, year.sim.deeds, 'the same seed, the same deeds');
  assert.deepEqual(differences(await documentsDigest(year.app), await documentsDigest(twin.app)), []);
  await theAuditorSees(twin.app, twin.sim.deeds);
  await year.app.close();
  await twin.app.close();
});

/** Told anything else than what was done, he finds it: he is no yes-man. */
async function theAuditorSees(app: Parameters<typeof audit>[0], deeds: readonly Deed[]): Promise<void> {
  const lies: readonly (readonly [string, (deed: Deed) => Deed | null])[] = [
    [
      'more for one item',
      (deed) => (deed.kind === 'item' ? { ...deed, unitPrice: String(Number(deed.unitPrice) + 1) } : null),
    ],
    ['one more', (deed) => (deed.kind === 'subscription' ? { ...deed, quantity: deed.quantity + 1 } : null)],
    [
      'another price of calls',
      (deed) =>
        deed.kind === 'prices' ? { ...deed, rows: deed.rows.map((row) => ({ ...row, price: '9.99' })) } : null,
    ],
    [
      'a call that never came',
      (deed) => (deed.kind === 'file' ? { ...deed, content: deed.content.replace(/\n[^\n]+\n$/, '\n') } : null),
    ],
    ['another owner', (deed) => (deed.kind === 'line' ? { ...deed, to: deed.from } : null)],
  ];
  for (const [what, lie] of lies) {
    const at = deeds.findIndex((deed) => lie(deed) !== null);
    const told = deeds.with(at, lie(deeds[at]!)!);
    assert.notDeepEqual((await audit(app, told)).troubles, [], what);
  }
}
