import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Allowance, Option } from '../allowance.ts';
import type { Bundle } from '../bundle.ts';
import type { CalendarRule } from '../calendar.ts';
import type { DestinationClass } from '../destination.ts';
import type { LocalName } from '../localName.ts';
import type { PeriodRuleDefinition } from '../periodRule.ts';
import type { Rounding } from '../plan.ts';
import type { BandChange, PriceSide } from '../priceList.ts';
import type { Product } from '../product.ts';
import type { ProductPrice } from '../productPrice.ts';

interface ProductRow {
  tenant_id: number;
  id: number;
  code: string;
  name: LocalName;
  kind: Product['kind'];
  active: boolean;
  family_id: number | null;
  recurrence: Product['recurrence'];
  billed: Product['billed'];
  proration: Product['proration'];
  setup_product_id: number | null;
  revenue_account: string;
  tax_class: Product['taxClass'];
  minimum_term_months: number;
  notice_months: number;
  renewal_months: number;
  supplier: string | null;
  supplier_reference: string | null;
}

interface ProductPriceRow {
  tenant_id: number;
  product_id: number;
  currency: string;
  valid_from: string;
  unit_price: string;
  setup_fee: string | null;
  buying_price: string | null;
  stairs: ProductPrice['stairs'];
  existing: ProductPrice['existing'];
}

interface ProductFamilyRow {
  tenant_id: number;
  id: number;
  code: string;
  name: LocalName;
  revenue_account: string;
  turnover: boolean;
}

interface ExchangeRateRow {
  tenant_id: number;
  currency: string;
  valid_from: string;
  rate: string;
}

interface BundleRow {
  tenant_id: number;
  id: number;
  code: string;
  name: LocalName;
  active: boolean;
  questions: Bundle['questions'];
  items: Bundle['items'];
}

interface PeriodRuleRow {
  tenant_id: number;
  id: number;
  code: string;
  name: LocalName;
  plan_ids: number[];
  option_ids: number[];
}

interface PeriodRuleVersionRow {
  tenant_id: number;
  period_rule_id: number;
  valid_from: string;
  definition: PeriodRuleDefinition;
}

interface DestinationRow {
  tenant_id: number;
  id: number;
  code: string;
  name: LocalName;
  class: DestinationClass;
  country: string | null;
}

interface CalendarRow {
  tenant_id: number;
  id: number;
  code: string;
  zone: string;
  bands: string[];
  rules: CalendarRule[];
  holidays: string[];
}

interface PriceListRow {
  tenant_id: number;
  id: number;
  code: string;
  name: string;
  side: PriceSide;
  currency: string;
  calendar_id: number;
  band_change: BandChange;
  parent_id: number | null;
}

interface VersionRow {
  tenant_id: number;
  price_list_id: number;
  version: number;
  valid_from: Date;
  valid_to: Date | null;
}

interface PlanRow {
  tenant_id: number;
  id: number;
  code: string;
  name: LocalName;
  price_list_id: number;
  rounding: Rounding;
  parent_id: number | null;
  allowance_ids: number[];
  is_default: boolean;
}

interface ZoneRow {
  tenant_id: number;
  id: number;
  code: string;
  parent_id: number | null;
}

interface ZoneDestinationRow {
  tenant_id: number;
  destination_id: number;
  zone_id: number;
}

interface NumberingVersionRow {
  tenant_id: number;
  version: number;
  valid_from: Date;
  valid_to: Date | null;
}

interface PortedNumberRow {
  tenant_id: number;
  number: bigint;
  valid_from: Date;
  valid_to: Date | null;
  destination_id: number;
}

interface AllowanceRow {
  tenant_id: number;
  id: number;
  code: string;
  name: LocalName;
  unit: Allowance['unit'];
  size: bigint | null;
  scope: Allowance['scope'];
  holder: Allowance['holder'];
  times_lines: boolean;
  period: Allowance['period'];
  prorated: boolean;
  rollover: Allowance['rollover'];
  priority: number;
  counted_in: Allowance['countedIn'];
  rest: Allowance['rest'];
  waives_connection_fee: boolean;
  fair_use: Allowance['fairUse'];
}

interface OptionRow {
  tenant_id: number;
  id: number;
  code: string;
  name: LocalName;
  price_list_id: Option['priceListId'];
  allowance_ids: number[];
  valid_days: Option['validDays'];
}

type CatalogTables = {
  'catalog.product': ProductRow;
  'catalog.product_price': ProductPriceRow;
  'catalog.product_family': ProductFamilyRow;
  'catalog.exchange_rate': ExchangeRateRow;
  'catalog.bundle': BundleRow;
  'catalog.period_rule': PeriodRuleRow;
  'catalog.period_rule_version': PeriodRuleVersionRow;
  'catalog.destination': DestinationRow;
  'catalog.calendar': CalendarRow;
  'catalog.price_list': PriceListRow;
  'catalog.price_list_version': VersionRow;
  'catalog.price_plan': PlanRow;
  'catalog.zone': ZoneRow;
  'catalog.zone_destination': ZoneDestinationRow;
  'catalog.numbering_version': NumberingVersionRow;
  'catalog.ported_number': PortedNumberRow;
  'catalog.allowance': AllowanceRow;
  'catalog.option': OptionRow;
};

export const tables = (tx: Tx) => tx.withTables<CatalogTables>();

/** A value for a jsonb column; without it node-postgres would send a list as a PostgreSQL array. */
export const json = <T>(value: T): RawBuilder<T> => sql<T>`${JSON.stringify(value)}::jsonb`;

/** An open end is null in the database, `Infinity` in memory. */
export const endFromRow = (validTo: Date | null): number => validTo?.getTime() ?? Number.POSITIVE_INFINITY;
export const endForRow = (validToMs: number): Date | null =>
  validToMs === Number.POSITIVE_INFINITY ? null : new Date(validToMs);

/** `12.500000000` → `12.50`: a numeric with our scale as people write prices. */
export function trimZeros(numeric: string): string {
  return numeric.replace(/(\.\d\d\d*?)0+$/, '$1');
}
