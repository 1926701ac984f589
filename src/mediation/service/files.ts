import { getTenant } from '#access/service';
import { monthEnd, monthStart, Refusal, startOfDayMs, zoneOffsets } from '#base';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import type { FileFilter, FileRow, RejectRow } from '../files.ts';
import { RAW_BYTES, rawRecord } from '../readers/rawRecord.ts';
import * as store from '../store.ts';
import { bytesAt } from './content.ts';

export interface PageInput {
  readonly page: number;
  readonly pageSize: number;
}

export interface Page<Row> extends PageInput {
  readonly rows: readonly Row[];
  readonly total: number;
}

export interface ListFilesInput extends PageInput, Omit<FileFilter, 'period'> {
  /** Month of the calls in the tenant's zone, 'YYYY-MM'. */
  readonly month?: string;
}

/** Files of the ledger, latest first. */
export async function listFiles(ctx: Context, input: ListFilesInput): Promise<Page<FileRow>> {
  const { page, pageSize, month, ...filter } = input;
  const wanted = month === undefined ? filter : { ...filter, period: await monthPeriod(ctx, month) };
  return {
    rows: await store.filesPage(ctx.tx, wanted, (page - 1) * pageSize, pageSize),
    total: await store.filesCount(ctx.tx, wanted),
    page,
    pageSize,
  };
}

/** A file with a page of its rejects. @throws Refusal `mediation.fileNotKnown` */
export async function fileDetail(
  ctx: Context,
  { fileId, page, pageSize }: PageInput & { readonly fileId: number },
): Promise<{ readonly file: FileRow; readonly rejects: Page<RejectRow> }> {
  const file = await getFile(ctx, fileId);
  const rejects = {
    rows: await store.rejectsPage(ctx.tx, fileId, (page - 1) * pageSize, pageSize),
    total: await store.rejectsCount(ctx.tx, fileId),
    page,
    pageSize,
  };
  return { file, rejects };
}

/** A file by its id. @throws Refusal `mediation.fileNotKnown` */
export async function getFile(ctx: Context, fileId: number): Promise<FileRow> {
  const file = await store.fileById(ctx.tx, fileId);
  if (file === null) throw new Refusal('notFound', 'mediation.fileNotKnown', { file: fileId });
  return file;
}

/** A record as its file says it, cut at 4,000 bytes. @throws Refusal `mediation.fileNotKnown` */
export async function rawRecordAt(
  app: App,
  ctx: Context,
  { fileId, byteOffset }: { readonly fileId: number; readonly byteOffset: number },
): Promise<string> {
  const { sha256 } = await getFile(ctx, fileId);
  return rawRecord(await bytesAt(app.files.path(sha256), byteOffset, RAW_BYTES));
}

/** The latest file of a name, for commands that name files. @throws Refusal `mediation.fileNotKnown` */
export async function fileByName(ctx: Context, name: string): Promise<FileRow> {
  const fileId = await store.fileIdByName(ctx.tx, name);
  if (fileId === null) throw new Refusal('notFound', 'mediation.fileNotKnown', { file: name });
  return getFile(ctx, fileId);
}

async function monthPeriod(ctx: Context, month: string): Promise<{ fromMs: number; toMs: number }> {
  const offsets = zoneOffsets((await getTenant(ctx)).zone);
  return { fromMs: startOfDayMs(offsets, monthStart(month)), toMs: startOfDayMs(offsets, monthEnd(month)) };
}
