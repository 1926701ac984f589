import { Refusal } from '#base';

/** The thing of that code. @throws Refusal `refusal` with `code` */
export function named<T extends { readonly code: string }>(all: readonly T[], code: string, refusal: string): T {
  const found = all.find((one) => one.code === code);
  if (found === undefined) throw new Refusal('notFound', refusal, { code });
  return found;
}

/** @throws Refusal `catalog.codeTaken` */
export function refuseTaken(all: readonly { readonly code: string }[], code: string): void {
  if (all.some((one) => one.code === code)) throw new Refusal('conflict', 'catalog.codeTaken', { code });
}
