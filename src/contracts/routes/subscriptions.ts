import { bind, type Http } from '#platform/http';
import { previewProductPriceEndpoint } from '../productPriceApi.ts';
import {
  addBundleToContract,
  addCredit,
  addDiscounts,
  addOneOff,
  addSubscription,
  addToContract,
  changeSubscription,
  endPart,
  endSubscription,
  giveBackDeposit,
  pauseSubscription,
  previewProductPrice,
  restartSubscription,
  takeDeposit,
  withdrawPart,
} from '../service.ts';
import type { Subscription } from '../subscription.ts';
import {
  addBundleToContractEndpoint,
  addCreditEndpoint,
  addDiscountsEndpoint,
  addItemsEndpoint,
  addOneOffEndpoint,
  addSubscriptionEndpoint,
  changeSubscriptionEndpoint,
  endPartEndpoint,
  endSubscriptionEndpoint,
  giveBackDepositEndpoint,
  pauseSubscriptionEndpoint,
  restartSubscriptionEndpoint,
  takeDepositEndpoint,
  withdrawPartEndpoint,
} from '../subscriptionApi.ts';

export function subscriptionRoutes(http: Http): void {
  bind(http, previewProductPriceEndpoint, ({ ctx, params, body }) => previewProductPrice(ctx, params.code, body));
  bind(http, addSubscriptionEndpoint, async ({ ctx, params, body }) =>
    subscriptionReply(await addSubscription(ctx, { ...body, contractId: params.contractId })),
  );
  bind(http, changeSubscriptionEndpoint, async ({ ctx, params, body }) =>
    subscriptionReply(await changeSubscription(ctx, { ...body, subscriptionId: params.subscriptionId })),
  );
  bind(http, endSubscriptionEndpoint, async ({ ctx, params, body }) =>
    subscriptionReply(await endSubscription(ctx, { ...body, subscriptionId: params.subscriptionId })),
  );
  bind(http, restartSubscriptionEndpoint, async ({ ctx, params, body }) =>
    subscriptionReply(await restartSubscription(ctx, { ...body, subscriptionId: params.subscriptionId })),
  );
  bind(http, addDiscountsEndpoint, async ({ ctx, params, body }) => ({
    ids: (await addDiscounts(ctx, params.subscriptionId, body.discounts)).map((discount) => discount.id),
  }));
  bind(http, pauseSubscriptionEndpoint, async ({ ctx, params, body }) => ({
    id: (await pauseSubscription(ctx, params.subscriptionId, body)).id,
  }));
  bind(http, endPartEndpoint, async ({ ctx, params, body }) => {
    await endPart(ctx, params.kind, params.partId, body.to);
    return { id: params.partId };
  });
  bind(http, withdrawPartEndpoint, async ({ ctx, params }) => {
    await withdrawPart(ctx, params.kind, params.partId);
    return { id: params.partId };
  });
  itemRoutes(http);
}

function itemRoutes(http: Http): void {
  const idOf = ({ id }: { readonly id: number }) => ({ id });
  bind(http, addOneOffEndpoint, async ({ ctx, params, body }) => idOf(await addOneOff(ctx, { ...body, ...params })));
  bind(http, addCreditEndpoint, async ({ ctx, params, body }) => idOf(await addCredit(ctx, { ...body, ...params })));
  bind(http, takeDepositEndpoint, async ({ ctx, params, body }) =>
    idOf(await takeDeposit(ctx, { ...body, ...params })),
  );
  bind(http, giveBackDepositEndpoint, async ({ ctx, params, body }) =>
    idOf(await giveBackDeposit(ctx, { ...body, ...params })),
  );
  bind(http, addItemsEndpoint, async ({ ctx, params, body }) => {
    const { subscriptionIds, oneOffIds } = await addToContract(ctx, { ...body, ...params });
    return { subscriptionIds: [...subscriptionIds], oneOffIds: [...oneOffIds] };
  });
  bind(http, addBundleToContractEndpoint, async ({ ctx, params, body }) => {
    const { subscriptionIds, oneOffIds } = await addBundleToContract(ctx, { ...body, ...params });
    return { subscriptionIds: [...subscriptionIds], oneOffIds: [...oneOffIds] };
  });
}

function subscriptionReply({ id, contractId, productId, startsOn, endsOn, terms }: Subscription) {
  return { id, contractId, productId, startsOn, endsOn, terms: [...terms] };
}
