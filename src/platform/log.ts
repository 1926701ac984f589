/** Structured log lines on stderr, one JSON object each; the only writer besides the CLI's own output. */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}

export function jsonLog(write: (line: string) => void = (line) => process.stderr.write(line)): Log {
  const emit = (level: string, event: string, fields: Readonly<Record<string, unknown>> = {}) =>
    write(`${JSON.stringify({ level, event, ...fields })}\n`);
  return {
    info: (event, fields) => emit('info', event, fields),
    error: (event, fields) => emit('error', event, fields),
  };
}

export const silentLog: Log = { info: () => {}, error: () => {} };
