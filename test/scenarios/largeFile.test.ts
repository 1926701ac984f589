/** Files of more than one batch: what goes wrong late in a file concerns what is in the database already. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { importFile } from '#mediation/service';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { compileRater } from '#rating/service';
import { asOwner, type TestApp, testApp } from '../database.ts';
import { setUpOperator } from './operator.ts';

const HEADER = 'Datum;Uhrzeit;Richtung;Rufnummer A;Rufnummer B;Dauer (s);Betrag netto;Verbindungs-ID\n';
/** More than a batch. */
const RECORDS = 130_000;

let app: TestApp;
before(async () => {
  app = await testApp();
  await inTransaction(app, app.actor, setUpOperator);
});
after(() => app.close());

/** The nth call of September 2025, a minute each: 0.0190. */
function call(nth: number): string {
  const at = new Date(Date.UTC(2025, 8, 1) + nth * 9000).toISOString();
  const date = `${at.slice(8, 10)}.09.2025`;
  return `${date};${at.slice(11, 19)};Abgehend;04066969120;03055501234;60;0,0040;L${nth}\n`;
}
const calls = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => call(from + index)).join('');

async function imported(name: string, content: string) {
  const path = join(app.dataDir, name);
  writeFileSync(path, content);
  const rater = await inTransaction(app, app.actor, compileRater);
  return importFile(app, app.actor, { path, name, sourceCode: 'hansa' }, rater, silentProgress);
}

const storedNow = () =>
  asOwner(app.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ records: number; micro: string }>(
      'select count(*)::int as records, coalesce(sum(charge_micro), 0)::text as micro from usage.record',
    );
    return [rows[0]?.records, rows[0]?.micro];
  });

test('a file found unusable after a batch of it was stored leaves nothing behind', async () => {
  const report = await imported('unusable.csv', `${HEADER}${calls(0, RECORDS)}${'nothing to read\n'.repeat(RECORDS)}`);
  assert.deepEqual([report.state, report.findings[0]?.code], ['quarantined', 'mediation.fileRejects']);
  assert.deepEqual(await storedNow(), [0, '0']);
});

test('calls of the first batch that come again in the second are counted once', async () => {
  const report = await imported('repeats.csv', `${HEADER}${calls(0, RECORDS)}${calls(0, 500)}`);
  assert.deepEqual([report.records, report.stored, report.duplicates], [RECORDS + 500, RECORDS, 500]);
  assert.deepEqual(await storedNow(), [RECORDS, String(RECORDS * 19_000)]);
});

test('so are calls of an earlier file, whatever batch they are in', async () => {
  const report = await imported('overlap.csv', `${HEADER}${calls(RECORDS - 1000, RECORDS * 2 - 1000)}`);
  assert.deepEqual([report.stored, report.duplicates], [RECORDS - 1000, 1000]);
  assert.deepEqual(await storedNow(), [RECORDS * 2 - 1000, String((RECORDS * 2 - 1000) * 19_000)]);
});
