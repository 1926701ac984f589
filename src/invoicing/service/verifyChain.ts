import type { Finding } from '#base';
import { receivableOf } from '#ledger/service';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { sha256Hex } from '#platform/hash';
import { CHAIN_START, chainText } from '../chain.ts';
import * as store from '../store.ts';

const CHUNK = 200;

export interface ChainReport {
  readonly documents: number;
  /**
   * `invoice.chainGap`, `invoice.chainBroken`, `invoice.fileDamaged`, `invoice.notPosted`; none means nothing was changed since it was issued, and
   * all of it is in the ledger.
   */
  readonly findings: readonly Finding[];
}

/** Follows the chain of issued documents from the first: contents, order and archived files are digested anew, totals compared with the ledger. */
export async function verifyChain(app: App, ctx: Context): Promise<ChainReport> {
  const findings: Finding[] = [];
  let position = 0;
  let previousHash = CHAIN_START;
  for (;;) {
    const documents = await store.documentsAfter(ctx.tx, position, CHUNK);
    const posted = await receivableOf(
      ctx,
      documents.map(({ number }) => number),
    );
    for (const document of documents) {
      const trouble = (code: string) => findings.push({ code, severity: 'error', params: { number: document.number } });
      if (document.position !== position + 1) trouble('invoice.chainGap');
      if (document.prevHash !== previousHash || hashOf(document) !== document.hash) trouble('invoice.chainBroken');
      for (const sha256 of [document.xmlSha256, document.pdfSha256])
        if (!(await isIntact(app, sha256))) trouble('invoice.fileDamaged');
      if (posted.get(document.number) !== owed(document)) trouble('invoice.notPosted');
      position = document.position;
      previousHash = document.hash;
    }
    if (documents.length < CHUNK) return { documents: position, findings };
  }
}

/** What the ledger must say: a credit note is owed to the customer. */
function owed({ content }: store.StoredDocument): bigint {
  const gross = BigInt(content.totals.grossMinor);
  return content.kind === 'creditNote' ? -gross : gross;
}

function hashOf(document: store.StoredDocument): string {
  return sha256Hex(
    chainText({
      position: document.position,
      number: document.number,
      previousHash: document.prevHash,
      content: document.content,
      xmlSha256: document.xmlSha256,
      pdfSha256: document.pdfSha256,
    }),
  );
}

async function isIntact(app: App, sha256: string): Promise<boolean> {
  return (await app.files.has(sha256)) && sha256Hex(await app.files.read(sha256)) === sha256;
}
