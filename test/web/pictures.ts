/**
 * Takes the pictures of the documentation: `node test/web/pictures.ts [DIR]`. The demo, the month in each language, its findings, the review and the
 * derivation of a call, as PNG files.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LANGUAGES } from '#base';
import { PROJECT_DIR } from '#platform/config';
import { CLERK } from '../../demo/operator.ts';
import { launchBrowser } from './browser.ts';
import { openWindow, readIn, signIn } from './person.ts';
import { serveDemo } from './served.ts';

const dir = resolve(process.argv[2] ?? join(PROJECT_DIR, 'docs', 'pictures'));
mkdirSync(dir, { recursive: true });
const demo = await serveDemo(1);
const browser = await launchBrowser();
try {
  const person = await openWindow(browser, demo.url);
  const { page } = person;
  await signIn(person, CLERK);
  for (const language of LANGUAGES) {
    await page.goto('/month');
    await page.waitForSelector('.step');
    await readIn(person, language);
    await page.waitForSelector('.step');
    await page.screenshot({ path: join(dir, `month-${language}.png`), fullPage: true });
    await page.goto('/runs/3');
    await page.waitForSelector('table');
    await page.screenshot({ path: join(dir, `review-${language}.png`) });
    await page.goto('/runs/3/findings?check=control.jump');
    await page.waitForSelector('main tbody tr');
    await page.screenshot({ path: join(dir, `findings-${language}.png`) });
    await page.goto('/customers/1?tab=calls');
    await page.waitForSelector('button[data-row]');
    // The first call of the month goes out and costs something.
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.derivation');
    await page.screenshot({ path: join(dir, `why-${language}.png`) });
  }
} finally {
  await browser.close();
  await demo.close();
}
