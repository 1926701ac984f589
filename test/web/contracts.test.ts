import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { CLERK } from '../../demo/operator.ts';
import { launchBrowser } from './browser.ts';
import { breaches, openWindow, readIn, signIn } from './person.ts';
import { serveOperator } from './served.ts';

const demo = await serveOperator();
const browser = await launchBrowser();
after(async () => {
  await browser.close();
  await demo.close();
});

/** Folder for pictures of what is tested, where somebody wants to look at it. */
const { PICTURES } = process.env;

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

async function clerk() {
  const person = await openWindow(browser, demo.url);
  await signIn(person, CLERK);
  await readIn(person, 'en');
  return person;
}

/** The dialog on top is read by everybody, then sent off; it closes. */
async function send(page: Page, name: string): Promise<void> {
  assert.deepEqual(await breaches(page), [], name);
  await picture(page, name);
  await page.click('[role=dialog] button[type=submit] >> nth=-1');
  await page.waitForSelector('[role=dialog] form', { state: 'detached' });
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).last().click();
  await page.getByRole('option', { name: option }).first().click();
}

async function sequence(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
  await page.waitForSelector('[role=dialog] form');
}

test('a contract with ten numbers, a fee and a discount is entered in some keystrokes; notice, history and the way back', async () => {
  const { page, complaints } = await clerk();
  await page.goto('/customers/7');
  await page.waitForSelector('section.grid-frame');
  await picture(page, 'contracts');
  assert.deepEqual(await breaches(page), []);
  await sequence(page, 'n');
  await page.getByLabel('Contract number').fill('V-TEST');
  await page.getByLabel('Begins on').fill('2026-09-01');
  await choose(page, 'Price plan', '');
  await page.getByLabel('Minimum term (months)').fill('24');
  await page.getByLabel('Notice (months)').fill('3');
  await page.getByLabel('Renewed by (months)').fill('12');
  await send(page, 'new-contract');
  const card = page.locator('.mantine-Paper-root', { hasText: 'Contract V-TEST' }).last();
  await card.waitFor();

  await card.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('menuitem', { name: 'Numbers' }).click();
  const numbers = Array.from({ length: 10 }, (_, index) => `030 9876510${index}`).join('\n');
  await page.getByLabel('Numbers, one a row').fill(`${numbers}\nno number`);
  await page.getByLabel('From').fill('2026-09-01');
  await page.getByRole('button', { name: 'Read' }).first().click();
  await page.getByText('free').first().waitFor();
  await send(page, 'lines');
  await card.getByText('+49 30 98765109').first().waitFor();

  await card.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('menuitem', { name: 'Subscription' }).click();
  await choose(page, 'Product', '');
  await page.getByLabel('Begins on').fill('2026-09-01');
  await send(page, 'subscription');
  await card.locator('button.row-open').first().click();
  await page.getByRole('button', { name: 'Discount' }).click();
  await page.getByLabel('Off the fee of a period').fill('50');
  await page.getByLabel('From').fill('2026-09-01');
  await page.getByLabel('First day without it').fill('2026-12-01');
  await send(page, 'discount');
  await page.getByText('50 % off').waitFor();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByLabel('From').fill('2027-01-01');
  await page.getByRole('textbox', { name: 'Quantity' }).fill('12');
  await send(page, 'change');
  await page.getByText('planned').first().waitFor();
  assert.deepEqual(await breaches(page), []);
  await picture(page, 'subscription-drawer');
  await page.keyboard.press('Escape');

  await card.getByRole('button', { name: 'Do' }).click();
  await page.getByRole('menuitem', { name: 'Notice' }).click();
  await page.getByLabel('Notice came in on').fill('2026-10-01');
  await page.getByText('31/08/2028').waitFor();
  await send(page, 'notice');
  await card.getByText('The contract ends').waitFor();
  await card.getByRole('button', { name: 'Do' }).click();
  await page.getByRole('menuitem', { name: 'History' }).click();
  await page.getByText('Notice given').first().waitFor();
  assert.deepEqual(await breaches(page), []);
  await picture(page, 'history');
  await page.keyboard.press('Escape');
  await picture(page, 'contract-after');
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('prices are raised by a rule: previewed, put in force, told by letter, undone', async () => {
  const { page, complaints } = await clerk();
  await page.goto('/indexation');
  await page.getByText('No rule yet').waitFor();
  await page.keyboard.press('n');
  await page.getByLabel('Code').fill('Y27');
  await page.getByLabel('Name').fill('Yearly');
  await page.getByRole('textbox', { name: 'Percent', exact: true }).fill('3');
  await page.getByLabel('A price holds at least (months)').fill('0');
  await send(page, 'rule');
  await page.getByLabel('New prices from').fill('2027-02-01');
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByText('Difference').waitFor();
  assert.deepEqual(await breaches(page), []);
  await picture(page, 'indexation-preview');
  await page.getByRole('button', { name: 'Put in force' }).click();
  await send(page, 'indexation-confirm');
  await page.getByText('in force').last().waitFor();
  await page.locator('section[aria-label="Indexations applied"] button.row-open').click();
  const write = page.getByRole('button', { name: /Write \d+ letters/ });
  await write.click();
  await page.getByText('All letters are written').waitFor();
  assert.deepEqual(await breaches(page), []);
  await picture(page, 'indexation-drawer');
  const href = await page.locator('[role=dialog] a').first().getAttribute('href');
  const letter = await page.request.get(href ?? '');
  assert.equal(letter.headers()['content-type'], 'application/pdf');
  await page.getByRole('button', { name: 'Undo' }).click();
  await send(page, 'indexation-undo');
  await page.getByText(/undone by/).waitFor();
  assert.deepEqual(complaints, []);
  await page.context().close();
});
