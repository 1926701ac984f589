import sax from 'sax';

/** An element of an XML document; names without their namespaces' prefixes. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

interface Open {
  readonly name: string;
  readonly attributes: Record<string, string>;
  text: string;
  readonly children: XmlElement[];
}

const MOST_DEPTH = 64;
/** Attachments inside an e-invoice are not read. */
const MOST_TEXT = 100_000;

/**
 * Reads a whole document. Entities of its own are not known (so nothing outside is fetched and nothing grows).
 * @returns null where it is not well-formed
 */
export function xmlTree(text: string): XmlElement | null {
  const root: Open = { name: '', attributes: {}, text: '', children: [] };
  const open: Open[] = [root];
  const options = { position: false, strictEntities: true };
  const parser = new sax.SAXParser(true, options);
  const local = (name: string) => name.replace(/^.*:/, '');
  parser.onopentag = ({ name, attributes }) => {
    if (open.length > MOST_DEPTH) throw new Error('too deep');
    const kept: Record<string, string> = {};
    for (const [key, value] of Object.entries(attributes)) kept[local(key)] = String(value);
    open.push({ name: local(name), attributes: kept, text: '', children: [] });
  };
  const characters = (part: string) => {
    const element = open.at(-1);
    if (element !== undefined && element.text.length < MOST_TEXT) element.text += part;
  };
  parser.ontext = characters;
  parser.oncdata = characters;
  parser.onclosetag = () => {
    const element = open.pop();
    if (element !== undefined) open.at(-1)?.children.push({ ...element, text: element.text.trim() });
  };
  parser.onerror = (error) => {
    throw error;
  };
  try {
    parser.write(text).close();
  } catch {
    return null;
  }
  return root.children[0] ?? null;
}

/** The elements at a path below one: `LegalMonetaryTotal/TaxExclusiveAmount`. */
export function allAt(element: XmlElement, path: string): readonly XmlElement[] {
  return path
    .split('/')
    .reduce<readonly XmlElement[]>(
      (found, name) => found.flatMap(({ children }) => children.filter((child) => child.name === name)),
      [element],
    );
}

/** Text of the first element at a path; null where there is none, or nothing in it. */
export function textAt(element: XmlElement, path: string): string | null {
  return allAt(element, path)[0]?.text || null;
}
