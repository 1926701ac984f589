import { bind, type Http } from '#platform/http';
import { getPriceListEndpoint, listPlansEndpoint, listPriceListsEndpoint, listProductsEndpoint } from './api.ts';
import { browsePlans, browsePriceList, browsePriceLists, listProducts } from './service.ts';

export function catalogRoutes(http: Http): void {
  bind(http, listPriceListsEndpoint, ({ ctx }) => browsePriceLists(ctx));
  bind(http, getPriceListEndpoint, ({ ctx, params, query }) => browsePriceList(ctx, params.code, query));
  bind(http, listPlansEndpoint, ({ ctx }) => browsePlans(ctx));
  bind(http, listProductsEndpoint, async ({ ctx }) => ({ products: [...(await listProducts(ctx))] }));
}
