/** A feed is set up by its fields, changed, watched and switched off; readable for everybody. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { CLERK } from '../../demo/operator.ts';
import { launchBrowser } from './browser.ts';
import { breaches, openWindow, readIn, signIn } from './person.ts';
import { serveDemo } from './served.ts';

const demo = await serveDemo();
const browser = await launchBrowser();
after(async () => {
  await browser.close();
  await demo.close();
});

const dialogOf = (page: Page) => page.getByRole('dialog');
const fieldOf = (page: Page, name: string) => dialogOf(page).getByRole('textbox', { name, exact: true });
async function choose(page: Page, label: string, option: string): Promise<void> {
  await dialogOf(page).getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test('a feed asks for what its kind needs, tells what is missing, and never shows its secret again', async () => {
  const person = await openWindow(browser, demo.url);
  const { page } = person;
  await signIn(person, CLERK);
  await readIn(person, 'en');
  await page.goto('/feeds');
  await page.waitForSelector('h1');
  await page.keyboard.press('n');
  await fieldOf(page, 'Short name').fill('nightly');
  await dialogOf(page).getByRole('combobox', { name: 'Source', exact: true }).click();
  await page.getByRole('option').first().click();
  await choose(page, 'Kind', 'fetched by SFTP');
  await dialogOf(page).getByRole('button', { name: 'Save' }).click();
  await dialogOf(page).getByText('Missing, or not possible').first().waitFor();
  assert.equal(await dialogOf(page).getByText('Missing, or not possible').count(), 2, 'host and user');
  assert.equal(await dialogOf(page).getByText('This is missing').count(), 1, 'the password');
  assert.deepEqual(await breaches(page), []);
  await fieldOf(page, 'Host').fill('127.0.0.1');
  await fieldOf(page, 'Port').fill('9');
  await fieldOf(page, 'User').fill('carrier');
  await fieldOf(page, 'Names of the files').fill('(');
  await dialogOf(page).getByLabel('Password', { exact: true }).fill('geheim');
  await dialogOf(page).getByText('This is no regular expression').waitFor();
  await fieldOf(page, 'Names of the files').fill('.*');
  await dialogOf(page).getByRole('button', { name: 'Save' }).click();
  await dialogOf(page).waitFor({ state: 'hidden' });
  const row = page.getByRole('row', { name: /nightly/ });
  await row.getByText('in trouble').waitFor();
  await row.getByText(/No connection to 127\.0\.0\.1/).waitFor();
  assert.deepEqual(await breaches(page), []);

  await page.getByRole('button', { name: /^nightly/ }).click();
  await fieldOf(page, 'Host').waitFor();
  assert.equal(await dialogOf(page).getByLabel('Password', { exact: true }).inputValue(), '');
  await dialogOf(page).getByRole('switch', { name: 'As text' }).click();
  const settings: unknown = JSON.parse(await fieldOf(page, 'Settings (JSON)').inputValue());
  assert.deepEqual(
    [
      Reflect.get(Object(settings), 'host'),
      Reflect.get(Object(settings), 'port'),
      JSON.stringify(settings).includes('geheim'),
    ],
    ['127.0.0.1', 9, false],
  );
  await dialogOf(page).getByRole('button', { name: 'Save' }).click();
  await dialogOf(page).waitFor({ state: 'hidden' });
  await row.getByRole('button', { name: /^Switch off/ }).click();
  await row.getByText('stopped').waitFor();
  assert.deepEqual(person.complaints, []);
  await page.context().close();
});
