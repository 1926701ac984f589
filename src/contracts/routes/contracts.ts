import { bind, type Http } from '#platform/http';
import { changePlanEndpoint, customerContractsEndpoint, endContractEndpoint } from '../api.ts';
import type { Contract } from '../contract.ts';
import {
  acceptQuoteEndpoint,
  addContractEndpoint,
  changeContractEndpoint,
  contractEndEndpoint,
  contractHistoryEndpoint,
  giveNoticeEndpoint,
  openContractsEndpoint,
  withdrawNoticeEndpoint,
} from '../contractApi.ts';
import {
  acceptQuote,
  addContract,
  changeContract,
  changePlan,
  contractEndOf,
  contractHistory,
  contractsEnding,
  customerContracts,
  endContract,
  getContract,
  giveNotice,
  withdrawNotice,
} from '../service.ts';

export function contractRoutes(http: Http): void {
  bind(http, customerContractsEndpoint, ({ ctx, params }) => customerContracts(ctx, params.customerId));
  bind(http, openContractsEndpoint, ({ ctx, query }) => contractsEnding(ctx, query.by));
  bind(http, addContractEndpoint, async ({ ctx, body }) => deedReply(await addContract(ctx, body)));
  bind(http, changeContractEndpoint, async ({ ctx, params, body }) =>
    deedReply(await changeContract(ctx, params.contractId, body)),
  );
  bind(http, acceptQuoteEndpoint, async ({ ctx, params, body }) =>
    deedReply(await acceptQuote(ctx, { ...body, contractId: params.contractId })),
  );
  bind(http, contractEndEndpoint, ({ ctx, params, query }) => contractEndOf(ctx, params.contractId, query.on));
  bind(http, giveNoticeEndpoint, async ({ ctx, params, body }) =>
    deedReply(await giveNotice(ctx, { ...body, contractId: params.contractId })),
  );
  bind(http, withdrawNoticeEndpoint, async ({ ctx, params, body }) =>
    deedReply(await withdrawNotice(ctx, { ...body, contractId: params.contractId })),
  );
  bind(http, contractHistoryEndpoint, ({ ctx, params }) => contractHistory(ctx, params.contractId));
  bind(http, changePlanEndpoint, async ({ ctx, params, body }) => ({
    contractId: params.contractId,
    from: await changePlan(ctx, { ...body, contractId: params.contractId }),
  }));
  bind(http, endContractEndpoint, async ({ ctx, params, body }) => {
    await endContract(ctx, { ...body, contractId: params.contractId });
    const { endsOn } = await getContract(ctx, params.contractId);
    return { contractId: params.contractId, endsOn };
  });
}

function deedReply({ id, number, customerId, state, startsOn, endsOn, acceptedOn, noticeGivenOn }: Contract) {
  return { id, number, customerId, state, startsOn, endsOn, acceptedOn, noticeGivenOn };
}
