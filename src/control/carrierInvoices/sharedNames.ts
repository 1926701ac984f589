/** Names that several destinations share. */

/** Each name with the first of those it names. */
export function firstOf(names: ReadonlyMap<string, ReadonlySet<number>>): ReadonlyMap<string, number> {
  return new Map([...names].map(([name, ids]) => [name, Math.min(...ids)]));
}

/**
 * Destinations that share a used name are one for the comparison: id → the first of them.
 * @param told names of which it is said what they mean: nothing is shared by them
 */
export function standIns(
  names: ReadonlyMap<string, ReadonlySet<number>>,
  used: ReadonlySet<string>,
  told: ReadonlyMap<string, number>,
): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  const root = (id: number): number => {
    const next = first.get(id) ?? id;
    return next === id ? id : root(next);
  };
  for (const [name, ids] of names) {
    if (!used.has(name) || told.has(name) || ids.size < 2) continue;
    const lowest = Math.min(...[...ids].map(root));
    for (const id of ids) first.set(root(id), lowest);
  }
  return new Map([...first.keys()].map((id) => [id, root(id)]));
}
