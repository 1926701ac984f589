import { bind, bindRaw, type Http } from '#platform/http';
import { enqueue } from '#platform/jobs';
import {
  billPdfEndpoint,
  draftPdfEndpoint,
  invoiceCallsEndpoint,
  invoiceEndpoint,
  invoicePdfEndpoint,
  invoiceXmlEndpoint,
  issueRunEndpoint,
  listInvoicesEndpoint,
} from './api.ts';
import { issueRunJob, issueTopic } from './jobs.ts';
import {
  invoiceCalls,
  invoiceDetail,
  invoicePdf,
  invoiceXml,
  listInvoices,
  previewDraft,
  previewNextBill,
} from './service.ts';

export function invoicingRoutes(http: Http): void {
  bind(http, listInvoicesEndpoint, ({ ctx, query }) => listInvoices(ctx, query));
  bind(http, invoiceEndpoint, ({ ctx, params }) => invoiceDetail(ctx, params.number));
  bind(http, invoiceCallsEndpoint, ({ ctx, params, query }) => invoiceCalls(ctx, params.number, query));
  bindRaw(http, invoicePdfEndpoint, async ({ app, ctx, params }) => {
    const { content, fileName } = await invoicePdf(app, ctx, params.number);
    return { mediaType: 'application/pdf', body: content, fileName };
  });
  bindRaw(http, invoiceXmlEndpoint, async ({ app, ctx, params }) => {
    const { content, fileName } = await invoiceXml(app, ctx, params.number);
    return { mediaType: 'application/xml', body: content, fileName };
  });
  bindRaw(http, draftPdfEndpoint, async ({ ctx, params, query }) => {
    const { pdf } = await previewDraft(ctx, { ...params, ...query });
    const fileName = `draft-${params.runId}-${params.customerId}.pdf`;
    return { mediaType: 'application/pdf', body: Buffer.from(pdf), fileName };
  });
  bindRaw(http, billPdfEndpoint, async ({ ctx, params, query }) => {
    const { pdf } = await previewNextBill(ctx, { ...params, ...query });
    const fileName = `draft-${query.month}-${params.customerId}.pdf`;
    return { mediaType: 'application/pdf', body: Buffer.from(pdf), fileName };
  });
  bind(http, issueRunEndpoint, async ({ app, actor, ctx, params }) => {
    await enqueue(app, actor, issueRunJob, params, { singletonKey: String(params.runId), ctx });
    return { topic: issueTopic(params.runId) };
  });
}
