import { Refusal } from '#base';
import { getDraft, previewBill } from '#billing/service';
import type { Context } from '#platform/context';
import { type BuiltDocument, buildDocument, wordsIn } from './build.ts';
import { readDocumentFacts, readShared } from './facts.ts';

/**
 * A draft bill as the document it will be, marked as draft and without a number. Its findings tell what would stop it.
 * @throws Refusal `run.unknown`, `run.noDraftOf`
 */
export async function previewDraft(
  ctx: Context,
  input: { readonly runId: number; readonly customerId: number; readonly part?: string | undefined },
): Promise<BuiltDocument> {
  const { bill } = await getDraft(ctx, input.runId, input.customerId, input.part);
  const facts = await readDocumentFacts(ctx, await readShared(ctx), bill);
  return buildDocument(facts, wordsIn(facts.customer.language)('document.draft'), true);
}

/**
 * What a run of the month would send by now, as the document it would be, without any run.
 * @throws Refusal as `previewBill`, `invoice.nothingToBill`
 */
export async function previewNextBill(
  ctx: Context,
  input: {
    readonly customerId: number;
    readonly month: string;
    readonly to?: number | undefined;
    readonly part: string;
  },
): Promise<BuiltDocument> {
  const { documents } = await previewBill(ctx, input);
  const to = input.to ?? input.customerId;
  const wanted = documents.find(({ customerId, part }) => customerId === to && part === input.part);
  if (wanted === undefined || wanted.bill.lines.length === 0)
    throw new Refusal('notFound', 'invoice.nothingToBill', { month: input.month });
  const facts = await readDocumentFacts(ctx, await readShared(ctx), wanted.bill);
  return buildDocument(facts, wordsIn(facts.customer.language)('document.draft'), true);
}
