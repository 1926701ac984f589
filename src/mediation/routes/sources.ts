import { bind, type Http } from '#platform/http';
import { addSourceInput, sourceChange, sourceReplies } from '../service/sourceWords.ts';
import { addSource, changeSource, sourceFigures } from '../service.ts';
import { addSourceEndpoint, changeSourceEndpoint, listSourcesEndpoint, sourceFiguresEndpoint } from '../sourcesApi.ts';

/** Sources over HTTP. */
export function sourceRoutes(http: Http): void {
  bind(http, listSourcesEndpoint, async ({ ctx }) => ({ sources: await sourceReplies(ctx) }));
  bind(http, sourceFiguresEndpoint, async ({ ctx }) => ({
    sources: (await sourceFigures(ctx)).map(({ lastFile, feeds, ...figures }) => ({
      ...figures,
      lastFile: lastFile === null ? null : { ...lastFile, receivedAt: lastFile.receivedAt.toISOString() },
      feeds: [...feeds],
    })),
  }));
  bind(http, addSourceEndpoint, async ({ ctx, body }) => {
    const { id, code } = await addSource(ctx, await addSourceInput(ctx, body));
    return { id, code };
  });
  bind(http, changeSourceEndpoint, async ({ ctx, params, body }) => {
    const { id, code } = await changeSource(ctx, params.code, await sourceChange(ctx, body));
    return { id, code };
  });
}
