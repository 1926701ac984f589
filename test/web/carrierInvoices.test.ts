/** A carrier's invoice from the file to the dispute, by keyboard where there is one; read by everybody in three languages. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { LANGUAGES, type Language } from '#base';
import { saveCarrier } from '#control/service';
import { addSource, importFile } from '#mediation/service';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { CLERK } from '../../demo/operator.ts';
import { testActor } from '../database.ts';
import { launchBrowser } from './browser.ts';
import { breaches, englishOnly, openWindow, readIn, readings, settled, signIn } from './person.ts';
import { serveOperator } from './served.ts';

const MONTH = '2026-09';
const CALLS = 20;

const served = await serveOperator();
const browser = await launchBrowser();
after(async () => {
  await browser.close();
  await served.close();
});
await deliverCalls();
const bill = join(served.app.dataDir, 'bill.csv');
// Its headings are nobody's words but one; a number nobody has, and one whose calls we have at no cost.
writeFileSync(
  bill,
  'Rechnungsnummer;OST-9\nMonat;September 2026\nKennwort;Anzahl;Minuten;Wert\n+4930555100;20;20;2,00\n+4930777777;3;3;1,50\n',
);

/** A source with calls of one number at no cost, and the carrier that bills them. */
async function deliverCalls(): Promise<void> {
  const { app } = served;
  const actor = testActor(1, 'clerk');
  await inTransaction(app, actor, async (ctx) => {
    const place = { format: 'french-carrier-csv', zone: 'Europe/Berlin', country: 'DE', settings: {} };
    const source = { ...place, code: 'ost', name: 'Ost Carrier', kind: 'carrier', supplierPriceListId: null } as const;
    const { id } = await addSource(ctx, source);
    await saveCarrier(ctx, { code: 'ost', name: 'Ost Carrier', sourceIds: [id] });
  });
  const rows = Array.from(
    { length: CALLS },
    (_, n) =>
      `${String(1 + n).padStart(2, '0')}/09/2026;09:00:00;Sortant;+4930555100;+4940555${1000 + n};60;0,01;;ost${n}\n`,
  );
  const path = join(app.dataDir, 'ost.csv');
  writeFileSync(path, `Date;Heure;Sens;Appelant;Appelé;Durée;Prix HT;Compte;Identifiant\n${rows.join('')}`);
  const report = await importFile(
    app,
    actor,
    { path, name: 'ost.csv', sourceCode: 'ost' },
    { rate: () => {} },
    silentProgress,
  );
  assert.deepEqual([report.state, report.rejected], ['imported', 0]);
}

const foreignTo = (language: Language) => (language === 'en' ? new Set<string>() : englishOnly(language));

async function looksRight(page: Page, language: Language, what: string): Promise<void> {
  await settled(page);
  assert.deepEqual(await breaches(page), [], what);
  const foreign = foreignTo(language);
  assert.deepEqual(
    (await readings(page)).filter((each) => foreign.has(each)),
    [],
    what,
  );
}

test('imported with columns that somebody names, compared, disputed', async () => {
  const person = await openWindow(browser, served.url);
  const { page, complaints } = person;
  await signIn(person, CLERK);
  await readIn(person, 'en');
  await page.goto('/carrier-invoices/import?carrier=ost');
  await page.setInputFiles('input[type=file]', bill);
  await page.waitForSelector('table');
  for (const [heading, column] of [
    ['Kennwort', 'Number or account'],
    ['Wert', 'Net amount'],
  ] as const) {
    await page.getByRole('combobox', { name: heading }).click();
    await page.getByRole('option', { name: column, exact: true }).click();
  }
  await page.getByRole('button', { name: 'Import and compare' }).click();
  await page.waitForURL(`**/carrier-invoices/ost/${MONTH}*`);
  await page.waitForFunction(() => document.querySelectorAll('main tbody tr').length === 2);
  // The largest first: calls without a price of ours, opened by keyboard down to the calls.
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Difference' });
  await drawer.getByRole('region', { name: 'Our calls' }).waitFor();
  assert.equal(await drawer.getByRole('region', { name: 'Our calls' }).locator('tbody tr').count(), CALLS);
  await drawer.getByRole('button', { name: 'Dispute' }).click();
  const asking = page.getByRole('dialog', { name: 'Dispute this difference?' });
  await asking.getByRole('textbox').fill('No price was agreed');
  await asking.getByRole('button', { name: 'Dispute' }).click();
  await asking.waitFor({ state: 'hidden' });
  await page.waitForFunction(() => document.querySelectorAll('main tbody tr').length === 1);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

for (const language of LANGUAGES)
  test(`carrier invoices: ${language}`, async () => {
    const person = await openWindow(browser, served.url);
    const { page, complaints } = person;
    await signIn(person, CLERK);
    await readIn(person, language);
    await page.goto('/carrier-invoices');
    await page.waitForSelector('tbody tr');
    await looksRight(page, language, 'list');
    await page.keyboard.press('n');
    await page.waitForSelector('[role=dialog]');
    await looksRight(page, language, 'carrier');
    await page.goto('/carrier-invoices/import');
    await looksRight(page, language, 'import');
    await page.goto(`/carrier-invoices/ost/${MONTH}?only=all`);
    await page.waitForSelector('tbody tr');
    for (const key of ['1', '2', '3', '4']) {
      await page.keyboard.press(key);
      await page.waitForSelector('.grid-frame');
      await looksRight(page, language, `view ${key}`);
    }
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
