/** A file taken out again, as far as it is mediation's: its parts and its entry in the ledger. Its records are taken out by rating. */
import { audit } from '#access/service';
import { Refusal } from '#base';
import type { LoadContext } from '#platform/db';
import type { FileScope } from '#usage/service';
import * as store from '../store.ts';
import { takeOutParts } from './parts.ts';

/** Calls may begin before and after the times that the ledger knows of a file: parts join those of others. */
const MARGIN_MS = 2 * 86_400_000;

/**
 * Begins to take a file out, within the transaction that ends it: no import comes in between, and its parts are gone.
 * @returns where its records are; `seen`: calls that only served reconciliation, gone already
 * @throws Refusal `mediation.fileNotKnown`, `mediation.fileNotIn`
 */
export async function beginBackOut(load: LoadContext, fileId: number): Promise<FileScope & { readonly seen: number }> {
  await store.lockImports(load);
  const file = await store.fileToBackOut(load, fileId);
  if (file === null) throw new Refusal('notFound', 'mediation.fileNotKnown', { file: fileId });
  if (file.state !== 'imported') throw new Refusal('conflict', 'mediation.fileNotIn', { file: file.name });
  const { records: keys } = await takeOutParts(load, fileId);
  const seen = await store.deleteSeen(load, fileId);
  return {
    seen,
    fileId,
    fromMs: (file.firstAt?.getTime() ?? 0) - MARGIN_MS,
    toMs: (file.lastAt?.getTime() ?? 0) + MARGIN_MS,
    keys,
  };
}

/** What taking out came to, and which contracts' usage of which months it changes. */
export interface BackedOutRecords {
  /** In a person's words; empty where a file replaces it. */
  readonly why: string;
  readonly replacedBy: number | null;
  readonly removed: number;
  readonly emptied: number;
  readonly contracts: readonly { readonly contractId: number; readonly fromMs: number; readonly toMs: number }[];
}

/** Ends it: the ledger says so, its counts stay; what it changes is told to rating. */
export async function endBackOut(load: LoadContext, fileId: number, done: BackedOutRecords): Promise<void> {
  const { why, replacedBy, removed, emptied, contracts } = done;
  await store.noteBackedOut(load, fileId, done);
  await audit(load, {
    action: 'mediation.file.backOut',
    subject: `file/${fileId}`,
    detail: { why, removed, emptied, ...(replacedBy === null ? {} : { replacedBy }) },
    ...(contracts.length === 0
      ? {}
      : {
          affects: contracts.map(({ contractId, fromMs, toMs }) => ({
            kind: 'delivery' as const,
            id: contractId,
            fromMs,
            toMs,
          })),
        }),
  });
}
