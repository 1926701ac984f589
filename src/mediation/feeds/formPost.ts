/**
 * Calls as FreeSWITCH posts them (`mod_json_cdr`, `mod_xml_cdr`): a form with the document in the field `cdr`, its characters escaped as in
 * a form, or in base64; or the document alone.
 */

const FORM = 'application/x-www-form-urlencoded';
const FORM_BASE64 = 'application/x-www-form-base64-encoded';

const isForm = (mediaType: string): boolean => mediaType === FORM || mediaType === FORM_BASE64;

/** Whether a body is one call of a switch rather than a file: a form, or a document whose address names the call (`encode` is off). */
export function isCallPost(mediaType: string, namesCall: boolean): boolean {
  return namesCall || isForm(mediaType);
}

/** The document of a call; null where a form has none, or more than one. */
export function documentOf(mediaType: string, body: string): string | null {
  if (!isForm(mediaType)) return body.trim() === '' ? null : body;
  const values = body
    .split('&')
    .filter((pair) => pair.startsWith('cdr='))
    .map((pair) => pair.slice('cdr='.length));
  const [value] = values;
  if (value === undefined || values.length > 1) return null;
  const document = mediaType === FORM_BASE64 ? fromBase64(value) : unescaped(value);
  return document === null || document.trim() === '' ? null : document;
}

/** Documents lie one in a line: line breaks outside of strings mean nothing in JSON, and inside they are escaped. */
export function asLine(document: string): string {
  return `${document.trim().replace(/\r?\n/g, ' ')}\n`;
}

function unescaped(value: string): string | null {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

/** `+`, `/` and `=` may be escaped as in a form, or not. */
function fromBase64(value: string): string | null {
  const plain = value.includes('%') ? unescaped(value.replaceAll('+', '%2B')) : value;
  if (plain === null || !/^[A-Za-z0-9+/]+={0,2}$/.test(plain)) return null;
  return Buffer.from(plain, 'base64').toString('utf8');
}
