import pg from 'pg';

/** Where a process dies: at its nth SQL statement, before that is sent or as soon as it is. */
export interface DeathPoint {
  readonly statement: number;
  readonly sent: boolean;
}

let statements = 0;
let deathPoint: DeathPoint | null = null;

/** SQL statements of this process since it last asked. */
export function statementsSince(): number {
  const count = statements;
  statements = 0;
  return count;
}

/** From now on this process is killed (SIGKILL, as by a power cut) when it comes to the point. */
export function dieAt(point: DeathPoint): void {
  statements = 0;
  deathPoint = point;
}

const die = () => process.kill(process.pid, 'SIGKILL');

/** Counts what goes to the server, over whichever connection: between any two of them everything may end. */
export function watchStatements(): void {
  const original: (this: pg.Client, ...all: unknown[]) => unknown = pg.Client.prototype.query;
  pg.Client.prototype.query = function query(this: pg.Client, ...all: unknown[]): unknown {
    statements++;
    const isHere = deathPoint?.statement === statements;
    if (isHere && deathPoint?.sent === false) die();
    const result = original.apply(this, all);
    if (isHere) setImmediate(die);
    return result;
  } as typeof pg.Client.prototype.query;
}
