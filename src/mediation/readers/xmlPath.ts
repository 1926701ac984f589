/** Which elements of a document (XML, BER) are records: `/File/CDRs/Call`, `//Call`, `*` for any name, alternatives by `|`. */

export interface ElementPath {
  readonly anywhere: boolean;
  readonly names: readonly string[];
}

/** Null where the text is no such path. */
export function compileElementPaths(text: string): readonly ElementPath[] | null {
  const paths = text.split('|').map((alternative) => {
    const anywhere = alternative.startsWith('//');
    const names = alternative.slice(anywhere ? 2 : 1).split('/');
    return alternative.startsWith('/') && names.every((name) => /^([\p{L}_][\p{L}\p{N}_.:-]*|\*)$/u.test(name))
      ? { anywhere, names }
      : null;
  });
  return paths.includes(null) ? null : paths.filter((path) => path !== null);
}

/** Whether the innermost of these open elements is one of the paths'. @param open names from the root */
export function isAt(paths: readonly ElementPath[], open: readonly string[]): boolean {
  return paths.some(({ anywhere, names }) => {
    const skip = open.length - names.length;
    if (anywhere ? skip < 0 : skip !== 0) return false;
    return names.every((name, at) => name === '*' || name === open[skip + at]);
  });
}

/** Whether elements of the paths may stand somewhere inside the innermost of these open elements. */
export function leadsTo(paths: readonly ElementPath[], open: readonly string[]): boolean {
  return paths.some(
    ({ anywhere, names }) =>
      anywhere || (open.length < names.length && open.every((name, at) => names[at] === '*' || names[at] === name)),
  );
}
