/** What a syslog message says: RFC 5424, and the older form of RFC 3164 as systems really write it. */

export interface SyslogMessage {
  readonly facility: number;
  readonly severity: number;
  /** Without the priority. */
  readonly line: string;
  /** The text itself, without what the protocol puts before it. */
  readonly message: string;
}

const PRIORITY = /^<(\d{1,3})>/;
/** `1 2026-11-23T09:15:00.003Z host app 123 ID [data] text` */
const RFC5424 = /^1 (?:-|\S+) (?:-|\S+) (?:-|\S+) (?:-|\S+) (?:-|\S+) /;
/** `Nov 23 09:15:00 host tag[12]: text`; the year, the host and the tag may be missing. */
const RFC3164 =
  /^(?:[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d+)?(?: [A-Z]{3,5})?:? )(?:(?!\S*:)\S+ )?(?:[\w./@-]{1,48}(?:\[\d+\])?: )?/;

/** Reads a message; without a priority it counts as user.notice (13), as RFC 3164 4.3.3 has it. Line ends and NULs at its end are dropped. */
export function readSyslog(text: string): SyslogMessage {
  const whole = text.replace(/[\0\r\n]+$/, '');
  const priority = PRIORITY.exec(whole);
  const value = priority === null || Number(priority[1]) > 191 ? 13 : Number(priority[1]);
  const line = priority === null ? whole : whole.slice(priority[0].length);
  return { facility: value >> 3, severity: value & 7, line, message: messageOf(line) };
}

function messageOf(line: string): string {
  const header = RFC5424.exec(line);
  if (header !== null) return afterData(line.slice(header[0].length)).replace(/^\uFEFF/, '');
  const older = RFC3164.exec(line);
  return older === null ? line : line.slice(older[0].length);
}

/** Passes over structured data: `-`, or elements in brackets in whose quoted values `"`, `\` and `]` are escaped. */
function afterData(rest: string): string {
  if (rest === '-') return '';
  if (rest.startsWith('- ')) return rest.slice(2);
  let at = 0;
  while (rest[at] === '[') {
    const end = /^\[(?:[^"\]]|"(?:[^"\\]|\\.)*")*\]/.exec(rest.slice(at));
    if (end === null) return rest;
    at += end[0].length;
  }
  return rest[at] === ' ' ? rest.slice(at + 1) : rest.slice(at);
}

/** The line that is kept of a message: line feeds inside it become spaces, so that it stays one record. */
export function syslogRecord({ line, message }: SyslogMessage, keep: 'message' | 'line'): string {
  return `${(keep === 'line' ? line : message).replace(/\r?\n/g, ' ')}\n`;
}
