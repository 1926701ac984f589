import { type FindingParams, formatMicro } from '#base';
import type { Price } from '#catalog';
import { DIRECTION, type UsageRecord } from '#usage';
import type { Draw, Drawing, Source } from './draw.ts';
import type { ExplanationLine } from './explanation.ts';
import type { Holding } from './holding.ts';

/** What allowances do to a leg: asked once its units are known, answers how many of them are paid already. */
export interface Cover {
  /** Units of usage that are paid already, where exact units count: billing goes on from there (`afresh`: begins anew with the rest). */
  readonly usageUnits: number;
  readonly afresh: boolean;
  /** Billed units that are paid already, where the plan's increments count. */
  readonly billedUnits: number;
  readonly waivesFee: boolean;
  readonly lines: readonly Omit<ExplanationLine, 'leg'>[];
}

/** What allowances are asked about. */
export interface Coverable {
  readonly price: Price;
  readonly destinationId: number;
  readonly bandName: string;
  readonly usageUnits: number;
  readonly billedUnits: number;
}

/** The allowances of one event, drawn on as its customer leg is rated, with the derivation. */
export class EventCover {
  allowanceId = 0;
  readonly #sources: readonly Source[];
  readonly #record: Readonly<UsageRecord>;
  readonly #draw: Draw;
  #drawing: Drawing | null = null;

  constructor(draw: Draw, sources: readonly Source[], record: Readonly<UsageRecord>) {
    this.#draw = draw;
    this.#sources = sources;
    this.#record = record;
  }

  /** Units of usage; none where nothing covers the event, the lines then tell what is used up or refused. */
  cover(coverable: Coverable): Cover {
    const record = this.#record;
    this.#drawing = {
      startMs: record.startMs,
      unit: coverable.price.unit,
      service: record.service,
      inbound: record.direction === DIRECTION.inbound,
      destinationId: coverable.destinationId,
      bandName: coverable.bandName,
      number: record.bNumber,
      usageUnits: coverable.usageUnits,
      billedUnits: coverable.billedUnits,
    };
    const lines: Omit<ExplanationLine, 'leg'>[] = [];
    const units = this.#draw.draw(this.#sources, this.#drawing, tellTo(lines));
    this.allowanceId = this.#draw.allowanceId;
    const { exact, afresh, waivesFee } = this.#draw;
    return { usageUnits: exact ? units : 0, billedUnits: exact ? 0 : units, afresh, waivesFee, lines };
  }

  /** Money of a charge without its service fee: micro-units that are paid already. */
  coverMoney(chargeMicro: bigint): { readonly micro: bigint; readonly lines: readonly Omit<ExplanationLine, 'leg'>[] } {
    if (this.#drawing === null || chargeMicro <= 0n) return { micro: 0n, lines: [] };
    const lines: Omit<ExplanationLine, 'leg'>[] = [];
    this.#draw.allowanceId = this.allowanceId;
    const micro = BigInt(this.#draw.drawMoney(this.#sources, this.#drawing, Number(chargeMicro), tellTo(lines)));
    this.allowanceId = this.#draw.allowanceId;
    return { micro, lines };
  }
}

function tellTo(lines: Omit<ExplanationLine, 'leg'>[]) {
  return ({ allowance, leftUnits }: Holding, units: number, leftBefore: number, refusedUnits: number): void => {
    const unlimited = !Number.isFinite(leftBefore);
    const { unit, code: name } = allowance;
    const shown = (amount: number) => (unit === 'money' ? formatMicro(BigInt(amount)) : amount);
    const tell = (code: string, params: FindingParams) =>
      lines.push({ step: 'allowances', code, params: { allowance: name, ...params } });
    if (units > 0 && unlimited) tell(`rating.allowance.${unit}.unlimited`, { units: shown(units) });
    else if (units > 0) {
      const params = { units: shown(units), before: shown(leftBefore), left: shown(leftUnits) };
      tell(`rating.allowance.${unit}`, params);
    } else if (leftBefore === 0) tell('rating.allowance.usedUp', {});
    if (refusedUnits > 0) tell(`rating.allowance.${unit}.fairUse`, { units: shown(refusedUnits) });
  };
}
