import { type Command, Option } from 'commander';
import { type CommonOptions, command, getTenant, type Session, withSession } from '#access/service';
import { Refusal } from '#base';
import { parseQuantity, SERVICES, type Service, unitOf } from '#catalog';
import { inTransaction } from '#platform/db';
import type { SimulationInput } from '../priceApi.ts';
import { priceLines, simulatePrice } from '../service.ts';

interface PriceOptions extends CommonOptions {
  readonly customer?: string;
  readonly line?: string;
  readonly plan?: string;
  readonly service: Service;
  readonly direction: 'outbound' | 'inbound';
  readonly to?: string;
  readonly from?: string;
  readonly at?: string;
  readonly seconds?: string;
  readonly units?: string;
  readonly network?: string;
  readonly source?: string;
}

/** `price`. */
export function priceCommand(program: Command): void {
  command(program, 'price', 'what a call, message or session would cost, with the derivation; nothing is stored')
    .option('--customer <number>', 'whose: number or id of a customer')
    .option('--line <line>', 'which line: number, label or id (default: the first in force)')
    .option('--plan <code>', "under this price plan instead of the contract's; alone: what a new customer pays")
    .option('--to <number>', 'number called')
    .option('--from <number>', 'number calling')
    .option('--at <time>', 'when it begins, e.g. 2026-11-23T10:15 (default: now)')
    .option('--seconds <n>', 'how long it lasts; 0: not answered')
    .option('--units <n>', 'messages, pages or volume, e.g. 50MB')
    .addOption(new Option('--service <service>', 'what is used').choices(SERVICES).default('voice'))
    .addOption(new Option('--direction <direction>', 'which way').choices(['outbound', 'inbound']).default('outbound'))
    .option('--network <code>', 'visited network abroad, e.g. 20801')
    .option('--source <code>', 'source that would deliver the record (default: the likely one)')
    .action((options: PriceOptions) => withSession(options, 'catalog.read', (session) => price(session, options)));
}

async function price({ app, actor, language, print }: Session, options: PriceOptions): Promise<void> {
  const { simulated, zone } = await inTransaction(app, actor, async (ctx) => ({
    simulated: await simulatePrice(ctx, inputOf(options)),
    zone: (await getTenant(ctx)).zone,
  }));
  print(simulated, priceLines(language, simulated, zone));
}

function inputOf(options: PriceOptions): SimulationInput {
  const { service, direction, customer, line, plan, to, from, at, network, source } = options;
  const asked = { customer, line, plan, to, from, at, network, source };
  return {
    service,
    direction,
    ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
    ...(options.seconds === undefined ? {} : { seconds: seconds(options.seconds) }),
    ...(options.units === undefined ? {} : { units: units(options.units, service) }),
  };
}

function seconds(written: string): number {
  if (!/^-?\d+(\.\d{1,3})?$/.test(written)) throw new Refusal('invalid', 'simulation.notAnAmount', { amount: written });
  return Number(written);
}

/** A bare number, or one with a unit of the service. */
function units(written: string, service: Service): number {
  if (/^-\d+$/.test(written)) return Number(written);
  const unit = unitOf(service) === 'byte' ? 'byte' : 'piece';
  const quantity = parseQuantity(written, unit);
  if (quantity?.unit !== unit) throw new Refusal('invalid', 'simulation.notAnAmount', { amount: written });
  return quantity.units;
}
