/**
 * The import: one file, one transaction on the loader role. After a crash at any instant a file is in whole or not at all;
 * the same content again changes nothing.
 */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { getTenant } from '#access/service';
import { type Actor, canonicalJson, type Finding, Refusal } from '#base';
import type { App } from '#platform/app';
import { inLoad, inTransaction, type LoadContext, nextNumber } from '#platform/db';
import type { StoredFile } from '#platform/files';
import type { Progress } from '#platform/progress';
import { type ImportReport, NO_FIGURES } from '../importReport.ts';
import type { Format } from '../language/format.ts';
import { sniff } from '../opening/sniff.ts';
import { type CompiledFormat, compileFormat } from '../reading/compile.ts';
import { detectFormat } from '../reading/detect.ts';
import { type Source, sourcesFor } from '../source.ts';
import * as store from '../store.ts';
import { archiveKind } from './archive.ts';
import { fileStream, headOf } from './content.ts';
import { getFile } from './files.ts';
import { allFormats, formatNamed } from './formats.ts';
import type { ArchivedFile, ImportOptions } from './importDoor.ts';
import { importMembers } from './importMembers.ts';
import { quarantined, readFile } from './readFile.ts';
import { replaces, replacing } from './replacing.ts';

/** Records may be this old, and this far ahead of the clock (sources whose clocks are wrong). */
const OLDEST_MS = 10 * 366 * 86_400_000;
const AHEAD_MS = 2 * 86_400_000;

export interface ImportFileInput {
  readonly path: string;
  /** As the sender calls it. */
  readonly name: string;
  /** Without it the source is told by content and name. */
  readonly sourceCode?: string;
  /** Also where it was taken out before. */
  readonly anew?: boolean;
}

/**
 * Imports a file: archives it, reads, normalises, rates and stores its records, and writes what became of it to the ledger.
 * Trouble of the file is in the report, never thrown. @throws Refusal `mediation.pathMissing`, `mediation.sourceUnknown`,
 * `mediation.sourceInvalid`, `mediation.cancelled`
 */
export async function importFile(
  app: App,
  actor: Actor,
  input: ImportFileInput,
  options: ImportOptions,
  progress: Progress,
): Promise<ImportReport> {
  const found = await stat(input.path).catch(() => null);
  if (found === null || !found.isFile()) throw new Refusal('notFound', 'mediation.pathMissing', { path: input.path });
  const stored = await app.files.put(fileStream(input.path));
  return importArchived(app, actor, { ...input, ...stored }, options, progress);
}

/** Imports several files one after another; the name of each is its path's last part. */
export async function importFiles(
  app: App,
  actor: Actor,
  inputs: readonly { readonly path: string; readonly sourceCode?: string }[],
  options: ImportOptions,
  progress: Progress,
): Promise<ImportReport[]> {
  const reports: ImportReport[] = [];
  for (const input of inputs)
    reports.push(await importFile(app, actor, { ...input, name: basename(input.path) }, options, progress));
  return reports;
}

/**
 * Imports a file of the ledger again, by its content in the archive: one that was put aside, or taken out.
 * @throws Refusal `mediation.fileNotKnown`, and as `importFile`
 */
export async function importAgain(
  app: App,
  actor: Actor,
  fileId: number,
  options: ImportOptions,
  progress: Progress,
): Promise<ImportReport> {
  const file = await inTransaction(app, actor, (ctx) => getFile(ctx, fileId));
  const { name, sha256, sourceCode } = file;
  const source = sourceCode === null ? {} : { sourceCode };
  return importArchived(
    app,
    actor,
    { name, sha256, bytes: Number(file.bytes), ...source, anew: true },
    options,
    progress,
  );
}

/**
 * Imports a file that lies in the archive already, e.g. an upload. Of a zip or tar file each member is imported as a file of its own.
 * @throws as `importFile`
 */
export async function importArchived(
  app: App,
  actor: Actor,
  input: ArchivedFile,
  options: ImportOptions,
  progress: Progress,
): Promise<ImportReport> {
  const kind = await archiveKind(app.files.path(input.sha256));
  if (kind === null) return importContent(app, actor, input, options, progress);
  return importMembers(app, input, kind, {
    one: (member) => importContent(app, actor, member, options, progress),
    fault: (finding) => putAside(app, actor, input, finding),
  });
}

/** Writes a file to the ledger that cannot be read at all. */
function putAside(app: App, actor: Actor, input: ArchivedFile, finding: Finding): Promise<ImportReport> {
  return inLoad(app, actor, async (ctx) => {
    await store.lockImports(ctx);
    const known = await store.fileBySha256(ctx, input.sha256);
    const id = known?.id ?? (await nextNumber(ctx, 'file'));
    const { rejects: _none, settle: _nothing, number, ...entry } = quarantined(finding);
    const file = { name: input.name, sha256: input.sha256, bytes: input.bytes };
    if (known === null || canonicalJson(known.findings) !== canonicalJson(entry.findings))
      await store.saveFile(ctx, { ...file, ...entry, number, id, sourceId: null });
    return { ...file, ...entry, fileId: id, sourceCode: null };
  });
}

/** Imports content that is no archive of other files. */
async function importContent(
  app: App,
  actor: Actor,
  input: ArchivedFile,
  options: ImportOptions,
  progress: Progress,
): Promise<ImportReport> {
  const path = app.files.path(input.sha256);
  progress.phase('read', input.bytes);
  const head = await headOf(path);
  const { sources, formats, currency } = await inTransaction(app, actor, async (ctx) => ({
    sources: await store.sources(ctx),
    formats: await allFormats(ctx),
    currency: (await getTenant(ctx)).currency,
  }));
  const told = tellSource(sources, formats, head, input);
  const compiled = told.source === null ? null : compiledFor(app, { ...told.source, currency }, formats);
  return inLoad(app, actor, async (ctx) => {
    if (compiled !== null && replaces(compiled.format)) await replacing(options).hold(ctx);
    await store.lockImports(ctx);
    const known = await store.fileBySha256(ctx, input.sha256);
    if (known !== null && (known.state === 'imported' || (known.state === 'backedOut' && input.anew !== true)))
      return sameAgain(ctx, known, input, sources);
    const id = known?.id ?? (await nextNumber(ctx, 'file'));
    const outcome =
      told.source === null || compiled === null || told.finding !== null
        ? quarantined(told.finding)
        : await readFile(
            ctx,
            { id, path, name: input.name, source: told.source, compiled, head, anew: known?.state === 'backedOut' },
            options,
            progress,
          );
    const { rejects, settle, number, ...entry } = outcome;
    const file = { name: input.name, sha256: input.sha256, bytes: input.bytes };
    const saved = { ...file, ...entry, number, id, sourceId: told.source?.id ?? null };
    // A quarantined file that is still unreadable for the same reason stays as it was written first.
    if (known === null || entry.state === 'imported' || canonicalJson(known.findings) !== canonicalJson(entry.findings))
      await store.saveFile(ctx, saved);
    if (known?.state === 'backedOut') await store.deleteRejects(ctx, id);
    await store.insertRejects(ctx, id, rejects);
    await settle();
    return { ...file, ...entry, fileId: id, sourceCode: told.source?.code ?? null };
  });
}

interface Told {
  readonly source: Source | null;
  /** Why the file cannot be read, as far as its beginning tells. */
  readonly finding: Finding | null;
}

/** Which source a file is from: the one that was named, else the one its content and name fit. Only where none fits all formats are tried. */
function tellSource(
  sources: readonly Source[],
  formats: readonly Format[],
  head: Buffer,
  { name, sourceCode }: { readonly name: string; readonly sourceCode?: string },
): Told {
  const detected = (among: readonly Format[]) => detectFormat(head, among).map(({ format }) => format.id);
  if (sourceCode !== undefined) {
    const source = sources.find(({ code }) => code === sourceCode);
    if (source === undefined) throw new Refusal('notFound', 'mediation.sourceUnknown', { source: sourceCode });
    const own = formats.filter(({ id }) => id === source.format);
    const best = detected(own).length > 0 ? undefined : detected(formats)[0];
    return {
      source,
      finding:
        best === undefined ? null : fileError('mediation.fileFormatOther', { expected: source.format, found: best }),
    };
  }
  const used = formats.filter(({ id }) => sources.some(({ format }) => format === id));
  const [source, ...others] = sourcesFor(sources, detected(used), name);
  if (source !== undefined && others.length === 0) return { source, finding: null };
  if (source !== undefined) {
    const candidates = [source, ...others].map(({ code }) => code).join(', ');
    return { source: null, finding: fileError('mediation.sourceAmbiguous', { candidates }) };
  }
  const { kind } = sniff(head);
  if (kind === 'empty') return { source: null, finding: fileError('mediation.fileEmpty', {}) };
  if (kind === 'utf-16') return { source: null, finding: fileError('mediation.fileEncoding', { found: kind }) };
  const [format] = detected(formats);
  if (kind !== 'text' && format === undefined)
    return { source: null, finding: fileError('mediation.fileBinary', { found: kind }) };
  const code = format === undefined ? 'mediation.fileUnknown' : 'mediation.fileNoSource';
  return { source: null, finding: fileError(code, format === undefined ? {} : { format }) };
}

/** A source's format, ready to read with its settings. @throws Refusal `mediation.sourceInvalid` */
export function compiledFor(
  app: App,
  source: Source & { readonly currency: string },
  formats: readonly Format[],
): CompiledFormat {
  const now = app.clock.now();
  const limits = { notBeforeMs: now - OLDEST_MS, notAfterMs: now + AHEAD_MS };
  const { compiled, findings } = compileFormat(formatNamed(formats, source.format), source, limits);
  if (compiled === null) throw new Refusal('invalid', 'mediation.sourceInvalid', { source: source.code }, findings);
  return compiled;
}

/** The same content: nothing is imported; another name is remembered. */
async function sameAgain(
  ctx: LoadContext,
  known: store.LedgerEntry,
  input: StoredFile & { readonly name: string },
  sources: readonly Source[],
): Promise<ImportReport> {
  if (known.name !== input.name) await store.noteAgain(ctx, known.id, input.name);
  return {
    ...NO_FIGURES,
    fileId: known.id,
    name: input.name,
    sourceCode: sources.find(({ id }) => id === known.sourceId)?.code ?? null,
    state: 'again',
    sha256: input.sha256,
    bytes: input.bytes,
    loadNo: null,
    findings: [
      {
        code: known.state === 'backedOut' ? 'mediation.fileBackedOut' : 'mediation.fileAgain',
        severity: 'info',
        subject: { kind: 'file', key: String(known.id) },
        params: { first: known.name },
      },
    ],
  };
}

function fileError(code: string, params: Readonly<Record<string, string>>): Finding {
  return { code, severity: 'error', params };
}
