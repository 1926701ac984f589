/**
 * Reader of XML records: a stream of tags, of which only the record at hand is held as a tree. Entities of a document's own are refused,
 * nothing outside the document is ever asked for. From where a document is not well-formed it is not read on: the rest is one reject with its place;
 * without a record before that, or where the format says so, the file is put aside whole.
 */
import iconv from 'iconv-lite';
import sax from 'sax';
import type { Charset, XmlStructure } from '../language/structure.ts';
import { MAX_RECORD_BYTES, RAW_BYTES, type RecordReader, type RecordSink } from './sink.ts';
import type { SlotTable } from './slots.ts';
import { compilePath, itemsOf, type Tree, type TreePath } from './treePath.ts';
import { TreeFiller } from './treeView.ts';
import { newView, type RecordView } from './view.ts';
import { compileElementPaths, type ElementPath, isAt } from './xmlPath.ts';

/** How deep elements may be nested, in a record and around it. */
const MAX_DEPTH = 128;

/** An element of the record being read. */
interface Element {
  readonly name: string;
  readonly node: Record<string, Tree>;
  text: string;
  /** Whether it is more than its text. */
  rich: boolean;
}

export class XmlReader implements RecordReader {
  readonly #sink: RecordSink;
  readonly #view: RecordView = newView(false);
  readonly #filler: TreeFiller;
  readonly #paths: readonly ElementPath[];
  readonly #prefixes: ReadonlyMap<string, string>;
  readonly #each: TreePath | null;
  readonly #keepsBegun: boolean;
  /** Keeps what a piece cuts off of a character. */
  readonly #decoder: iconv.DecoderStream;
  readonly #oneByte: boolean;
  readonly #parser: sax.SAXParser;
  /** Names of the open elements around records. */
  readonly #around: string[] = [];
  /** Open elements of the record at hand, itself first; empty outside of records. */
  readonly #open: Element[] = [];
  /** Elements below one that is too deep or in a record that is too long. */
  #skipped = 0;
  #tooLong: { readonly raw: Buffer; readonly byteOffset: number } | null = null;
  #tooDeep = false;
  #stopped = false;
  #recordNo = 0;
  /** Text of the piece at hand and of the record begun before it, and the position of its first character. */
  #text = '';
  #textAt = 0;
  /** Position up to which bytes were counted, not before the text's, and how many there are: what they are of is counted once. */
  #countedAt = 0;
  #offset: number;
  #recordLine = 1;
  #recordFrom = 0;

  /** @param offset bytes of the file before what will be pushed (its byte order mark) */
  constructor(structure: XmlStructure, slots: SlotTable, charset: Charset, sink: RecordSink, offset: number) {
    this.#sink = sink;
    this.#offset = offset;
    this.#filler = new TreeFiller(slots);
    this.#view.columnOf = this.#filler.columns();
    this.#paths = compileElementPaths(structure.recordPath) ?? [];
    this.#prefixes = new Map(Object.entries(structure.namespaces).map(([prefix, uri]) => [uri, prefix]));
    this.#each = structure.each === undefined ? null : compilePath(structure.each);
    this.#keepsBegun = structure.broken === 'rest';
    this.#decoder = iconv.getDecoder(charset);
    this.#oneByte = charset !== 'utf-8' && !charset.startsWith('utf-16');
    this.#parser = this.#newParser();
  }

  push(chunk: Buffer): void {
    this.#write(this.#decoder.write(chunk));
  }

  end(): void {
    this.#write(this.#decoder.end() ?? '');
    if (this.#stopped) return;
    if (this.#open.length > 0 || this.#around.length > 0) this.#fault('mediation.xmlCut', 'end of file');
    else this.#parser.close();
  }

  #newParser(): sax.SAXParser {
    const options = { xmlns: this.#prefixes.size > 0, position: true, strictEntities: true };
    const parser = new sax.SAXParser(true, options);
    parser.onerror = (error) => this.#fault('mediation.xml', error.message.split('\n')[0] ?? '');
    parser.onopentag = (tag) => this.#opened(tag);
    parser.onclosetag = () => this.#closed();
    parser.ontext = (text) => this.#characters(text);
    parser.oncdata = (text) => this.#characters(text);
    return parser;
  }

  #write(text: string): void {
    if (this.#stopped || text === '') return;
    this.#text += text;
    this.#parser.write(text);
    this.#forget();
  }

  /** Gives up the text that neither the record at hand nor the tag that may have begun needs. */
  #forget(): void {
    const end = this.#textAt + this.#text.length;
    const tag = this.#text.lastIndexOf('<') + this.#textAt;
    const inTag = tag >= this.#textAt && end - tag <= MAX_RECORD_BYTES;
    if (this.#open.length > 0 && this.#tooLong === null && end - this.#recordFrom > MAX_RECORD_BYTES) this.#overflow();
    const inRecord = this.#open.length > 0 && this.#tooLong === null;
    const keep = inRecord ? this.#recordFrom : inTag ? tag : end;
    this.#offsetOf(keep);
    this.#text = this.#text.slice(keep - this.#textAt);
    this.#textAt = keep;
  }

  /** The record at hand is too long: its beginning is kept for the report, the rest is passed over. */
  #overflow(): void {
    const from = this.#recordFrom - this.#textAt;
    this.#tooLong = {
      raw: Buffer.from(this.#text.slice(from, from + RAW_BYTES)),
      byteOffset: this.#offsetOf(this.#recordFrom),
    };
  }

  /** The byte offset of a position that does not lie before the last one asked for. */
  #offsetOf(position: number): number {
    const text = this.#text.slice(this.#countedAt - this.#textAt, position - this.#textAt);
    this.#offset += this.#oneByte ? text.length : Buffer.byteLength(text);
    this.#countedAt = position;
    return this.#offset;
  }

  #opened(tag: sax.Tag | sax.QualifiedTag): void {
    if (this.#stopped) return;
    const name = this.#nameOf(tag);
    if (this.#skipped > 0) {
      this.#skipped++;
      return;
    }
    if (this.#open.length === 0) {
      if (this.#around.length >= MAX_DEPTH) {
        this.#fault('mediation.xml', 'nesting');
        return;
      }
      // Documents may come one after another; the parser would take text in the second one for text behind the first.
      if (this.#around.length === 0) Reflect.set(this.#parser, 'closedRoot', false);
      this.#around.push(name);
      if (!isAt(this.#paths, this.#around)) return;
      this.#recordFrom = this.#parser.startTagPosition - 1;
      this.#recordLine = this.#parser.line + 1;
      this.#tooLong = null;
      this.#tooDeep = false;
    } else if (this.#isOver() || this.#open.length >= MAX_DEPTH) {
      this.#skipped = 1;
      this.#tooDeep ||= this.#open.length >= MAX_DEPTH;
      return;
    }
    const element: Element = { name, node: {}, text: '', rich: this.#open.length === 0 };
    if (element.rich) element.node['#name'] = name;
    for (const [key, value] of Object.entries(tag.attributes)) {
      if (key === 'xmlns' || key.startsWith('xmlns:')) continue;
      element.rich = true;
      const attribute = typeof value === 'string' ? { name: key, text: value } : { name: '', text: value.value };
      element.node[`@${typeof value === 'string' ? local(attribute.name) : this.#qualified(value)}`] = attribute.text;
    }
    this.#open.push(element);
  }

  #closed(): void {
    if (this.#stopped) return;
    if (this.#skipped > 0) {
      this.#skipped--;
      return;
    }
    const element = this.#open.pop();
    if (element === undefined) {
      this.#around.pop();
      return;
    }
    const text = element.text.trim();
    if (element.rich && text !== '') element.node['#'] = text;
    const parent = this.#open.at(-1);
    if (parent === undefined) {
      this.#around.pop();
      this.#record(element.node);
      return;
    }
    parent.rich = true;
    addChild(parent.node, element.name, element.rich ? element.node : text);
  }

  #characters(text: string): void {
    const element = this.#open.at(-1);
    if (element !== undefined && this.#skipped === 0 && !this.#isOver()) element.text += text;
  }

  #isOver(): boolean {
    return this.#tooLong !== null || this.#parser.position - this.#recordFrom > MAX_RECORD_BYTES;
  }

  #record(node: Tree): void {
    const view = this.#view;
    const length = this.#parser.position - this.#recordFrom;
    if (this.#tooLong === null && length > MAX_RECORD_BYTES) this.#overflow();
    const from = this.#recordFrom - this.#textAt;
    view.raw = this.#tooLong?.raw ?? Buffer.from(this.#text.slice(from, from + length));
    view.byteOffset = this.#tooLong?.byteOffset ?? this.#offsetOf(this.#recordFrom);
    view.rawFrom = 0;
    view.rawTo = view.raw.length;
    view.count = 0;
    view.lineNo = this.#recordLine;
    view.recordNo = ++this.#recordNo;
    if (this.#tooLong !== null || this.#tooDeep) {
      const [code, params] =
        this.#tooLong === null
          ? ['mediation.xmlDeep', { most: MAX_DEPTH }]
          : ['mediation.recordTooLong', { bytes: length, most: MAX_RECORD_BYTES }];
      this.#sink.broken(view, code, -1, params);
      return;
    }
    const legs = this.#each === null ? [node] : itemsOf(node, this.#each);
    for (const [leg, tree] of (legs.length === 0 ? [node] : legs).entries()) {
      if (leg > 0) view.recordNo = ++this.#recordNo;
      this.#filler.fill(view, tree, node);
      this.#sink.record(view);
    }
  }

  #fault(code: string, found: string): void {
    if (this.#stopped) return;
    this.#stopped = true;
    const at = { line: this.#parser.line + 1, column: this.#parser.column, found };
    if (this.#recordNo > 0 && this.#keepsBegun) this.#rest(at);
    else this.#sink.fileFault(code, at);
  }

  /** What is not read any more, from the record on that was begun. */
  #rest(at: { readonly line: number; readonly column: number; readonly found: string }): void {
    const view = this.#view;
    const inRecord = this.#open.length > 0;
    const end = this.#textAt + this.#text.length;
    const from = Math.max(this.#countedAt, Math.min(inRecord ? this.#recordFrom : this.#parser.position, end));
    const begun = this.#text.slice(from - this.#textAt, from - this.#textAt + RAW_BYTES);
    view.raw = this.#tooLong?.raw ?? Buffer.from(begun);
    view.byteOffset = this.#tooLong?.byteOffset ?? this.#offsetOf(from);
    view.rawFrom = 0;
    view.rawTo = view.raw.length;
    view.count = 0;
    view.lineNo = inRecord ? this.#recordLine : at.line;
    view.recordNo = ++this.#recordNo;
    this.#sink.broken(view, 'mediation.xmlRest', -1, at);
  }

  #nameOf(tag: sax.Tag | sax.QualifiedTag): string {
    return 'uri' in tag ? this.#qualified(tag) : local(tag.name);
  }

  #qualified({ uri, local: name }: { readonly uri: string; readonly local: string }): string {
    const prefix = uri === '' ? undefined : this.#prefixes.get(uri);
    return prefix === undefined ? name : `${prefix}:${name}`;
  }
}

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Elements of the same name become a list. */
function addChild(node: Record<string, Tree>, name: string, child: Tree): void {
  const known = Object.hasOwn(node, name) ? node[name] : undefined;
  if (known === undefined) node[name] = child;
  else if (Array.isArray(known)) known.push(child);
  else node[name] = [known, child];
}
