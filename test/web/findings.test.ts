/** The demo's findings worked through by a newcomer, by keyboard: accepted with a comment, mended in place, left out, approved by another, issued. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import readXlsxFile from 'read-excel-file/node';
import { APPROVER, CLERK } from '../../demo/operator.ts';
import { launchBrowser } from './browser.ts';
import { breaches, openWindow, type Person, readIn, settled, signIn, tabTo } from './person.ts';
import { serveDemo } from './served.ts';

const demo = await serveDemo();
const browser = await launchBrowser();
after(async () => {
  await browser.close();
  await demo.close();
});

const CHECKS = 'nav[aria-label="Prüfungen"] a';
/** Kinds of findings a newcomer meets at least. */
const KINDS = 8;
const ACCEPTED = 'Gutschrift wegen der Störung ist so vereinbart';
/** The number right beside a customer's range. */
const BESIDE_A_RANGE = '494066969210';
const LEFT_OUT = 'Preis für das Ziel fehlt noch';

let clerk: Person;

test('every kind of finding says what is wrong, why it matters and what to do, and leads to where it is mended', async () => {
  clerk = await openWindow(browser, demo.url);
  const { page } = clerk;
  await signIn(clerk, CLERK);
  await readIn(clerk, 'de');
  await page.waitForSelector('.step');
  await tabTo(page, 'a[href*="/findings"]');
  await page.keyboard.press('Enter');
  await page.waitForSelector(CHECKS);
  const kinds = await page.locator(CHECKS).count();
  assert.ok(kinds >= 3 * KINDS, `${kinds} kinds`);
  const headings = new Set<string>();
  for (let kind = 0; kind < kinds; kind++) {
    const heading = await headingOf(page);
    headings.add(heading);
    const words = await page.locator('main section > p').allTextContents();
    assert.ok(
      words.slice(0, 2).every((each) => each.length > 15),
      `${heading}: ${words.join(' | ')}`,
    );
    assert.match(words[1] ?? '', /^Was zu tun ist:/);
    const rows = page.locator('main tbody tr');
    await rows.first().waitFor();
    assert.equal(
      await page.locator('main tbody tr td:nth-child(3) a').count(),
      await rows.count(),
      `${heading}: links`,
    );
    if (kind < kinds - 1) await nextCheck(page, heading);
  }
  assert.equal(headings.size, kinds);
  assert.deepEqual(await breaches(page), []);
});

test('a finding is accepted with a comment, and the next check comes by itself', async () => {
  const { page } = clerk;
  await goToCheck(page, 'Negative Rechnungen');
  await page.keyboard.press('a');
  await decide(page, ACCEPTED);
  await page.waitForFunction(() => document.querySelector('main section h2')?.textContent !== 'Negative Rechnungen');
});

test('what is wrong with a customer is mended in place: from the finding to the field and back; the next drafts know', async () => {
  const { page } = clerk;
  await goToCheck(page, 'Ungültige USt-IdNrn.');
  await page.keyboard.press('o');
  await page.waitForURL(/\/customers\/\d+\?.*tab=master/);
  await page.waitForSelector('main button:has-text("Kunden ändern")');
  await page.keyboard.press('e');
  const answer = page.getByRole('combobox', { name: 'Bei der Steuerbehörde geprüft' });
  await answer.focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=option]:visible');
  const chosen = page.locator('[role=option][data-combobox-selected]:visible', { hasText: /^gültig$/ });
  for (let pressed = 0; pressed < 4 && (await chosen.count()) === 0; pressed++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.equal(await answer.inputValue(), 'gültig');
  await tabTo(page, 'form button[type=submit]:not([disabled])');
  await page.keyboard.press('Enter');
  await page.waitForSelector('form', { state: 'detached' });
  await page.goBack();
  await page.waitForSelector(CHECKS);
});

test('a line that belongs to nobody is given to its customer from its finding', async () => {
  const { page } = clerk;
  await goToCheck(page, 'Anschlüsse ohne Kunden');
  const line = page.locator('main tbody tr', { hasText: BESIDE_A_RANGE });
  await line.waitFor();
  await page.keyboard.press('o');
  const suggested = page.locator('tr', { hasText: BESIDE_A_RANGE }).locator('[data-row]');
  await suggested.first().waitFor();
  while (!(await suggested.first().evaluate((row) => row === document.activeElement))) await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=dialog] button[type=submit]:focus');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=dialog]', { state: 'detached' });
  await page.goBack();
  await page.waitForSelector(CHECKS);
  await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('/api/runs') && response.ok()),
    page.keyboard.press('d'),
  ]);
  await page.waitForFunction(
    (checks) =>
      [...document.querySelectorAll(checks)].every((check) => !check.textContent?.includes('Ungültige USt-IdNrn.')),
    CHECKS,
    { timeout: 60_000 },
  );
  await goToCheck(page, 'Anschlüsse ohne Kunden');
  await page.locator('main tbody tr').first().waitFor();
  assert.equal(await line.count(), 0, 'it is nobody’s no more');
});

test('a customer who cannot be billed rightly is left out with a reason, and nothing of his is open', async () => {
  const { page } = clerk;
  await goToCheck(page, 'Verbrauch ohne Preis');
  await page.keyboard.press('x');
  await page.waitForSelector('[role=dialog] input:focus');
  await page.keyboard.type(LEFT_OUT);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=dialog]', { state: 'detached' });
  await page.waitForFunction(() => document.querySelector('main section h2')?.textContent !== 'Verbrauch ohne Preis');
});

test('the other errors are accepted together; the second person approves and issues, the protocol tells it all', async () => {
  const { page } = clerk;
  await goToCheck(page, 'Zurückgestellte Dateien');
  await tabTo(page, 'main section button:has-text("Diese 2 akzeptieren")');
  await page.keyboard.press('Enter');
  await decide(page, 'Gehören nicht zu uns');
  await page.waitForFunction((checks) => !document.querySelector(checks)?.textContent?.includes('Fehler'), CHECKS);
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await page.waitForSelector('section[aria-label="Auffälligkeiten prüfen: erledigt"]');
  assert.match((await page.textContent('section[aria-label^="Freigeben"]')) ?? '', /jemand anders|zweite Person/);

  const approver = await openWindow(browser, demo.url);
  await signIn(approver, APPROVER);
  await readIn(approver, 'fr');
  await approveAndIssue(approver.page);
  const protocol = await signedProtocol(approver.page);
  for (const told of [ACCEPTED, LEFT_OUT, 'Reederei Sturmvogel GmbH & Co. KG', CLERK.email, APPROVER.email])
    assert.ok(protocol.includes(told), `the protocol tells ${told}`);
  assert.deepEqual([...clerk.complaints, ...approver.complaints], []);
});

async function approveAndIssue(page: Page): Promise<void> {
  for (const [key, step] of [
    ['a', 'Approuver'],
    ['i', 'Production'],
  ] as const) {
    await page.waitForSelector(`section[aria-label="${step}: à faire"]`);
    await page.keyboard.press(key);
    await page.waitForSelector('[role=dialog] button[type=submit]:focus');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`section[aria-label="${step}: fait"]`, { timeout: 60_000 });
    await page.waitForSelector('[role=dialog]', { state: 'detached' });
  }
}

/** Signs a protocol and fetches it as the links say. @returns every text of the workbook */
async function signedProtocol(page: Page): Promise<readonly string[]> {
  await tabTo(page, 'section[aria-label^="Approuver"] button');
  await page.keyboard.press('Enter');
  await page.waitForSelector('a[href$="/pdf"]');
  const fetched = (format: string) =>
    page.evaluate(async (ending) => {
      const response = await fetch(document.querySelector<HTMLAnchorElement>(`a[href$="/${ending}"]`)?.href ?? '');
      return [response.status, ...new Uint8Array(await response.arrayBuffer())];
    }, format);
  const [status, ...pdf] = await fetched('pdf');
  assert.deepEqual([status, Buffer.from(pdf.slice(0, 5)).toString()], [200, '%PDF-']);
  const [, ...workbook] = await fetched('xlsx');
  const sheets = await readXlsxFile(Buffer.from(workbook));
  return sheets.flatMap(({ data }) => data.flat().map(String));
}

async function headingOf(page: Page): Promise<string> {
  return (await page.textContent('main section h2')) ?? '';
}

async function nextCheck(page: Page, heading: string): Promise<void> {
  await page.keyboard.press('n');
  await page.waitForFunction((before) => document.querySelector('main section h2')?.textContent !== before, heading);
}

async function goToCheck(page: Page, name: string): Promise<void> {
  await tabTo(page, `${CHECKS}:has-text("${name}")`);
  await page.keyboard.press('Enter');
  await page.waitForSelector(`main section h2:has-text("${name}")`);
  await settled(page);
}

/** Writes the comment and confirms. */
async function decide(page: Page, comment: string): Promise<void> {
  await page.waitForSelector('textarea:focus');
  await page.keyboard.type(comment);
  await tabTo(page, '[role=dialog] button[type=submit]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=dialog]', { state: 'detached' });
}
