/** Every page in every language: whole, without English left over, usable by everybody. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { LANGUAGES } from '#base';
import { CLERK } from '../../demo/operator.ts';
import { launchBrowser } from './browser.ts';
import { breaches, englishOnly, openWindow, readIn, readings, settled, signIn } from './person.ts';
import { serveDemo } from './served.ts';

const demo = await serveDemo();
const browser = await launchBrowser();
after(async () => {
  await browser.close();
  await demo.close();
});

/** Every page, with what is opened on it; the third run is the one in review. */
const PAGES: readonly { readonly path: string; readonly open?: (page: Page) => Promise<unknown> }[] = [
  { path: '/month' },
  { path: '/month?month=2026-09' },
  { path: '/month?month=2027-01' },
  { path: '/runs' },
  { path: '/runs', open: (page) => page.keyboard.press('n') },
  { path: '/checks' },
  { path: '/reconciliation' },
  { path: '/runs/3' },
  { path: '/runs/3?against=year&group=usage' },
  { path: '/runs/3?q=nobody-at-all' },
  { path: '/runs/3', open: openFirstRow },
  { path: '/runs/3/findings' },
  { path: '/runs/3/findings?only=all', open: openFirstRow },
  { path: '/files' },
  { path: '/files?state=quarantined&months=all' },
  { path: '/files?months=all', open: (page) => page.keyboard.press('i') },
  { path: '/files/1' },
  { path: '/files/999999' },
  { path: '/feeds' },
  { path: '/feeds', open: (page) => page.keyboard.press('n') },
  { path: '/sources' },
  { path: '/sources', open: openFirstRow },
  { path: '/sources', open: (page) => page.keyboard.press('n') },
  { path: '/formats' },
  { path: '/formats?q=asterisk' },
  { path: '/formats/new' },
  { path: '/unmatched' },
  { path: '/unmatched', open: openFirstRow },
  { path: '/rerating' },
  { path: '/rerating', open: (page) => page.keyboard.press('v') },
  { path: '/customers' },
  { path: '/customers?state=all&kind=publicBody&taxStatus=domestic&sort=-name' },
  { path: '/customers/new' },
  { path: '/customers/1' },
  { path: '/customers/1', open: openFirstRow },
  { path: '/customers/1', open: (page) => page.keyboard.press('n') },
  ...['s', 'b', 'n', 'o', 'i'].map((key) => ({ path: '/customers/1', open: keysOf('a', key) })),
  { path: '/customers/1?tab=master' },
  { path: '/customers/1?tab=master', open: (page) => page.keyboard.press('e') },
  { path: '/customers/1?tab=sites' },
  { path: '/customers/1?tab=sites', open: (page) => page.keyboard.press('n') },
  { path: '/customers/1?tab=contacts' },
  { path: '/customers/1?tab=contacts', open: (page) => page.keyboard.press('n') },
  { path: '/customers/1?tab=payers' },
  { path: '/customers/1?tab=payers', open: (page) => page.keyboard.press('n') },
  { path: '/customers/1?tab=allowances' },
  { path: '/customers/1?tab=invoices' },
  { path: '/customers/1?tab=account' },
  { path: '/customers/1?tab=account', open: openFirstRow },
  { path: '/customers/1?tab=account&from=2030-01-01' },
  { path: '/customers/1?tab=calls' },
  { path: '/customers/1?tab=calls', open: openFirstRow },
  { path: '/invoices?months=all' },
  { path: '/invoices/R2026-000001' },
  { path: '/products' },
  { path: '/products?retired=true&kind=licence&sort=-price' },
  { path: '/products?q=nothing' },
  { path: '/products', open: (page) => page.keyboard.press('n') },
  { path: '/products/SEAT' },
  { path: '/products/SEAT', open: (page) => page.keyboard.press('n') },
  { path: '/products/SEAT', open: (page) => page.keyboard.press('e') },
  { path: '/products/SEAT', open: (page) => page.keyboard.press('d') },
  { path: '/products/NONE' },
  { path: '/product-settings' },
  { path: '/bundles' },
  { path: '/bundles/TEAM' },
  { path: '/bundles/NONE' },
  { path: '/new-bundle' },
  { path: '/indexation' },
  { path: '/indexation', open: (page) => page.keyboard.press('n') },
  { path: '/price-lists' },
  { path: '/price-lists/RETAIL' },
  { path: '/price-lists/RETAIL/import' },
  { path: '/price-lists/RETAIL/import?validFrom=2026-10-01&file=not-a-file' },
  { path: '/price' },
  { path: '/price?customerId=1&number=%2B4930123456&amount=1:01&at=2026-10-05T10:15' },
  { path: '/price?customerId=1&number=nobody&amount=61' },
  { path: '/no-such-page' },
  { path: '/month', open: (page) => page.keyboard.press('Control+k') },
  { path: '/month', open: (page) => page.keyboard.press('?') },
];

/** Presses keys one after the other. */
function keysOf(...keys: readonly string[]): (page: Page) => Promise<void> {
  return async (page) => {
    for (const key of keys) await page.keyboard.press(key);
    await page.waitForSelector('[role=dialog]');
  };
}

async function openFirstRow(page: Page): Promise<void> {
  await page.waitForSelector('[data-row]');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=dialog]');
}

for (const language of LANGUAGES) {
  test(`every page can be read and used by everybody: ${language}`, async () => {
    const person = await openWindow(browser, demo.url);
    const { page, complaints } = person;
    await signIn(person, CLERK);
    await readIn(person, language);
    const foreign = language === 'en' ? new Set<string>() : englishOnly(language);
    for (const { path, open } of PAGES) {
      await page.goto(path);
      await settled(page);
      await open?.(page);
      await settled(page);
      const place = `${language} ${path}${open ? ' opened' : ''}`;
      // What is wrong with a page is wrong in every language; German has the longest words.
      if (language === 'de') assert.deepEqual(await breaches(page), [], place);
      const texts = await readings(page);
      assert.deepEqual(
        texts.filter((each) => foreign.has(each)),
        [],
        `${place}: English`,
      );
      assert.deepEqual(
        texts.filter((each) => /\{\w+[,}]|undefined|NaN/.test(each)),
        [],
        `${place}: unfilled`,
      );
    }
    // A page that asks for what is not there, or what cannot be, is told so by the server; the browser notes that answer.
    assert.deepEqual(
      complaints.filter((each) => !/ status of (404|422) /.test(each)),
      [],
    );
    await page.context().close();
  });
}
