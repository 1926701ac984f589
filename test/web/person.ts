import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import PO from 'pofile';
import type { Language } from '#base';
import type { DemoUser } from '../../demo/operator.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A person before a screen: his page, and everything the browser complained about. */
export interface Person {
  readonly page: Page;
  readonly complaints: string[];
}

/** Opens a window of its own, with nothing remembered. The one 401 that asks whether somebody is signed in is no complaint. */
export async function openWindow(browser: Browser, url: string): Promise<Person> {
  const context = await browser.newContext({
    viewport: { width: 1360, height: 900 },
    locale: 'de-DE',
    baseURL: url,
    reducedMotion: 'reduce',
  });
  // A busy machine is slow, not wrong.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    if (message.text().includes('401') && message.location().url.endsWith('/api/session')) return;
    complaints.push(`${message.type()}: ${message.text()}`);
  });
  return { page, complaints };
}

/** Signs in without touching the mouse. */
export async function signIn({ page }: Person, user: DemoUser): Promise<void> {
  await page.goto('/');
  await page.waitForSelector('input[type=email]');
  await tabTo(page, 'input[type=email]');
  await page.keyboard.type(user.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(user.password);
  await page.keyboard.press('Enter');
  await page.waitForSelector('nav a');
  // The screens turn to his own language a moment after they are there.
  const language = await page.evaluate(async () => (await (await fetch('/api/session')).json()).language);
  await page.waitForSelector(`html[lang=${language}]`);
}

/** Chooses the language of the screens; it stays the person's. */
export async function readIn({ page }: Person, language: Language): Promise<void> {
  if ((await page.getAttribute('html', 'lang')) === language) return;
  await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('/api/session/language') && response.ok()),
    page.click(`header label:has-text("${language.toUpperCase()}")`),
  ]);
  await page.waitForSelector(`html[lang=${language}]`);
}

/** Presses Tab until the element that fits has the focus; what Tab cannot reach is not usable by keyboard. */
export async function tabTo(page: Page, selector: string, mostTabs = 150): Promise<void> {
  for (let pressed = 0; pressed <= mostTabs; pressed++) {
    if (await page.locator(selector).evaluateAll((found) => found.includes(document.activeElement as never))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${selector}`);
}

/** Breaches of WCAG 2.2 A and AA that axe finds on the page as it stands, as `rule: element`. */
export async function breaches(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const run = Reflect.get(Reflect.get(globalThis, 'axe'), 'run') as (options: object) => Promise<AxeResult>;
    const { violations } = await run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
    interface AxeResult {
      readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
    }
  });
}

/** English texts that have another wording in a language: none of them may stand on a screen of it. */
export function englishOnly(language: Exclude<Language, 'en'>): ReadonlySet<string> {
  const file = PO.parse(readFileSync(new URL(`../../locales/${language}.po`, import.meta.url), 'utf8'));
  return new Set(
    file.items.filter(({ msgid, msgstr }) => !msgid.includes('{') && msgstr[0] !== msgid).map(({ msgid }) => msgid),
  );
}

/** Everything a person reads or a screen reader says: texts, labels, placeholders, titles. */
export function readings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) found.push(node.textContent ?? '');
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]')) {
      for (const name of ['aria-label', 'placeholder', 'title']) found.push(element.getAttribute(name) ?? '');
    }
    return found.map((each) => each.trim()).filter((each) => each !== '');
  });
}

/** The page is there, and nothing is a placeholder for what is still being read. Nothing moves: the window wants no motion. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector('h1, [role=alert], main a');
  await page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root') === null);
}
