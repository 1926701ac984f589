export { type AssignReport, assignIdentifier, assignUnmatched } from './service/assign.ts';
export { type ExplainInput, type Explanation, explain } from './service/explain.ts';
export { explanationLines } from './service/explanationLines.ts';
export { compileRater, type Rater, ratingInput } from './service/ratingInput.ts';
export { type ReratedCustomer, type RerateInput, rerate } from './service/rerate.ts';
export { unmatchedLines } from './service/unmatched.ts';
export { usagePage } from './service/usagePage.ts';
