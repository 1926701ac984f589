/** A source is added, gets its price list and another format by keyboard; the wizard asks for the list too. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { CLERK } from '../../demo/operator.ts';
import { launchBrowser } from './browser.ts';
import { breaches, openWindow, readIn, settled, signIn } from './person.ts';
import { serveOperator } from './served.ts';

const demo = await serveOperator();
const browser = await launchBrowser();
after(async () => {
  await browser.close();
  await demo.close();
});

const dialogOf = (page: Page) => page.getByRole('dialog');
const textbox = (page: Page, name: string) => dialogOf(page).getByRole('textbox', { name });
/** Chooses by keyboard what a list has after typing. */
async function choose(page: Page, label: string, option: string): Promise<void> {
  await dialogOf(page).getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}
const saved = async (page: Page) => {
  await dialogOf(page).getByRole('button', { name: 'Save' }).click();
  await dialogOf(page).waitFor({ state: 'hidden' });
};

test('a source is added with what its format needs, and changed; a refusal is told in the dialog', async () => {
  const person = await openWindow(browser, demo.url);
  const { page } = person;
  await signIn(person, CLERK);
  await readIn(person, 'en');
  await page.goto('/sources');
  await settled(page);
  await page.keyboard.press('n');
  await textbox(page, 'Short name').fill('border');
  await textbox(page, 'Name').last().fill('Border Kiel');
  await choose(page, 'Kind', 'Border controller');
  await choose(page, 'Format', 'AudioCodes SBC CDR (syslog)');
  const save = dialogOf(page).getByRole('button', { name: 'Save' });
  assert.equal(await save.isDisabled(), true, 'the groups of carriers are missing');
  await textbox(page, 'IP groups of carriers').fill('HANSA\nNORD');
  await dialogOf(page).getByRole('combobox', { name: 'Time zone' }).fill('Mars/Olympus');
  await save.click();
  await dialogOf(page).getByText('Mars/Olympus is no time zone').waitFor();
  assert.deepEqual(await breaches(page), []);
  await dialogOf(page).getByRole('combobox', { name: 'Time zone' }).fill('UTC');
  await saved(page);
  const row = page.getByRole('row', { name: /Border Kiel/ });
  await row.getByText('none: what the records say').waitFor();
  await row.getByText('real rows').waitFor();

  await row.getByRole('button', { name: /Border Kiel/ }).focus();
  await page.keyboard.press('Enter');
  assert.equal(await textbox(page, 'IP groups of carriers').inputValue(), 'HANSA\nNORD');
  await choose(page, 'Paid by price list', 'Hansa Carrier, Einkauf 2026');
  await choose(page, 'Parts of a second', 'seconds rounded down');
  await saved(page);
  await row.getByRole('link', { name: 'HANSA' }).waitFor();
  await row.getByText('seconds rounded down').waitFor();

  await row.getByRole('button', { name: /Border Kiel/ }).click();
  await choose(page, 'Format', 'FreeSWITCH mod_json_cdr');
  assert.equal(await textbox(page, 'SIP profiles of carriers').inputValue(), 'external', 'what the format says');
  await saved(page);
  await row.getByRole('link', { name: 'FreeSWITCH mod_json_cdr' }).waitFor();
  assert.deepEqual(await breaches(page), []);
  assert.deepEqual(
    person.complaints.filter((each) => !/ status of 422 /.test(each)),
    [],
  );
  await page.context().close();
});
