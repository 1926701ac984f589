import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { type CommonOptions, command, type Session, withSession } from '#access/service';
import { findingReply, type Language, Refusal } from '#base';
import { inTransaction } from '#platform/db';
import { say, wordFinding } from '#platform/wording';
import { COMMAND_LINES } from './commandLines.ts';
import { productCommands } from './commands/products.ts';
import { priceChangeReply } from './previewReply.ts';
import type { PriceChange } from './priceDiff.ts';
import { importPriceFile, previewPriceFile } from './service.ts';

interface ImportOptions extends CommonOptions {
  readonly from: string;
  readonly preview?: boolean;
}

/** Changes that a preview shows on the screen; `--json` has them all. */
const SHOWN = 20;

/** `prices import`, `products …`, `bundle try`. */
export function catalogCommands(program: Command): void {
  productCommands(program);
  const prices = program.command('prices').description('price lists');
  command(prices, 'import <list> <file>', 'make a new version of a price list out of a CSV or XLSX file')
    .requiredOption('--from <YYYY-MM-DD>', 'day from which it holds')
    .option('--preview', 'only tell what would change')
    .action((list: string, path: string, options: ImportOptions) =>
      withSession(options, 'catalog.write', (session) =>
        options.preview ? preview(session, list, path, options.from) : importVersion(session, list, path, options.from),
      ),
    );
}

async function importVersion({ app, actor, language, print }: Session, listCode: string, path: string, from: string) {
  const bytes = await fileAt(path);
  const { version, prices, findings } = await inTransaction(app, actor, (ctx) =>
    importPriceFile(ctx, { listCode, validFrom: from, bytes }),
  );
  print({ version, prices, findings: findings.map(findingReply) }, [
    say(language, COMMAND_LINES.imported, { list: listCode, version, date: from, prices }),
    ...findings.map((finding) => `  ${wordFinding(language, finding)}`),
  ]);
}

async function preview({ app, actor, language, print }: Session, listCode: string, path: string, from: string) {
  const bytes = await fileAt(path);
  const { prepared, counts, changes } = await inTransaction(app, actor, (ctx) =>
    previewPriceFile(ctx, { listCode, validFrom: from, bytes }),
  );
  const { prices, findings } = prepared;
  const replies = changes.map((change) => priceChangeReply(change, new Map()));
  const rest = changes.length - SHOWN;
  print({ counts, findings: findings.map(findingReply), changes: replies }, [
    say(language, COMMAND_LINES.preview, { list: listCode, date: from, prices: prices.length, ...counts }),
    ...findings.map((finding) => `  ${wordFinding(language, finding)}`),
    ...changes.slice(0, SHOWN).map((change) => `  ${wordChange(language, change)}`),
    ...(rest > 0 ? [`  ${say(language, COMMAND_LINES.more, { count: rest })}`] : []),
  ]);
  if (findings.some(({ severity }) => severity === 'error')) process.exitCode = 1;
}

/** @throws Refusal `priceFile.notFound` */
async function fileAt(path: string): Promise<Buffer> {
  return readFile(path).catch(() => {
    throw new Refusal('notFound', 'priceFile.notFound', { path });
  });
}

function wordChange(language: Language, change: PriceChange): string {
  const { target, band, before, after, percent } = priceChangeReply(change, new Map());
  const worded = (side: typeof before) => (side === null ? '' : `${side.price} / ${side.per} ${side.increments}`);
  const params = { target, band, before: worded(before), after: worded(after) };
  if (before === null) return say(language, COMMAND_LINES.new, params);
  if (after === null) return say(language, COMMAND_LINES.closed, params);
  if (percent === null) return say(language, COMMAND_LINES.changed, params);
  return say(language, COMMAND_LINES.changedPercent, { ...params, percent });
}
