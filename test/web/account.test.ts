/** A customer's account by keyboard alone: what is open, set off, written off and taken back, and what a person sees where there is nothing or trouble. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { DocumentToPost } from '#ledger';
import { postDocuments, postPayment, verifyLedger } from '#ledger/service';
import { inTransaction } from '#platform/db';
import { APPROVER, CLERK } from '../../demo/operator.ts';
import { testActor } from '../database.ts';
import { launchBrowser } from './browser.ts';
import { breaches, openWindow, readIn, settled, signIn, tabTo } from './person.ts';
import { serveOperator } from './served.ts';

const served = await serveOperator();
const browser = await launchBrowser();
after(async () => {
  await browser.close();
  await served.close();
});

const PATH = '/customers/1?tab=account';
/** The tab that is shown. */
const PANEL = '[role=tabpanel]:visible';
const actor = testActor(1, 'clerk');

function documentOf(documentNumber: string, grossMinor: bigint, bookedOn: string, currency = 'EUR'): DocumentToPost {
  const kind = grossMinor < 0n ? 'creditNote' : 'invoice';
  const taxMinor = (grossMinor * 19n) / 119n;
  const revenue = [{ account: '8400', netMinor: grossMinor - taxMinor }];
  const taxes = [{ category: 'S', percent: '19', taxMinor }];
  return { kind, documentNumber, customerId: 1, bookedOn, dueOn: bookedOn, currency, grossMinor, revenue, taxes };
}

/** The account before anybody looks: an invoice that is paid in part, a credit note, and something in francs. */
async function book(): Promise<void> {
  await inTransaction(served.app, actor, async (ctx) => {
    await postDocuments(ctx, [
      documentOf('R2026-000001', 11_900n, '2026-09-03'),
      documentOf('G2026-000001', -2_380n, '2026-10-03'),
      documentOf('R2026-000002', 500n, '2026-10-03', 'CHF'),
    ]);
    const payment = { customerId: 1, currency: 'EUR', amountMinor: 4_000n, bookedOn: '2026-10-09' } as const;
    await postPayment(ctx, { ...payment, reference: 'BANK-4711', channel: 'transfer' });
  });
}

/** Rows of one of the tables, as they are read. */
const rowsOf = (page: Page, label: string) =>
  page
    .locator(`section[aria-label="${label}"] tbody tr`)
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent).join('|')),
    );

async function atAccount(user = CLERK) {
  const person = await openWindow(browser, served.url);
  await signIn(person, user);
  await readIn(person, 'en');
  await person.page.goto(PATH);
  await person.page.waitForSelector(PANEL);
  await settled(person.page);
  return person;
}

test('nothing booked yet, and a server in trouble, are told in words', async () => {
  const { page } = await atAccount();
  assert.match((await page.textContent(PANEL)) ?? '', /Nothing booked yet/);
  assert.deepEqual(await breaches(page), []);
  await page.route('**/api/customers/1/account', (route) => route.fulfill({ status: 503, body: '{}' }));
  await page.reload();
  await page.waitForSelector(`${PANEL} [role=alert]`, { timeout: 20_000 });
  assert.deepEqual(await breaches(page), []);
  await page.unroute('**/api/customers/1/account');
  await page.click('[role=alert] button');
  await page.waitForSelector('text=Nothing booked yet');
  await page.context().close();
});

test('the account is read, set off, written off and a payment taken back by keyboard', async () => {
  await book();
  const { page, complaints } = await atAccount();
  // Francs come first by their letters; the euro is chosen by keyboard.
  await tabTo(page, '[role=tabpanel] input[type=radio]:checked');
  await page.keyboard.press('ArrowRight');
  await page.waitForSelector('text=BANK-4711');
  assert.match(page.url(), /currency=EUR/);
  await settled(page);
  assert.deepEqual(
    (await rowsOf(page, 'Account statement')).map((row) => row.replace(/\d\d\/\d\d\/\d{4}\|/, '')),
    ['BANK-4711|Payment||40.00|55.20', 'G2026-000001|Credit note||23.80|95.20', 'R2026-000001|Invoice|119.00||119.00'],
  );
  assert.deepEqual(await breaches(page), []);

  await setOff(page);
  await writeOff(page);
  await takeBack(page);
  assert.deepEqual(
    (await rowsOf(page, 'Open items')).map((row) => row.split('|').at(-1)),
    ['85.20'],
  );
  assert.deepEqual(complaints, []);
  assert.deepEqual((await inTransaction(served.app, actor, verifyLedger)).findings, []);
  await page.context().close();
});

async function setOff(page: Page): Promise<void> {
  await page.keyboard.press('v');
  await page.waitForSelector('[role=dialog] button[type=submit]:focus');
  assert.deepEqual(await breaches(page), []);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=dialog]', { state: 'detached' });
  await page.waitForSelector('section[aria-label="Account statement"] >> text=Set-off');
  assert.deepEqual(
    (await rowsOf(page, 'Open items')).map((row) => row.split('|').at(-1)),
    ['55.20'],
  );
}

async function writeOff(page: Page): Promise<void> {
  await page.locator('section[aria-label="Open items"]').focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=dialog] table');
  assert.deepEqual(await breaches(page), []);
  await tabTo(page, '[role=dialog] button:has-text("Write off")');
  await page.keyboard.press('Enter');
  await page.waitForSelector('text=Take back the VAT on it');
  await tabTo(page, 'input[inputmode=decimal]');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('10,00');
  assert.deepEqual(await breaches(page), []);
  await page.keyboard.press('Enter');
  await page.waitForSelector('text=Take back the VAT on it', { state: 'detached' });
  await page.keyboard.press('Escape');
  await page.waitForSelector('[role=dialog]', { state: 'detached' });
  await page.waitForSelector('section[aria-label="Account statement"] >> text=Write-off');
  assert.deepEqual(
    (await rowsOf(page, 'Open items')).map((row) => row.split('|').at(-1)),
    ['45.20'],
  );
}

async function takeBack(page: Page): Promise<void> {
  const payment = 'section[aria-label="Account statement"] button:has-text("BANK-4711")';
  await tabTo(page, payment);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=dialog] table');
  await tabTo(page, '[role=dialog] button:has-text("Reverse")');
  await page.keyboard.press('Enter');
  await page.waitForSelector('input[maxlength="200"]:focus');
  await page.keyboard.type('AC04 account closed');
  assert.deepEqual(await breaches(page), []);
  await page.keyboard.press('Enter');
  await page.waitForSelector('input[maxlength="200"]', { state: 'detached' });
  await page.waitForSelector('text=Reversed by');
  await page.keyboard.press('Escape');
  await page.waitForSelector('[role=dialog]', { state: 'detached' });
}

test('who may only read sees the account and no deeds', async () => {
  const { page } = await atAccount(APPROVER);
  await page.goto(`${PATH}&currency=EUR`);
  await page.waitForSelector('text=BANK-4711');
  assert.equal(await page.locator('button:has-text("Set off")').count(), 0);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=dialog] table');
  assert.equal(await page.locator('button:has-text("Write off")').count(), 0);
  await page.context().close();
});
