/** Whether a customer would stand above himself if `parentId` became his parent; `links` are all customers by id. */
export function wouldCircle(
  customerId: number,
  parentId: number,
  links: ReadonlyMap<number, { readonly parentId: number | null }>,
): boolean {
  const seen = new Set<number>();
  for (let id: number | null = parentId; id !== null && !seen.has(id); id = links.get(id)?.parentId ?? null) {
    if (id === customerId) return true;
    seen.add(id);
  }
  return false;
}
