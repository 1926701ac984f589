import type { Finding, FindingParams } from '#base';
import type { Context } from '#platform/context';
import { sha256Hex } from '#platform/hash';
import { CHAIN_START, chainText } from '../chain.ts';
import * as store from '../store.ts';
import { ENTRY_COUNTER } from './post.ts';

const PAGE = 1_000;

export interface LedgerReport {
  readonly entries: number;
  /** `ledger.chainGap`, `ledger.chainBroken`, `ledger.unbalanced`, `ledger.itemOff`; none means all is as it was booked. */
  readonly findings: readonly Finding[];
}

/** Follows the chain of entries from the first, and adds up again: entries to zero, items from their postings. */
export async function verifyLedger(ctx: Context): Promise<LedgerReport> {
  const chain = await verifyChain(ctx);
  const unbalanced = (await store.unbalancedEntries(ctx.tx)).map((entry) => trouble('ledger.unbalanced', { entry }));
  const items = (await store.wrongItems(ctx.tx)).map(({ documentNumber }) =>
    trouble('ledger.itemOff', { document: documentNumber }),
  );
  return { entries: chain.entries, findings: [...chain.findings, ...unbalanced, ...items] };
}

function trouble(code: string, params: FindingParams): Finding {
  return { code, severity: 'error', params };
}

async function verifyChain(ctx: Context): Promise<LedgerReport> {
  const findings: Finding[] = [];
  let last = 0;
  let previousHash = CHAIN_START;
  let chained = false;
  for (;;) {
    const links = await store.linksAfter(ctx.tx, ctx.tenantId, last, PAGE);
    for (const link of links) {
      const { id } = link.entry;
      if (id !== last + 1) findings.push(trouble('ledger.chainGap', { entry: id }));
      last = id;
      // Entries from before there was a chain stand before all others.
      if (link.hash === null && !chained) continue;
      chained = true;
      const { hash } = link;
      if (link.previousHash !== previousHash || hash !== sha256Hex(chainText(link.entry, previousHash)))
        findings.push(trouble('ledger.chainBroken', { entry: id }));
      previousHash = hash ?? previousHash;
    }
    if (links.length < PAGE) break;
  }
  const given = await store.lastNumber(ctx.tx, ENTRY_COUNTER);
  if (given !== last) findings.push(trouble('ledger.chainGap', { entry: given + 1 }));
  return { entries: last, findings };
}
