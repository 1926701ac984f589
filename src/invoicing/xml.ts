/** Small XML writer: strings in, escaped and indented text out. Absent parts are `null` and leave no trace. */

export type Child = string | null;
type Attributes = Readonly<Record<string, string>>;

/** `<name attributes>content</name>`; content is text (escaped) or children (already XML). */
export function element(name: string, content: string | readonly Child[]): string;
export function element(name: string, attributes: Attributes, content: string | readonly Child[]): string;
export function element(
  name: string,
  second: Attributes | string | readonly Child[],
  third?: string | readonly Child[],
): string {
  const [attributes, content] = third === undefined ? [{}, second as string | readonly Child[]] : [second, third];
  const opening = `${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeText(String(value))}"`)
    .join('')}`;
  if (typeof content === 'string') return `<${opening}>${escapeText(content)}</${name}>`;
  const children = content.filter((child) => child !== null);
  if (children.length === 0) return `<${opening}/>`;
  return `<${opening}>\n${children.map(indent).join('\n')}\n</${name}>`;
}

export function document(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function indent(xml: string): string {
  return `  ${xml.replaceAll('\n', '\n  ')}`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Also drops what XML 1.0 forbids (control characters but tab and line ends), and makes line ends spaces: terms are one line. */
function escapeText(text: string): string {
  return text
    .replace(/[\t\r\n]+/g, ' ')
    .replace(/[^\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
