import { formatMinor, parseMinor, Refusal } from '#base';
import type { Context } from '#platform/context';
import { bind, type Http } from '#platform/http';
import * as api from './api.ts';
import { type PostedEntry, REVERSIBLE_KINDS } from './reversal.ts';
import * as ledger from './service.ts';

export function ledgerRoutes(http: Http): void {
  bind(http, api.customerAccountEndpoint, ({ ctx, params }) => ledger.customerAccount(ctx, params.customerId));
  bind(http, api.openItemsEndpoint, ({ ctx, params, query }) =>
    ledger.customerOpenItems(ctx, params.customerId, query),
  );
  bind(http, api.statementEndpoint, ({ ctx, params, query }) => ledger.statement(ctx, params.customerId, query));
  bind(http, api.ledgerEntryEndpoint, async ({ ctx, params }) =>
    entryReply(ctx, await ledger.getEntry(ctx, params.entryId)),
  );
  bind(http, api.setOffEndpoint, async ({ ctx, params, body }) => {
    const items = body.items.map(({ entryId, amount }) => ({ entryId, amountMinor: minor(amount, body.currency) }));
    const { currency, note } = body;
    const said = note === undefined ? {} : { note };
    return entryReply(ctx, await ledger.setOff(ctx, { customerId: params.customerId, currency, items, ...said }));
  });
  bind(http, api.writeOffEndpoint, async ({ ctx, params, body }) => {
    const { reason, correctVat, note } = body;
    const opened = await ledger.getEntry(ctx, params.entryId);
    const amountMinor = body.amount === undefined ? null : minor(body.amount, opened.currency);
    const said = note === undefined ? {} : { note };
    return entryReply(ctx, await ledger.writeOff(ctx, { ...params, amountMinor, reason, correctVat, ...said }));
  });
  bind(http, api.reverseEntryEndpoint, async ({ ctx, params, body }) =>
    entryReply(ctx, await ledger.reverseEntry(ctx, { ...params, ...body })),
  );
}

/** @throws Refusal `ledger.amountWrong` where it has decimals that the currency lacks */
function minor(amount: string, currency: string): bigint {
  const parsed = parseMinor(amount, currency);
  if (parsed === null) throw new Refusal('invalid', 'ledger.amountWrong');
  return parsed;
}

async function entryReply(ctx: Context, entry: PostedEntry) {
  const { id, currency, postings, createdAt, reason, reversedBy, kind } = entry;
  const items = await ledger.itemsById(
    ctx,
    postings.flatMap(({ item }) => item ?? []),
  );
  const opened = items.get(id);
  const amountOf = (minor: bigint) => formatMinor(minor, currency);
  return {
    entryId: id,
    kind,
    customerId: entry.customerId,
    currency,
    bookedOn: entry.bookedOn,
    documentNumber: entry.documentNumber,
    reverses: entry.reverses ?? null,
    reversedBy,
    reversible: reversedBy === null && REVERSIBLE_KINDS.some((each) => each === kind),
    openItem:
      opened === undefined || opened.remainingMinor === 0n
        ? null
        : { dueOn: opened.dueOn, amount: amountOf(opened.amountMinor), remaining: amountOf(opened.remainingMinor) },
    reason: reason ?? null,
    note: entry.note ?? null,
    actor: entry.actor,
    createdAt: createdAt.toISOString(),
    postings: postings.map(({ account, amountMinor, item }) => ({
      account,
      amount: amountOf(amountMinor),
      itemEntryId: item ?? null,
      itemNumber: item === undefined ? null : (items.get(item)?.documentNumber ?? null),
    })),
  };
}
