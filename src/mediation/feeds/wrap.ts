import type { Structure } from '../language/structure.ts';

/** Records of an API, each one JSON document, as one file that the source's format reads: one after another, or in the list its root names. */
export function wrapItems(structure: Structure, items: readonly Buffer[]): Buffer {
  const root = structure.kind === 'json' && structure.records === 'nested' ? (structure.root ?? '').split('.') : [];
  const names = root.filter((name) => name !== '');
  if (structure.kind !== 'json' || structure.records !== 'nested') return Buffer.concat(items);
  const before = names.map((name) => `{${JSON.stringify(name)}:`).join('');
  const parts = items.flatMap((item, index) => (index === 0 ? [item] : [Buffer.from(','), item]));
  return Buffer.concat([Buffer.from(`${before}[`), ...parts, Buffer.from(`]${'}'.repeat(names.length)}\n`)]);
}
