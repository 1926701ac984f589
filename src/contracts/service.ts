export * from './service/additions.ts';
export { bookOption, type EndBookingInput, endBooking } from './service/bookings.ts';
export { getContract } from './service/common.ts';
export * from './service/contractLists.ts';
export * from './service/contracts.ts';
export { customerContracts } from './service/customerContracts.ts';
export * from './service/discounts.ts';
export * from './service/ending.ts';
export { type Holdings, holdings } from './service/holdings.ts';
export * from './service/indexation.ts';
export * from './service/indexationLetters.ts';
export * from './service/indexationRules.ts';
export { addLine, type EndLineInput, endLine, lineHistory } from './service/lines.ts';
export { addCredit, addOneOff, giveBackDeposit, takeDeposit } from './service/oneOffs.ts';
export * from './service/openBusiness.ts';
export { readPastedLines } from './service/pastedLines.ts';
export { changePlan, type PlanChangeInput } from './service/planChanges.ts';
export { previewProductPrice } from './service/productPriceImpact.ts';
export { grantsForRating, linesForRating } from './service/rated.ts';
export {
  addSubscription,
  changeSubscription,
  type EndSubscriptionInput,
  endSubscription,
  getSubscription,
  type RestartInput,
  restartSubscription,
  type TermChangeInput,
} from './service/subscriptions.ts';
export type { Indexation } from './store/indexations.ts';
