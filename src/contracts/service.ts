export { bookOption, type EndBookingInput, endBooking } from './service/bookings.ts';
export { getContract } from './service/common.ts';
export {
  addContract,
  changePlan,
  type EndContractInput,
  endContract,
  type PlanChangeInput,
} from './service/contracts.ts';
export { customerContracts } from './service/customerContracts.ts';
export { type Holdings, holdings } from './service/holdings.ts';
export { addLine, type EndLineInput, endLine } from './service/lines.ts';
export { addOneOff } from './service/oneOffs.ts';
export { previewProductPrice } from './service/productPriceImpact.ts';
export { grantsForRating, linesForRating } from './service/rated.ts';
export { addSubscription } from './service/subscriptions.ts';
