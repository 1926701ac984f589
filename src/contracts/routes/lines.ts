import { bind, type Http } from '#platform/http';
import { endLineEndpoint } from '../api.ts';
import type { Line } from '../contract.ts';
import {
  addLineEndpoint,
  addLinesEndpoint,
  lineHistoryEndpoint,
  moveLineEndpoint,
  readLinesEndpoint,
} from '../lineApi.ts';
import { addLine, addLines, endLine, lineHistory, moveLineAndFees, readPastedLines } from '../service.ts';

export function lineRoutes(http: Http): void {
  bind(http, addLineEndpoint, async ({ ctx, params, body }) => lineReply(await addLine(ctx, { ...body, ...params })));
  bind(http, readLinesEndpoint, async ({ ctx, params, body }) => ({
    lines: [...(await readPastedLines(ctx, { ...body, ...params }))],
  }));
  bind(http, addLinesEndpoint, async ({ ctx, params, body }) => ({
    lineIds: (await addLines(ctx, { ...body, ...params })).map((line) => line.id),
  }));
  bind(http, moveLineEndpoint, async ({ ctx, params, body }) =>
    lineReply(await moveLineAndFees(ctx, { ...body, ...params })),
  );
  bind(http, endLineEndpoint, async ({ ctx, params, body }) => {
    const { id, validToMs } = await endLine(ctx, { ...body, lineId: params.lineId });
    return { lineId: id, validTo: instant(validToMs) };
  });
  bind(http, lineHistoryEndpoint, async ({ ctx, query }) => ({
    lines: (await lineHistory(ctx, query.identifier)).map((line) => ({
      ...lineReply(line),
      contractNumber: line.contractNumber,
      customerId: line.customerId,
    })),
  }));
}

function lineReply({ validFromMs, validToMs, ...line }: Line) {
  return { ...line, validFrom: new Date(validFromMs).toISOString(), validTo: instant(validToMs) };
}

function instant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
