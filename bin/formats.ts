/**
 * `npm run formats`: writes docs/formats.md, the list of formats with what confirms them. With `--check` nothing is written: it ends with 1 where
 * the list is out of date.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { FORMATS, formatsDocument } from '#mediation';

const PATH = new URL('../docs/formats.md', import.meta.url);

function main(check: boolean): number {
  const document = formatsDocument(FORMATS);
  const before = existsSync(PATH) ? readFileSync(PATH, 'utf8') : '';
  if (!check) writeFileSync(PATH, document);
  const isOld = check && before !== document;
  process.stdout.write(`docs/formats.md: ${FORMATS.length} formats${isOld ? ', out of date: npm run formats' : ''}\n`);
  return isOld ? 1 : 0;
}

if (import.meta.main) process.exitCode = main(process.argv.includes('--check'));
