/** What the tags of a kind of file are called and hold: our own tables, `a16` → `LocalTimeStamp`, `c20/c1` → `ServedImsi tbcd`. */
import { z } from 'zod';
import { TAG_CLASS, tagOf } from '../readers/tlv.ts';

/**
 * What a primitive element holds. `text` characters; `integer` signed, as decimal digits; `bcd` digits, the first in the high half; `tbcd` the first in
 * the low half (3GPP TS 29.002); `address` a type of number and then `tbcd`, with + where it is international; `time` nine bytes of
 * 3GPP TS 32.298 as `YYMMDDhhmmss+hhmm`; `ip` an address of 4 or 16 bytes; `hex` anything else.
 */
export const TAG_TYPES = ['text', 'integer', 'bcd', 'tbcd', 'address', 'time', 'ip', 'hex'] as const;
export type TagType = (typeof TAG_TYPES)[number];

/**
 * Names of elements by tag. A key is a tag (`a` application, `c` context, `u` universal, `p` private), or the tags from the record down to the element,
 * by `/`. Application tags alone hold wherever they stand. The value is a name, and behind a blank what the element holds; without it,
 * text.
 */
export const tagTableSchema = z.record(
  z.string().regex(/^[uacp]\d{1,7}(\/[uacp]\d{1,7})*$/),
  z.string().regex(/^[A-Za-z][A-Za-z0-9]*( (text|integer|bcd|tbcd|address|time|ip|hex))?$/),
);
export type TagTable = z.output<typeof tagTableSchema>;

/** An element as the table knows it. */
export interface TagNode {
  readonly name: string;
  readonly type: TagType;
  readonly children: Map<number, TagNode>;
}

export class TagNames {
  /** What stands at the top, or (of application tags) anywhere. */
  readonly #top: TagNode = { name: '', type: 'text', children: new Map() };
  readonly names = new Set<string>();

  constructor(table: TagTable) {
    // Shorter keys first, so that an element is there before its children.
    const keys = Object.keys(table).sort((a, b) => a.split('/').length - b.split('/').length);
    for (const key of keys) {
      const [name = '', type = 'text'] = table[key]!.split(' ');
      let node = this.#top;
      const tags = key.split('/').map((text) => tagOf(text)!);
      for (const tag of tags.slice(0, -1)) node = childOf(node, tag);
      const known = node.children.get(tags.at(-1)!);
      const named = {
        name,
        type: TAG_TYPES.find((each) => each === type) ?? 'text',
        children: known?.children ?? new Map(),
      };
      node.children.set(tags.at(-1)!, named);
      this.names.add(name);
    }
  }

  /** The element of a tag inside another one; null at the top; undefined where the table has none. */
  get(parent: TagNode | null, tag: number): TagNode | undefined {
    const own = (parent ?? this.#top).children.get(tag);
    if (own !== undefined || parent === null) return own;
    return Math.floor(tag / 2 ** 24) === TAG_CLASS.application ? this.#top.children.get(tag) : undefined;
  }
}

function childOf(node: TagNode, tag: number): TagNode {
  const known = node.children.get(tag);
  if (known !== undefined) return known;
  const made: TagNode = { name: '', type: 'text', children: new Map() };
  node.children.set(tag, made);
  return made;
}
