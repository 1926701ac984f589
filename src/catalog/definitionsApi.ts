import { z } from 'zod';
import { dateText, endpoint, localName } from '#base';
import { newAllowance, newOption } from './allowance.ts';
import { calendarChange, newCalendar } from './calendar.ts';
import { DESTINATION_CLASSES, newDestination } from './destination.ts';
import { newZone, numberingRow, portedRow, zoneChange } from './numbering.ts';
import { newPlan, planChange } from './plan.ts';
import { newPriceList } from './priceList.ts';

/** What the catalogue is made of, listed, added and changed. */

const code = z.object({ code: z.string() });
/** Answer to whatever adds or changes one thing. */
const named = z.object({ id: z.number().int(), code: z.string() });

const calendarReply = z.object({
  id: z.number().int(),
  code: z.string(),
  zone: z.string(),
  bands: z.array(z.string()),
  rules: z.array(z.object({ band: z.string(), weekdays: z.array(z.number().int()), from: z.string(), to: z.string() })),
  holidays: z.array(z.string()),
});

export const listCalendarsEndpoint = endpoint({
  method: 'GET',
  path: '/api/calendars',
  permission: 'catalog.read',
  summary: 'Calendars: time bands and public holidays',
  reply: z.object({ calendars: z.array(calendarReply) }),
});

export const addCalendarEndpoint = endpoint({
  method: 'POST',
  path: '/api/calendars',
  permission: 'catalog.write',
  summary: 'Adds a calendar; public holidays are computed by country and region, or entered',
  body: newCalendar,
  reply: named,
});

export const changeCalendarEndpoint = endpoint({
  method: 'PATCH',
  path: '/api/calendars/:code',
  permission: 'catalog.write',
  summary: 'Changes the rules or public holidays of a calendar',
  params: code,
  body: calendarChange,
  reply: named,
});

export const listDestinationsEndpoint = endpoint({
  method: 'GET',
  path: '/api/destinations',
  permission: 'catalog.read',
  summary: 'Destinations: what calls and messages go to, by class',
  reply: z.object({
    destinations: z.array(
      z.object({
        id: z.number().int(),
        code: z.string(),
        name: localName,
        class: z.enum(DESTINATION_CLASSES),
        country: z.string().nullable(),
      }),
    ),
  }),
});

export const addDestinationsEndpoint = endpoint({
  method: 'POST',
  path: '/api/destinations',
  permission: 'catalog.write',
  summary: 'Adds destinations',
  body: z.object({ destinations: z.array(newDestination).min(1).max(10_000) }),
  reply: z.object({ destinations: z.array(named) }),
});

export const addPriceListEndpoint = endpoint({
  method: 'POST',
  path: '/api/price-lists',
  permission: 'catalog.write',
  summary: 'Adds a price list, still without prices',
  body: newPriceList,
  reply: named,
});

export const addPlanEndpoint = endpoint({
  method: 'POST',
  path: '/api/plans',
  permission: 'catalog.write',
  summary: 'Adds a price plan',
  body: newPlan,
  reply: named,
});

export const changePlanEndpoint = endpoint({
  method: 'PATCH',
  path: '/api/plans/:code',
  permission: 'catalog.write',
  summary: 'Changes name, price list, rounding, parent or allowances of a plan',
  params: code,
  body: planChange,
  reply: named,
});

export const listZonesEndpoint = endpoint({
  method: 'GET',
  path: '/api/zones',
  permission: 'catalog.read',
  summary: 'Zones with their destinations',
  reply: z.object({
    zones: z.array(named.extend({ parentCode: z.string().nullable(), destinationCodes: z.array(z.string()) })),
  }),
});

export const addZoneEndpoint = endpoint({
  method: 'POST',
  path: '/api/zones',
  permission: 'catalog.write',
  summary: 'Adds a zone',
  body: newZone,
  reply: named,
});

export const changeZoneEndpoint = endpoint({
  method: 'PATCH',
  path: '/api/zones/:code',
  permission: 'catalog.write',
  summary: 'Changes the destinations of a zone or the zone around it',
  params: code,
  body: zoneChange,
  reply: named,
});

export const listNumberingEndpoint = endpoint({
  method: 'GET',
  path: '/api/numbering',
  permission: 'catalog.read',
  summary: 'Versions of the numbering plan',
  reply: z.object({
    versions: z.array(
      z.object({
        version: z.number().int(),
        /** Instants as ISO 8601 text in UTC, half open. */
        validFrom: z.string(),
        validTo: z.string().nullable(),
        prefixes: z.number().int(),
      }),
    ),
  }),
});

export const importNumberingEndpoint = endpoint({
  method: 'POST',
  path: '/api/numbering',
  permission: 'catalog.write',
  summary: 'Puts a new version of the whole numbering plan in force from a day on',
  body: z.object({ validFrom: dateText, rows: z.array(numberingRow).min(1).max(500_000) }),
  reply: z.object({ version: z.number().int(), prefixes: z.number().int() }),
});

export const importPortedEndpoint = endpoint({
  method: 'POST',
  path: '/api/ported-numbers',
  permission: 'catalog.write',
  summary: 'Adds ported numbers, each from a day on',
  body: z.object({ rows: z.array(portedRow).min(1).max(500_000) }),
  reply: z.object({ numbers: z.number().int() }),
});

export const listAllowancesEndpoint = endpoint({
  method: 'GET',
  path: '/api/allowances',
  permission: 'catalog.read',
  summary: 'Allowances: inclusive units, bundles, packs, flat rates',
  reply: z.object({ allowances: z.array(newAllowance.required().extend({ id: z.number().int() })) }),
});

export const addAllowanceEndpoint = endpoint({
  method: 'POST',
  path: '/api/allowances',
  permission: 'catalog.write',
  summary: 'Adds an allowance; plans and options give it to customers',
  body: newAllowance,
  reply: named,
});

export const changeAllowanceEndpoint = endpoint({
  method: 'PUT',
  path: '/api/allowances/:code',
  permission: 'catalog.write',
  summary: 'Puts another definition in the place of an allowance',
  params: code,
  body: newAllowance.omit({ code: true }),
  reply: named,
});

export const listOptionsEndpoint = endpoint({
  method: 'GET',
  path: '/api/options',
  permission: 'catalog.read',
  summary: 'Options that can be booked: prices and allowances beside the plan',
  reply: z.object({ options: z.array(newOption.required().extend({ id: z.number().int() })) }),
});

export const addOptionEndpoint = endpoint({
  method: 'POST',
  path: '/api/options',
  permission: 'catalog.write',
  summary: 'Adds an option that can be booked',
  body: newOption,
  reply: named,
});
