import { Refusal } from '#base';
import { bind, bindLong, bindUpload, type Http } from '#platform/http';
import { silentProgress } from '#platform/progress';
import {
  getFileEndpoint,
  importAgainEndpoint,
  listFilesEndpoint,
  replayFileEndpoint,
  uploadFilesEndpoint,
} from './api.ts';
import { fileReply, rejectReply, reportReply } from './reply.ts';
import { feedRoutes } from './routes/feeds.ts';
import { formatRoutes } from './routes/formats.ts';
import { reconciliationRoutes } from './routes/reconciliation.ts';
import { sourceRoutes } from './routes/sources.ts';
import { fileDetail, type ImportDoor, importAgain, importArchived, listFiles, replayRejects } from './service.ts';

export function mediationRoutes(http: Http, door: ImportDoor): void {
  const { rater, imported } = door;
  feedRoutes(http, door);
  formatRoutes(http, door);
  reconciliationRoutes(http);
  sourceRoutes(http);

  bind(http, listFilesEndpoint, async ({ ctx, query }) => {
    const { page, pageSize, month, state, sourceId, q } = query;
    const files = await listFiles(ctx, {
      page,
      pageSize,
      ...(month === undefined ? {} : { month }),
      ...(state === undefined ? {} : { state }),
      ...(sourceId === undefined ? {} : { sourceId }),
      ...(q === undefined ? {} : { q }),
    });
    return { ...files, rows: files.rows.map(fileReply) };
  });

  bind(http, getFileEndpoint, async ({ ctx, params, query }) => {
    const { file, rejects } = await fileDetail(ctx, { ...params, ...query });
    return { file: fileReply(file), rejects: { ...rejects, rows: rejects.rows.map(rejectReply) } };
  });

  bindLong(http, replayFileEndpoint, async ({ app, actor, params }) => {
    const report = await replayRejects(app, actor, params.fileId, await rater(app, actor), silentProgress);
    await imported(app, actor);
    return report;
  });

  bindLong(http, importAgainEndpoint, async ({ app, actor, params }) => {
    const report = await importAgain(app, actor, params.fileId, await rater(app, actor), silentProgress);
    await imported(app, actor);
    return reportReply(report);
  });

  bindUpload(http, uploadFilesEndpoint, async ({ app, actor, files }) => {
    const options = await rater(app, actor);
    const reports = [];
    for await (const { name, stream, fields } of files) {
      const stored = await app.files.put(stream);
      const sourceCode = fields.source;
      const input = { ...stored, name, ...(sourceCode === undefined || sourceCode === '' ? {} : { sourceCode }) };
      reports.push(reportReply(await importArchived(app, actor, input, options, silentProgress)));
    }
    if (reports.length === 0) throw new Refusal('invalid', 'mediation.fileMissing');
    await imported(app, actor);
    return { files: reports };
  });
}
