export { compileRater } from './service/ratingInput.ts';
