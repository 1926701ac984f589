import { z } from 'zod';
import { endpoint, idText, localName, pageOf, pageQuery } from '#base';
import { DESTINATION_CLASSES } from './destination.ts';
import { PLAN_ROUNDING_MODES, ROUNDING_PLACES } from './plan.ts';
import { PRICE_DIRECTIONS, SERVICES } from './priced.ts';
import { BAND_CHANGES, PRICE_SIDES } from './priceList.ts';
import { termsJson } from './termsJson.ts';

const calendarReply = z.object({
  code: z.string(),
  zone: z.string(),
  bands: z.array(z.string()),
  rules: z.array(z.object({ band: z.string(), weekdays: z.array(z.number().int()), from: z.string(), to: z.string() })),
  holidays: z.array(z.string()),
});

const priceListReply = z.object({
  code: z.string(),
  name: z.string(),
  side: z.enum(PRICE_SIDES),
  currency: z.string(),
  bandChange: z.enum(BAND_CHANGES),
  calendar: calendarReply,
  parentCode: z.string().nullable(),
  versions: z.array(
    z.object({
      version: z.number().int(),
      /** Instants as ISO 8601 text in UTC, half open. */
      validFrom: z.string(),
      validTo: z.string().nullable(),
      prices: z.number().int(),
    }),
  ),
});

export const listPriceListsEndpoint = endpoint({
  method: 'GET',
  path: '/api/price-lists',
  permission: 'catalog.read',
  summary: 'Price lists of both sides with their versions',
  reply: z.object({ priceLists: z.array(priceListReply) }),
});

export const getPriceListEndpoint = endpoint({
  method: 'GET',
  path: '/api/price-lists/:code',
  permission: 'catalog.read',
  summary: 'A price list with a page of its prices, found by number, prefix or destination',
  params: z.object({ code: z.string() }),
  query: pageQuery.extend({
    q: z.string().trim().max(100).default(''),
    version: idText.optional(),
  }),
  reply: z.object({
    priceList: priceListReply,
    version: z.number().int(),
    prices: pageOf(
      z.object({
        /** What it is for: prefix, number, destination, zone (see `Target`). */
        target: z.string(),
        service: z.enum(SERVICES),
        direction: z.enum(PRICE_DIRECTIONS),
        band: z.string(),
        /** null = the numbering plan tells it. */
        destination: z.object({ code: z.string(), name: localName, class: z.enum(DESTINATION_CLASSES) }).nullable(),
        /** Exact decimals of the list's currency. */
        price: z.string(),
        /** What the price buys: `minute`, `30 second`, `MB`. */
        per: z.string(),
        connectionFee: z.string(),
        increments: z.string(),
        terms: termsJson.nullable(),
      }),
    ),
  }),
});

export const listPlansEndpoint = endpoint({
  method: 'GET',
  path: '/api/plans',
  permission: 'catalog.read',
  summary: 'Price plans',
  reply: z.object({
    plans: z.array(
      z.object({
        id: z.number().int(),
        code: z.string(),
        name: localName,
        priceListCode: z.string(),
        rounding: z.object({
          mode: z.enum(PLAN_ROUNDING_MODES),
          decimals: z.number().int(),
          at: z.enum(ROUNDING_PLACES),
        }),
        parentCode: z.string().nullable(),
        allowanceCodes: z.array(z.string()),
        isDefault: z.boolean(),
      }),
    ),
  }),
});
