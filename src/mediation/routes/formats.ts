import { Refusal } from '#base';
import { bind, bindUpload, type Http } from '#platform/http';
import { silentProgress } from '#platform/progress';
import {
  getFormatEndpoint,
  importSampleEndpoint,
  listFormatsEndpoint,
  lookEndpoint,
  saveFormatEndpoint,
  uploadSampleEndpoint,
} from '../formatsApi.ts';
import { NAMED_SOURCES } from '../namedSources.ts';
import { findingReply, reportReply } from '../reply.ts';
import type { ImportDoor } from '../service/importDoor.ts';
import { getFormat, importArchived, type Look, listFormats, lookAtFile, saveFormat } from '../service.ts';

/** Formats over HTTP, and the wizard that makes one of an unknown file. */
export function formatRoutes(http: Http, { rater, imported }: ImportDoor): void {
  bind(http, listFormatsEndpoint, async ({ ctx }) => ({
    formats: (await listFormats(ctx)).map(({ samples: _samples, versions, ...format }) => ({
      ...format,
      knowledge: [...format.knowledge],
      services: [...format.services],
      settings: format.settings.map((each) => ({ ...each, choices: [...each.choices] })),
      versions: versions.map((each) => ({ ...each, createdAt: each.createdAt.toISOString() })),
    })),
    namedSources: [...NAMED_SOURCES],
  }));
  bind(http, getFormatEndpoint, async ({ ctx, params, query }) => ({
    format: await getFormat(ctx, params.id, query.version),
  }));
  bindUpload(http, uploadSampleEndpoint, async ({ app, files }) => {
    for await (const { name, stream } of files) {
      const { sha256, bytes } = await app.files.put(stream);
      return { file: sha256, name, bytes };
    }
    throw new Refusal('invalid', 'mediation.fileMissing');
  });
  bind(http, lookEndpoint, async ({ app, actor, body }) => lookReply(await lookAtFile(app, actor, body)));
  bind(http, saveFormatEndpoint, async ({ ctx, body }) => {
    const { id, version } = await saveFormat(ctx, renamed(body.format, body.id, body.name));
    return { id, version };
  });
  bind(http, importSampleEndpoint, async ({ app, actor, body }) => {
    const bytes = await app.files.read(body.file).then(
      (content) => content.length,
      () => null,
    );
    if (bytes === null) throw new Refusal('notFound', 'mediation.fileNotKnown', { file: body.name });
    const input = { sha256: body.file, bytes, name: body.name, sourceCode: body.source };
    const report = await importArchived(app, actor, input, await rater(app, actor), silentProgress);
    await imported(app, actor);
    return reportReply(report);
  });
}

function renamed(format: unknown, id: string | undefined, name: string | undefined): unknown {
  if (typeof format !== 'object' || format === null) return format;
  return { ...format, ...(id === undefined ? {} : { id }), ...(name === undefined ? {} : { name }) };
}

function lookReply({ proposal, format, preview, namedSource, detected, ...look }: Look) {
  return {
    ...look,
    detected: [...detected],
    neededSettings: [...look.neededSettings],
    proposal:
      proposal === null
        ? null
        : {
            score: proposal.score,
            fields: proposal.fields.map(({ role, columns, confidence, reasons }) => ({
              role,
              columns: [...columns],
              confidence,
              reasons: reasons.map(({ code, params }) => ({
                code,
                ...(params === undefined ? {} : { params: { ...params } }),
              })),
            })),
            columns: proposal.columns.map(({ examples, ...column }) => ({ ...column, examples: [...examples] })),
          },
    formatId: format?.id ?? null,
    formatName: format?.name ?? null,
    format: look.proposed ? format : null,
    namedSource: namedSource === null ? null : { code: namedSource.code, name: namedSource.name },
    preview: {
      records: preview.records.map(({ network: _network, callGroupId: _group, recordState: _state, ...record }) => ({
        ...record,
        warnings: [...record.warnings],
      })),
      rejects: preview.rejects.map(({ lineNo, columnNo, field, code, params, raw }) => ({
        line: lineNo,
        column: columnNo,
        field,
        code,
        params: { ...params },
        raw,
      })),
      counts: preview.counts,
      findings: preview.findings.map(findingReply),
    },
  };
}
