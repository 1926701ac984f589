import { getDraft } from '#billing/service';
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
