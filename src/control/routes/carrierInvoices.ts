import { findingReply, formatMicro, Refusal } from '#base';
import { bind, bindRaw, bindUpload, type Http } from '#platform/http';
import * as api from '../carrierInvoices/api.ts';
import type { ReadInvoice } from '../carrierInvoices/carrierInvoice.ts';
import * as carriers from '../carrierInvoices/carriersApi.ts';
import { CARRIER_COLUMNS } from '../carrierInvoices/columns.ts';
import * as control from '../service.ts';

/** Lines shown before an invoice is imported. */
const LINES_SHOWN = 20;

export function carrierInvoiceRoutes(http: Http): void {
  bind(http, carriers.listCarriersEndpoint, async ({ ctx }) => ({
    carriers: (await control.listCarriers(ctx)).map(control.carrierAsReply),
  }));
  bind(http, carriers.saveCarrierEndpoint, async ({ ctx, params, body }) =>
    control.carrierAsReply(await control.saveCarrier(ctx, { ...body, code: params.code })),
  );
  bind(http, carriers.nameDestinationEndpoint, async ({ ctx, params, body }) => {
    await control.nameDestination(ctx, { code: params.code, ...body });
    return {};
  });
  fileRoutes(http);
  monthRoutes(http);
}

function fileRoutes(http: Http): void {
  bindUpload(http, api.uploadCarrierFileEndpoint, async ({ app, files }) => {
    for await (const { name, stream } of files) {
      const { sha256, bytes } = await app.files.put(stream);
      return { file: sha256, name, bytes };
    }
    throw new Refusal('invalid', 'carrierInvoice.missing');
  });
  bind(http, api.previewCarrierInvoiceEndpoint, async ({ app, ctx, params, body }) => {
    const { read, unknownDestinations } = await control.previewCarrierInvoice(app, ctx, { code: params.code, ...body });
    return {
      ...previewReply(read),
      unknownDestinations: unknownDestinations.map(({ name, lines, amountMicro }) => ({
        name,
        lines,
        amount: formatMicro(amountMicro, 2),
      })),
    };
  });
  bind(http, api.importCarrierInvoiceEndpoint, async ({ app, ctx, params, body }) => {
    const { again, invoice } = await control.importCarrierInvoice(app, ctx, { code: params.code, ...body });
    const carrier = (await control.listCarriers(ctx)).find(({ id }) => id === invoice.carrierId)!;
    return { again, invoice: control.invoiceAsReply(invoice, carrier) };
  });
  bind(http, api.withdrawCarrierInvoiceEndpoint, async ({ ctx, params, body }) => {
    await control.withdrawCarrierInvoice(ctx, { ...params, ...body });
    return {};
  });
  bind(http, api.carrierLinesEndpoint, ({ ctx, params, query }) => control.invoiceLines(ctx, params.invoiceId, query));
  bind(http, api.listCarrierInvoicesEndpoint, ({ ctx, query }) => control.listCarrierInvoices(ctx, query));
}

function previewReply({ format, head, columns, lines, findings }: ReadInvoice) {
  const { netMicro, taxMicro, grossMicro, ...told } = head;
  const maybe = (micro: bigint | null) => (micro === null ? null : formatMicro(micro, 2));
  return {
    format,
    head: { ...told, net: maybe(netMicro), tax: maybe(taxMicro), gross: maybe(grossMicro) },
    columns: columns.map(({ heading, column, samples }) => ({
      heading,
      column: CARRIER_COLUMNS.find((one) => one === column) ?? null,
      samples: [...samples],
    })),
    findings: findings.map(findingReply),
    lineCount: lines.length,
    linesNet: formatMicro(
      lines.reduce((sum, { amountMicro }) => sum + amountMicro, 0n),
      2,
    ),
    lines: lines.slice(0, LINES_SHOWN).map((line, index) => control.lineAsReply(line, index + 1)),
  };
}

const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

function monthRoutes(http: Http): void {
  bind(http, api.carrierMonthEndpoint, ({ ctx, params }) => control.carrierMonth(ctx, params));
  bind(http, api.compareCarrierMonthEndpoint, async ({ ctx, params }) => {
    const { cells, differing } = await control.compareCarrierMonth(ctx, params);
    return { cells, differing };
  });
  bind(http, api.carrierCellsEndpoint, ({ ctx, params, query }) => control.carrierDifferences(ctx, params, query));
  bind(http, api.carrierSumsEndpoint, ({ ctx, params, query }) => control.carrierSums(ctx, params, query));
  bind(http, api.carrierCallsEndpoint, ({ ctx, params, query }) => control.carrierCalls(ctx, params, query));
  bind(http, api.decideCarrierEndpoint, async ({ ctx, params, body }) => {
    await control.decideDifferences(ctx, { ...params, ...body });
    return {};
  });
  bind(http, api.carrierDecisionsEndpoint, ({ ctx, params, query }) =>
    control.differenceHistory(ctx, { ...params, key: query.key }),
  );
  bindRaw(http, api.exportDifferencesEndpoint, async ({ ctx, params, query }) => {
    const { content, fileName } = await control.exportDifferences(ctx, { ...params, ...query });
    return { mediaType: MEDIA_TYPES[params.format], body: content, fileName, download: true };
  });
}
