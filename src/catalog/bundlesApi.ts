import { z } from 'zod';
import { dateText, endpoint, localName } from '#base';
import { bundleAnswers, bundleQuestion, newBundle, quantityExpression } from './bundle.ts';
import { newExchangeRate } from './exchangeRate.ts';
import { currencyCode } from './productPrice.ts';

/** Bundles of products, and what currencies are worth. */

const code = z.object({ code: z.string() });
/** Answer to whatever adds or changes one thing. */
const named = z.object({ id: z.number().int(), code: z.string() });

const condition = z.object({
  question: z.string(),
  is: z.union([z.boolean(), z.string(), z.number()]).optional(),
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
});

export const bundleReply = z.object({
  id: z.number().int(),
  code: z.string(),
  name: localName,
  active: z.boolean(),
  /** None: a classic bundle. */
  questions: z.array(bundleQuestion),
  items: z.array(
    z.object({
      productCode: z.string(),
      quantity: z.union([z.number().int(), quantityExpression]),
      when: z.array(condition),
      unitPrices: z.record(z.string(), z.string()),
      note: z.string().nullable(),
    }),
  ),
});

export const listBundlesEndpoint = endpoint({
  method: 'GET',
  path: '/api/bundles',
  permission: 'catalog.read',
  summary: 'Bundles: products that are put into a contract together',
  reply: z.object({ bundles: z.array(bundleReply) }),
});

export const addBundleEndpoint = endpoint({
  method: 'POST',
  path: '/api/bundles',
  permission: 'catalog.write',
  summary: 'Adds a bundle: a list, or questions from whose answers quantities follow',
  body: newBundle,
  reply: named,
});

export const changeBundleEndpoint = endpoint({
  method: 'PUT',
  path: '/api/bundles/:code',
  permission: 'catalog.write',
  summary: 'Puts another definition in the place of a bundle',
  params: code,
  body: newBundle.omit({ code: true }),
  reply: named,
});

export const tryBundleEndpoint = endpoint({
  method: 'POST',
  path: '/api/bundles/:code/try',
  permission: 'catalog.read',
  summary: 'The items that a bundle comes to for answers given; nothing is changed',
  params: code,
  body: z.object({ answers: bundleAnswers.default({}), currency: currencyCode }),
  reply: z.object({
    items: z.array(
      z.object({
        productId: z.number().int(),
        part: z.enum(['oneOff', 'recurring', 'licence']),
        quantity: z.number().int(),
        unitPrice: z.string().nullable(),
        note: z.string().nullable(),
      }),
    ),
  }),
});

export const listExchangeRatesEndpoint = endpoint({
  method: 'GET',
  path: '/api/exchange-rates',
  permission: 'catalog.read',
  summary: 'What one unit of each currency is worth in the operator’s own, by date',
  reply: z.object({ currency: z.string(), rates: z.array(newExchangeRate) }),
});

export const setExchangeRateEndpoint = endpoint({
  method: 'PUT',
  path: '/api/exchange-rates',
  permission: 'catalog.write',
  summary: 'Enters what a currency is worth from a date on; one of that date is replaced',
  body: newExchangeRate,
  reply: newExchangeRate,
});

export const dropExchangeRateEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/exchange-rates/:currency/:validFrom',
  permission: 'catalog.write',
  summary: 'Takes a rate back; the one before it holds on',
  params: z.object({ currency: currencyCode, validFrom: dateText }),
  reply: newExchangeRate,
});
