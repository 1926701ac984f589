import { z } from 'zod';
import { endpoint } from '#base';
import { newProductPrice } from '#catalog';

export const previewProductPriceEndpoint = endpoint({
  method: 'POST',
  path: '/api/products/:code/prices/preview',
  permission: 'catalog.write',
  summary: 'How many subscriptions a new price of a product reaches, and what it changes in a month',
  params: z.object({ code: z.string() }),
  body: newProductPrice,
  reply: z.object({
    currency: z.string(),
    subscriptions: z.number().int(),
    affected: z.number().int(),
    customers: z.number().int(),
    monthlyDifference: z.string(),
  }),
});
