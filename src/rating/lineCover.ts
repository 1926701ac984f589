import { DIRECTION, SERVICE, type UsageRecord } from '#usage';
import { type CompiledCover, type CompiledList, type LegRater, unitName } from './compiled.ts';
import { Draw, type Drawing, type Source } from './draw.ts';

const NO_SOURCES: readonly Source[] = [];

/** Draws on a line's allowances as its record is rated. One object per rater, reused. */
export class LineCover implements CompiledCover {
  readonly #draw = new Draw();
  readonly #drawing: Drawing = {
    startMs: 0,
    unit: 'second',
    service: SERVICE.voice,
    inbound: false,
    destinationId: 0,
    bandName: '',
    number: 0,
    usageUnits: 0,
    billedUnits: 0,
  };
  #sources = NO_SOURCES;
  #asked = false;

  get exact(): boolean {
    return this.#draw.exact;
  }

  get afresh(): boolean {
    return this.#draw.afresh;
  }

  get waivesFee(): boolean {
    return this.#draw.waivesFee;
  }

  begin(sources: readonly Source[], record: UsageRecord): void {
    this.#sources = sources;
    this.#asked = false;
    this.#draw.allowanceId = 0;
    this.#drawing.startMs = record.startMs;
    this.#drawing.service = record.service;
    this.#drawing.inbound = record.direction === DIRECTION.inbound;
    this.#drawing.number = record.bNumber;
  }

  cover(list: CompiledList, leg: LegRater, usageUnits: number, billedUnits: number): number {
    this.#asked = true;
    this.#drawing.unit = unitName(leg.unit);
    this.#drawing.destinationId = leg.destinationId;
    this.#drawing.bandName = list.bandNames[leg.band]!;
    this.#drawing.usageUnits = usageUnits;
    this.#drawing.billedUnits = billedUnits;
    return this.#draw.draw(this.#sources, this.#drawing);
  }

  /** Money allowances pay what is left of the charge, its service fee excepted. */
  finish(record: UsageRecord): void {
    const chargeMicro = record.chargeMicro - record.serviceFeeMicro;
    if (this.#asked && chargeMicro > 0) {
      const paid = this.#draw.drawMoney(this.#sources, this.#drawing, chargeMicro);
      record.chargeMicro -= paid;
      if (record.coveredUnits === 0) record.coveredUnits = paid;
    }
    record.allowanceId = this.#draw.allowanceId;
  }
}
