import cliProgress from 'cli-progress';
import type { Clock } from './clock.ts';
import type { Progress } from './progress.ts';

/** Progress on a terminal; `stop` ends the bar so that other lines can follow. */
export interface TerminalProgress extends Progress {
  stop(): void;
}

/** Standard error or something like it. */
export type Terminal = NodeJS.WritableStream & { readonly isTTY?: boolean };

export interface TerminalOptions {
  readonly clock: Clock;
  /** Words of a phase in the reader's language. */
  readonly wordPhase: (phase: string) => string;
  /** Where to write; standard error by default, so that output stays clean. */
  readonly stream?: Terminal;
}

const LINE_EVERY_MS = 5000;

/** A bar on a terminal; elsewhere (log file, CI) one plain line per phase and at most every five seconds. */
export function terminalProgress({ clock, wordPhase, stream = process.stderr }: TerminalOptions): TerminalProgress {
  return stream.isTTY ? barProgress(wordPhase, stream) : lineProgress(clock, wordPhase, stream);
}

function barProgress(wordPhase: (phase: string) => string, stream: Terminal): TerminalProgress {
  const bar = new cliProgress.SingleBar(
    {
      stream,
      format: '{phase} [{bar}] {percentage}% {value}/{total}',
      hideCursor: true,
      clearOnComplete: false,
      barsize: 30,
    },
    cliProgress.Presets.shades_classic,
  );
  let open = false;
  const stop = () => {
    if (open) bar.stop();
    open = false;
  };
  return {
    cancelled: false,
    phase: (name, total) => {
      stop();
      if (total === undefined) stream.write(`${wordPhase(name)}\n`);
      else {
        bar.start(total, 0, { phase: wordPhase(name) });
        open = true;
      }
    },
    advance: (count) => {
      if (open) bar.increment(count);
    },
    detail: () => {},
    stop,
  };
}

function lineProgress(clock: Clock, wordPhase: (phase: string) => string, stream: Terminal): TerminalProgress {
  let phase = '';
  let done = 0;
  let total: number | undefined;
  let writtenAt = Number.NEGATIVE_INFINITY;
  const write = () => {
    writtenAt = clock.now();
    stream.write(total === undefined ? `${phase}\n` : `${phase} ${done}/${total}\n`);
  };
  return {
    cancelled: false,
    phase: (name, ofTotal) => {
      phase = wordPhase(name);
      done = 0;
      total = ofTotal;
      write();
    },
    advance: (count) => {
      done += count;
      if (clock.now() - writtenAt >= LINE_EVERY_MS) write();
    },
    detail: () => {},
    stop: () => {},
  };
}
