import type { BookLine } from './book.ts';
import { dayAfter } from './days.ts';
import type { DeedOf } from './deeds.ts';
import { freshNumber } from './deedsOnContracts.ts';
import { BEGIN } from './operator.ts';
import type { Simulator } from './simulator.ts';

const HEADER = 'Datum;Uhrzeit;Richtung;Rufnummer A;Rufnummer B;Dauer (s);Betrag netto;Verbindungs-ID';
/** In the nights in which clocks change nobody calls: files in local time cannot tell the hour that comes twice. */
const CHANGES = ['2026-03-29', '2026-10-25'];
const DAY_S = 86_400;

/** Writes the files of carriers, with everything that goes wrong in them. */
export class CallFiles {
  readonly #sim: Simulator;
  /** Moments at which somebody called: one call each, so that the order of calls is never in doubt. */
  readonly #moments = new Set<string>();
  readonly #told = new Map<string, string[]>();
  /** Numbers that call though nobody told whose they are. */
  readonly strays: string[] = [];
  #files = 0;

  constructor(sim: Simulator) {
    this.#sim = sim;
  }

  /** Calls of the days before today, some of them of weeks ago; duplicates, broken lines, lines of nobody. */
  next(source: string, calls: number, sinceDays: number): DeedOf<'file'> {
    const { random } = this.#sim;
    const told = this.#told.get(source) ?? [];
    const lines: string[] = [];
    for (let count = 0; count < calls; count++) {
      const known = [...told, ...lines];
      if (random.percent(4) && known.length > 0) lines.push(random.pick(known));
      else lines.push(this.#line(random.percent(6) ? 70 : sinceDays));
    }
    this.#told.set(source, [...told, ...lines]);
    const name = `${source}-${String(++this.#files).padStart(3, '0')}-${this.#sim.today}.csv`;
    return { kind: 'file', source, name, content: `${[HEADER, ...lines].join('\n')}\n` };
  }

  /** A file was taken out: what it told is not told again. */
  forget(source: string, content: string): void {
    const lines = new Set(content.split('\n'));
    const told = this.#told.get(source) ?? [];
    this.#told.set(
      source,
      told.filter((line) => !lines.has(line)),
    );
  }

  #line(sinceDays: number): string {
    const { random } = this.#sim;
    const id = `C${this.#sim.serial()}`;
    const moment = this.#moment(sinceDays);
    const [day = '', time = ''] = moment.split(' ');
    const at = `${day.split('-').reverse().join('.')};${time}`;
    const own = `0${this.#caller().slice(2)}`;
    if (random.percent(4)) return `${at};Ankommend;0301234567;${own};${random.between(1, 900)};0;${id}`;
    const seconds = random.percent(4) ? 0 : random.percent(20) ? random.between(1, 61) : random.between(1, 2400);
    const broken = random.percent(2);
    const [direction, duration] = broken && random.percent(50) ? ['Quer', seconds] : ['Abgehend', seconds];
    const length = broken && direction === 'Abgehend' ? 'l2' : String(duration);
    return `${at};${direction};${own};${this.#called()};${length};0,01;${id}`;
  }

  #caller(): string {
    const { random, book } = this.#sim;
    if (random.percent(3)) {
      if (this.strays.length < 5 || random.percent(10)) this.strays.push(freshNumber(this.#sim));
      return random.pick(this.strays);
    }
    const line = this.#sim.pick<BookLine>(book.lines.values());
    return line?.number ?? freshNumber(this.#sim);
  }

  #called(): string {
    const { random } = this.#sim;
    const end = String(1_000_000 + random.below(9_000_000));
    return random.pick([`030${end}`, `030${end}`, `0151${end}`, `0033612${end}`, `001212${end}`]);
  }

  /** Often shortly before or after midnight and the hours at which prices change. */
  #moment(sinceDays: number): string {
    const { random, today } = this.#sim;
    for (;;) {
      const day = dayAfter(today, -random.between(1, sinceDays));
      const near = random.pick([0, 28_800, 64_800, DAY_S]) + random.between(-90, 90);
      const seconds = random.percent(15) ? Math.min(Math.max(near, 0), DAY_S - 1) : random.below(DAY_S);
      const time = new Date(seconds * 1000).toISOString().slice(11, 19);
      const moment = `${day} ${time}`;
      const changes = CHANGES.includes(day) && time < '04';
      if (day < BEGIN || changes || this.#moments.has(moment)) continue;
      this.#moments.add(moment);
      return moment;
    }
  }
}
