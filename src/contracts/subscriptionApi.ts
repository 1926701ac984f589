/** What is on a contract, over HTTP: subscriptions with their histories, items billed once, deposits, bundles. */
import { z } from 'zod';
import { dateText, endpoint, idNumber, idText } from '#base';
import { bundleAnswers } from '#catalog';
import { creditInput, DEPOSIT_ENDS, depositInput, giveBackInput, newOneOff } from './contract.ts';
import { addedReply, idReply } from './contractApi.ts';
import { newDiscount, newPause, newSubscription, priceText, quantityNumber } from './subscription.ts';

const contractId = z.object({ contractId: idText });
const subscriptionId = z.object({ subscriptionId: idText });

const subscriptionReply = z.object({
  id: z.number().int(),
  contractId: z.number().int(),
  productId: z.number().int(),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  terms: z.array(z.object({ from: z.string(), quantity: z.number().int(), unitPrice: z.string().nullable() })),
});

export const addSubscriptionEndpoint = endpoint({
  method: 'POST',
  path: '/api/contracts/:contractId/subscriptions',
  permission: 'customers.write',
  summary: 'Adds a subscription, with the set-up fee of its product unless `setup` is false',
  params: contractId,
  body: newSubscription.omit({ contractId: true }).extend({ setup: z.boolean().default(true) }),
  reply: subscriptionReply,
});

export const changeSubscriptionEndpoint = endpoint({
  method: 'POST',
  path: '/api/subscriptions/:subscriptionId/change',
  permission: 'customers.write',
  summary: 'Changes quantity or price from a day on, also a past one: the next bill trues up what was billed otherwise',
  params: subscriptionId,
  body: z.object({
    from: dateText,
    quantity: quantityNumber.optional(),
    /** Null = the product's price from then on. */
    unitPrice: priceText.nullable().optional(),
  }),
  reply: subscriptionReply,
});

export const endSubscriptionEndpoint = endpoint({
  method: 'POST',
  path: '/api/subscriptions/:subscriptionId/end',
  permission: 'customers.write',
  summary: 'Ends a subscription, moves its end, or takes it back (null)',
  params: subscriptionId,
  body: z.object({ endsOn: dateText.nullable() }),
  reply: subscriptionReply,
});

export const restartSubscriptionEndpoint = endpoint({
  method: 'POST',
  path: '/api/subscriptions/:subscriptionId/restart',
  permission: 'customers.write',
  summary: 'Lets a subscription that ended begin again with the terms it ended with',
  params: subscriptionId,
  body: z.object({ from: dateText }),
  reply: subscriptionReply,
});

export const addDiscountsEndpoint = endpoint({
  method: 'POST',
  path: '/api/subscriptions/:subscriptionId/discounts',
  permission: 'customers.write',
  summary: 'Gives a subscription discounts: one, or the steps of a staircase',
  params: subscriptionId,
  body: z.object({ discounts: z.array(newDiscount).min(1).max(50) }),
  reply: z.object({ ids: z.array(z.number().int()) }),
});

export const pauseSubscriptionEndpoint = endpoint({
  method: 'POST',
  path: '/api/subscriptions/:subscriptionId/pauses',
  permission: 'customers.write',
  summary: 'Pauses a subscription: less, or nothing, is charged for the time',
  params: subscriptionId,
  body: newPause,
  reply: idReply,
});

const partParams = z.object({ kind: z.enum(['discount', 'pause']), partId: idText });

export const endPartEndpoint = endpoint({
  method: 'POST',
  path: '/api/subscription-parts/:kind/:partId/end',
  permission: 'customers.write',
  summary: 'Moves the end of a discount or pause; null = without end',
  params: partParams,
  body: z.object({ to: dateText.nullable() }),
  reply: idReply,
});

export const withdrawPartEndpoint = endpoint({
  method: 'POST',
  path: '/api/subscription-parts/:kind/:partId/withdraw',
  permission: 'customers.write',
  summary: 'Takes a discount or pause back as if it had never been',
  params: partParams,
  body: z.object({}),
  reply: idReply,
});

export const addOneOffEndpoint = endpoint({
  method: 'POST',
  path: '/api/contracts/:contractId/one-offs',
  permission: 'customers.write',
  summary: 'Adds an item billed once, in the month of its day',
  params: contractId,
  body: newOneOff.omit({ contractId: true }),
  reply: idReply,
});

export const addCreditEndpoint = endpoint({
  method: 'POST',
  path: '/api/contracts/:contractId/credits',
  permission: 'customers.write',
  summary: 'Gives money back on the next bill, with a reason',
  params: contractId,
  body: creditInput.omit({ contractId: true }),
  reply: idReply,
});

export const takeDepositEndpoint = endpoint({
  method: 'POST',
  path: '/api/contracts/:contractId/deposits',
  permission: 'customers.write',
  summary: 'Asks for a deposit on the next bill, without VAT',
  params: contractId,
  body: depositInput.omit({ contractId: true }),
  reply: idReply,
});

export const giveBackDepositEndpoint = endpoint({
  method: 'POST',
  path: '/api/deposits/:depositId/give-back',
  permission: 'customers.write',
  summary: `Gives a deposit back or sets it off on the next bill (${DEPOSIT_ENDS.join(', ')})`,
  params: z.object({ depositId: idText }),
  body: giveBackInput.omit({ depositId: true }),
  reply: idReply,
});

const chosenItem = z.object({
  productId: idNumber,
  part: z.enum(['oneOff', 'recurring', 'licence']),
  quantity: quantityNumber,
  unitPrice: priceText.nullable().default(null),
  note: z.string().max(200).nullable().default(null),
});

export const addItemsEndpoint = endpoint({
  method: 'POST',
  path: '/api/contracts/:contractId/items',
  permission: 'customers.write',
  summary: 'Puts chosen products into a contract, all or none',
  params: contractId,
  body: z.object({
    items: z.array(chosenItem).min(1).max(500),
    startsOn: dateText,
    bundleCode: z.string().max(40).nullable().default(null),
  }),
  reply: addedReply,
});

export const addBundleToContractEndpoint = endpoint({
  method: 'POST',
  path: '/api/contracts/:contractId/bundles',
  permission: 'customers.write',
  summary: 'Puts a bundle into a contract, with the answers that its quantities follow from',
  params: contractId,
  body: z.object({ bundleCode: z.string(), answers: bundleAnswers.default({}), startsOn: dateText }),
  reply: addedReply,
});
