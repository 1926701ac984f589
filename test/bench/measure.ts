/** What work costs: time, CPU of this process, CPU of the database server, memory. */
import { readdirSync, readFileSync } from 'node:fs';
import { memoryUsage } from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export interface Cost {
  readonly wallMs: number;
  /** All threads of this process, user and system. */
  readonly cpuMs: number;
  /** All processes of the database server; 0 where the system has no /proc. */
  readonly serverCpuMs: number;
  /** Most memory this process held, sampled. */
  readonly peakRssMb: number;
}

/** Asking for the memory takes about a millisecond, which would be counted as the work's. */
const SAMPLE_MS = 200;
/** How often it is asked for in each quarter of a piece of work. */
const SAMPLES = 12;
const MB = 2 ** 20;

// What was measured before is not to be counted here.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Does the work and tells what it cost. @param serverPid process id of the database's postmaster, if it takes part */
export async function measured<Result>(
  work: () => Promise<Result>,
  serverPid?: number,
): Promise<{ readonly result: Result; readonly cost: Cost }> {
  collectGarbage();
  let peakRss = memoryUsage.rss();
  const sample = () => {
    peakRss = Math.max(peakRss, memoryUsage.rss());
  };
  const sampler = setInterval(sample, SAMPLE_MS);
  const serverBefore = serverPid === undefined ? 0 : serverCpuMs(serverPid);
  const before = process.cpuUsage();
  const began = performance.now();
  try {
    const result = await work();
    const wallMs = performance.now() - began;
    const { user, system } = process.cpuUsage(before);
    sample();
    const spentMs = serverPid === undefined ? 0 : serverCpuMs(serverPid) - serverBefore;
    return {
      result,
      cost: { wallMs, cpuMs: (user + system) / 1000, serverCpuMs: spentMs, peakRssMb: Math.round(peakRss / MB) },
    };
  } finally {
    clearInterval(sampler);
  }
}

/** Most memory held in each quarter of a piece of work: four figures alike tell that it does not grow. */
export class Quarters {
  readonly peaksMb: number[] = [0, 0, 0, 0];
  readonly #total: number;
  #done = 0;
  #nextSample = 0;

  constructor(total: number) {
    this.#total = total;
  }

  advance(count: number): void {
    if (this.#done >= this.#nextSample) {
      const quarter = Math.min(3, Math.floor((4 * this.#done) / this.#total));
      this.peaksMb[quarter] = Math.max(this.peaksMb[quarter]!, Math.round(memoryUsage.rss() / MB));
      this.#nextSample = this.#done + this.#total / (4 * SAMPLES);
    }
    this.#done += count;
  }
}

/** The run in the middle by CPU. */
export function medianCost(costs: readonly Cost[]): Cost {
  const sorted = costs.toSorted((a, b) => a.cpuMs - b.cpuMs);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('assertion failed: nothing was measured');
  return middle;
}

/** Linux tells CPU times in hundredths of a second (USER_HZ). */
const TICK_MS = 10;
const PPID = 1;
const UTIME = 11;
const CSTIME = 14;

/** CPU of the postmaster, of its children and of those it has outlived, since it started; proc(5). */
function serverCpuMs(postmasterPid: number): number {
  let ticks = 0;
  for (const [pid, fields] of processes())
    if (pid === postmasterPid || Number(fields[PPID]) === postmasterPid)
      ticks += fields.slice(UTIME, CSTIME + 1).reduce((sum, field) => sum + Number(field), 0);
  return ticks * TICK_MS;
}

/** Fields of /proc/PID/stat from the third on: state, parent, … */
function* processes(): Generator<[number, readonly string[]]> {
  let names: readonly string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return;
  }
  for (const name of names) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      yield [Number(name), stat.slice(stat.lastIndexOf(')') + 2).split(' ')];
    } catch {
      // ended meanwhile
    }
  }
}
