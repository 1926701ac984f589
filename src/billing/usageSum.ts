import type { DestinationClass } from '#catalog';
import type { ServiceName } from '#usage';

/** Usage of one customer in one usage month on one contract, of one service and destination class, summed exactly. */
export interface UsageSum {
  readonly month: string;
  readonly contractId: number;
  readonly service: ServiceName;
  readonly class: DestinationClass;
  readonly calls: number;
  readonly coveredCalls: number;
  /** Calls with something for the owner of a premium number. */
  readonly serviceFeeCalls: number;
  readonly durationMs: number;
  readonly billedUnits: number;
  readonly coveredUnits: number;
  readonly chargeMicro: bigint;
  /** Of the charge, what the owners of premium numbers take. */
  readonly serviceFeeMicro: bigint;
  readonly costMicro: bigint;
}
