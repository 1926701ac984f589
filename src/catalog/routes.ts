import { getTenant } from '#access/service';
import { findingReply, pageOffset, Refusal } from '#base';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { bind, bindUpload, type Http } from '#platform/http';
import { getPriceListEndpoint, listPlansEndpoint, listPriceListsEndpoint } from './api.ts';
import * as bundles from './bundlesApi.ts';
import * as definitions from './definitionsApi.ts';
import * as periodRules from './periodRulesApi.ts';
import { priceChangeReply } from './previewReply.ts';
import type { PriceChangeKind } from './priceDiff.ts';
import { importPriceListEndpoint, previewPriceListEndpoint, uploadPriceFileEndpoint } from './priceFileApi.ts';
import type { PriceRow } from './priceRow.ts';
import * as products from './productsApi.ts';
import * as catalog from './service.ts';

export function catalogRoutes(http: Http): void {
  bind(http, listPriceListsEndpoint, ({ ctx }) => catalog.browsePriceLists(ctx));
  bind(http, getPriceListEndpoint, ({ ctx, params, query }) => catalog.browsePriceList(ctx, params.code, query));
  bind(http, listPlansEndpoint, ({ ctx }) => catalog.browsePlans(ctx));
  priceFileRoutes(http);
  definitionRoutes(http);
  productRoutes(http);
  bundleRoutes(http);
  periodRuleRoutes(http);
}

/** Rows come 100,000 at a time, the numbering plan and ported numbers whole. */
const MANY_ROWS = { bodyLimitBytes: 64 * 1024 ** 2 };

function priceFileRoutes(http: Http): void {
  bindUpload(http, uploadPriceFileEndpoint, async ({ app, files }) => {
    for await (const { name, stream } of files) {
      const { sha256, bytes } = await app.files.put(stream);
      return { file: sha256, name, bytes };
    }
    throw new Refusal('invalid', 'priceFile.missing');
  });

  bind(
    http,
    previewPriceListEndpoint,
    async ({ app, ctx, params, body }) => {
      const { prepared, counts, changes } = await preview(app, ctx, { ...body, listCode: params.code });
      const destinations = await catalog.destinationsById(ctx);
      const offset = pageOffset(body);
      return {
        version: prepared.version.version,
        replaces: prepared.before?.version ?? null,
        prices: prepared.prices.length,
        counts,
        findings: prepared.findings.map(findingReply),
        changes: {
          rows: changes.slice(offset, offset + body.pageSize).map((change) => priceChangeReply(change, destinations)),
          total: changes.length,
          page: body.page,
          pageSize: body.pageSize,
        },
      };
    },
    MANY_ROWS,
  );

  bind(
    http,
    importPriceListEndpoint,
    async ({ app, ctx, params, body: { file, rows, validFrom } }) => {
      const version = { listCode: params.code, validFrom };
      const { findings, ...done } =
        file === undefined
          ? await catalog.importPriceList(ctx, { ...version, rows: given(rows) })
          : await catalog.importPriceFile(ctx, { ...version, bytes: await app.files.read(file) });
      return { version: done.version, prices: done.prices, findings: findings.map(findingReply) };
    },
    MANY_ROWS,
  );
}

interface PreviewOf {
  readonly listCode: string;
  readonly validFrom: string;
  readonly file?: string | undefined;
  readonly rows?: readonly PriceRow[] | undefined;
  readonly kind?: PriceChangeKind | undefined;
}

async function preview(app: App, ctx: Context, { file, rows, kind, ...version }: PreviewOf) {
  if (file === undefined) return catalog.previewPriceList(ctx, { ...version, rows: given(rows) }, kind);
  return catalog.previewPriceFile(ctx, { ...version, bytes: await app.files.read(file) }, kind);
}

function given(rows: readonly PriceRow[] | undefined): readonly PriceRow[] {
  if (rows === undefined) throw new Refusal('invalid', 'priceFile.missing');
  return rows;
}

function definitionRoutes(http: Http): void {
  bind(http, definitions.listCalendarsEndpoint, async ({ ctx }) => ({
    calendars: (await catalog.listCalendars(ctx)).map(({ rules, bands, holidays, ...calendar }) => ({
      ...calendar,
      bands: [...bands],
      rules: rules.map((rule) => ({ ...rule, weekdays: [...rule.weekdays] })),
      holidays: [...holidays],
    })),
  }));
  bind(http, definitions.addCalendarEndpoint, ({ ctx, body }) => catalog.addCalendar(ctx, body));
  bind(http, definitions.changeCalendarEndpoint, ({ ctx, params, body }) =>
    catalog.changeCalendar(ctx, params.code, body),
  );
  bind(http, definitions.listDestinationsEndpoint, async ({ ctx }) => ({
    destinations: [...(await catalog.listDestinations(ctx))],
  }));
  bind(http, definitions.addDestinationsEndpoint, async ({ ctx, body }) => ({
    destinations: [...(await catalog.addDestinations(ctx, body.destinations))],
  }));
  bind(http, definitions.addPriceListEndpoint, ({ ctx, body }) => catalog.addPriceList(ctx, body));
  bind(http, definitions.addPlanEndpoint, ({ ctx, body }) => catalog.addPlan(ctx, body));
  bind(http, definitions.changePlanEndpoint, ({ ctx, params, body }) => catalog.changePlan(ctx, params.code, body));
  bind(http, definitions.listZonesEndpoint, ({ ctx }) => catalog.browseZones(ctx));
  bind(http, definitions.addZoneEndpoint, ({ ctx, body }) => catalog.addZone(ctx, body));
  bind(http, definitions.changeZoneEndpoint, ({ ctx, params, body }) => catalog.changeZone(ctx, params.code, body));
  bind(http, definitions.listNumberingEndpoint, ({ ctx }) => catalog.browseNumbering(ctx));
  bind(http, definitions.importNumberingEndpoint, ({ ctx, body }) => catalog.importNumbering(ctx, body), MANY_ROWS);
  bind(http, definitions.importPortedEndpoint, ({ ctx, body }) => catalog.importPorted(ctx, body.rows), MANY_ROWS);
  bind(http, definitions.listAllowancesEndpoint, ({ ctx }) => catalog.browseAllowances(ctx));
  bind(http, definitions.addAllowanceEndpoint, ({ ctx, body }) => catalog.addAllowance(ctx, body));
  bind(http, definitions.changeAllowanceEndpoint, ({ ctx, params, body }) =>
    catalog.changeAllowance(ctx, { ...body, code: params.code }),
  );
  bind(http, definitions.listOptionsEndpoint, ({ ctx }) => catalog.browseOptions(ctx));
  bind(http, definitions.addOptionEndpoint, ({ ctx, body }) => catalog.addOption(ctx, body));
}

function productRoutes(http: Http): void {
  bind(http, products.listProductsEndpoint, ({ ctx }) => catalog.browseProducts(ctx));
  bind(http, products.getProductEndpoint, ({ ctx, params }) => catalog.browseProduct(ctx, params.code));
  bind(http, products.addProductEndpoint, ({ ctx, body }) => catalog.addProduct(ctx, body));
  bind(http, products.changeProductEndpoint, ({ ctx, params, body }) => catalog.changeProduct(ctx, params.code, body));
  bind(http, products.duplicateProductEndpoint, ({ ctx, params, body }) =>
    catalog.duplicateProduct(ctx, params.code, body),
  );
  bind(http, products.setProductPriceEndpoint, ({ ctx, params, body }) =>
    catalog.setProductPrice(ctx, params.code, body),
  );
  bind(http, products.dropProductPriceEndpoint, ({ ctx, params: { code, ...version } }) =>
    catalog.dropProductPrice(ctx, code, version),
  );
  bind(http, products.listProductFamiliesEndpoint, async ({ ctx }) => ({
    families: [...(await catalog.listProductFamilies(ctx))],
  }));
  bind(http, products.addProductFamilyEndpoint, ({ ctx, body }) => catalog.addProductFamily(ctx, body));
  bind(http, products.changeProductFamilyEndpoint, ({ ctx, params, body }) =>
    catalog.changeProductFamily(ctx, params.code, body),
  );
}

function bundleRoutes(http: Http): void {
  bind(http, bundles.listBundlesEndpoint, ({ ctx }) => catalog.browseBundles(ctx));
  bind(http, bundles.addBundleEndpoint, ({ ctx, body }) => catalog.addBundle(ctx, body));
  bind(http, bundles.changeBundleEndpoint, ({ ctx, params, body }) =>
    catalog.changeBundle(ctx, { ...body, code: params.code }),
  );
  bind(http, bundles.tryBundleEndpoint, async ({ ctx, params, body }) => ({
    items: [...(await catalog.bundleItems(ctx, params.code, body))],
  }));
  bind(http, bundles.listExchangeRatesEndpoint, async ({ ctx }) => ({
    currency: (await getTenant(ctx)).currency,
    rates: [...(await catalog.listExchangeRates(ctx))],
  }));
  bind(http, bundles.setExchangeRateEndpoint, ({ ctx, body }) => catalog.setExchangeRate(ctx, body));
  bind(http, bundles.dropExchangeRateEndpoint, ({ ctx, params }) => catalog.dropExchangeRate(ctx, params));
}

function periodRuleRoutes(http: Http): void {
  bind(http, periodRules.listPeriodRulesEndpoint, ({ ctx }) => catalog.browsePeriodRules(ctx));
  bind(http, periodRules.addPeriodRuleEndpoint, ({ ctx, body }) => catalog.addPeriodRule(ctx, body));
  bind(http, periodRules.changePeriodRuleEndpoint, ({ ctx, params, body }) =>
    catalog.changePeriodRule(ctx, params.code, body),
  );
  bind(http, periodRules.setPeriodRuleEndpoint, ({ ctx, params, body }) =>
    catalog.setPeriodRule(ctx, params.code, body),
  );
  bind(http, periodRules.dropPeriodRuleVersionEndpoint, ({ ctx, params }) =>
    catalog.dropPeriodRuleVersion(ctx, params.code, params.validFrom),
  );
}
