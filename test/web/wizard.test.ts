/** A file nobody knows becomes a format: sent, corrected, kept, taken in; by keyboard, in three languages, readable for everybody. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { LANGUAGES } from '#base';
import { FRANCE, inventedCalls } from '#test/mediation/layouts';
import { NAMED_LAYOUTS } from '#test/mediation/namedSources';
import { CLERK } from '../../demo/operator.ts';
import { audioCodesSyslog } from '../../src/mediation/formats/sbc/audioCodes.ts';
import { launchBrowser } from './browser.ts';
import { breaches, englishOnly, openWindow, readIn, readings, signIn } from './person.ts';
import { serveDemo } from './served.ts';

const demo = await serveDemo();
const browser = await launchBrowser();
const folder = mkdtempSync(join(tmpdir(), 'tarifwerk-wizard-'));
after(async () => {
  await browser.close();
  await demo.close();
  rmSync(folder, { recursive: true, force: true });
});

const [layout] = NAMED_LAYOUTS.sewan;
function file(seed: number): string {
  const path = join(folder, `sewan-${seed}.csv`);
  writeFileSync(path, Buffer.from(layout!.write(inventedCalls(FRANCE, seed)), 'latin1'));
  return path;
}

async function send(page: Page, path: string): Promise<void> {
  await page.goto('/formats/new');
  await page.waitForSelector('h1');
  await page.setInputFiles('input[type=file]', path);
  await page.waitForSelector('table');
  await page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root') === null);
}

for (const language of LANGUAGES)
  test(`the proposal can be read and used by everybody: ${language}`, async () => {
    const person = await openWindow(browser, demo.url);
    const { page, complaints } = person;
    await signIn(person, CLERK);
    await readIn(person, language);
    await send(page, file(11));
    assert.deepEqual(await breaches(page), []);
    const texts = await readings(page);
    const foreign = language === 'en' ? new Set<string>() : englishOnly(language);
    assert.deepEqual(
      texts.filter((each) => foreign.has(each)),
      [],
    );
    assert.deepEqual(
      texts.filter((each) => /\{\w+[,}]|undefined|NaN|propose\./.test(each)),
      [],
    );
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

test('a file is corrected, kept under a name and taken in by keyboard; the next one is known', async () => {
  const person = await openWindow(browser, demo.url);
  const { page } = person;
  await signIn(person, CLERK);
  await readIn(person, 'en');
  await send(page, file(12));
  const cost = page
    .getByRole('combobox', { name: 'Cost', exact: true })
    .or(page.getByLabel('Cost', { exact: true }))
    .first();
  assert.equal(await cost.inputValue(), 'Prix achat HT');
  // The other price: chosen from the list with the arrow keys, read again at once.
  const before = await page.textContent('main');
  await cost.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Prix public');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForFunction((was) => document.querySelector('main')?.textContent !== was, before);
  await page.waitForFunction(
    () => document.querySelector('main')?.textContent?.includes('As corrected by hand') === true,
  );
  assert.equal(await cost.inputValue(), 'Prix public HT');

  const keep = page.getByRole('button', { name: 'Keep and take in' });
  await keep.focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=status] a');
  const told = (await page.textContent('[role=status]')) ?? '';
  assert.match(told, /taken in/);
  assert.deepEqual(await breaches(page), []);

  await page.goto('/formats?q=sewan');
  await page.waitForSelector('table');
  assert.match((await page.textContent('main')) ?? '', /Sewan/);
  await page.goto('/formats/new');
  await page.setInputFiles('input[type=file]', file(13));
  await page.waitForFunction(
    () => document.querySelector('main')?.textContent?.includes('known format Sewan') === true,
  );
  await page.context().close();
});

test('a known format that cannot be read without an answer asks for it, and reads by it', async () => {
  const person = await openWindow(browser, demo.url);
  const { page } = person;
  await signIn(person, CLERK);
  await readIn(person, 'en');
  const path = join(folder, 'sbc.log');
  writeFileSync(path, audioCodesSyslog.samples[0]!.content);
  await page.goto('/formats/new');
  await page.waitForSelector('h1');
  await page.setInputFiles('input[type=file]', path);
  const groups = page.getByLabel('IP groups of carriers');
  await groups.waitFor();
  assert.match((await page.textContent('main')) ?? '', /Something is to be told first/);
  const keep = page.getByRole('button', { name: 'Keep and take in' });
  assert.equal(await keep.isDisabled(), true);
  await groups.focus();
  await page.keyboard.type('HANSA');
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => document.querySelector('main')?.textContent?.includes('+4915120002001') === true);
  assert.equal(await keep.isEnabled(), true);
  assert.deepEqual(await breaches(page), []);
  await page.context().close();
});
