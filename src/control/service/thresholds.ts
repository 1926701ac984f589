import { audit } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import type { Settings } from '../check.ts';
import { CHECKS, THRESHOLDS, thresholds } from '../checks.ts';
import * as store from '../store.ts';

/** What the operator's thresholds are set to. */
export async function setThresholds(ctx: Context): Promise<Settings> {
  const own = await store.ownThresholds(ctx.tx);
  return thresholds(new Map(own.map(({ name, value }) => [name, value])));
}

/** All checks with their thresholds: what they are, what they are set to, and by whom. */
export async function listChecks(ctx: Context) {
  const own = new Map((await store.ownThresholds(ctx.tx)).map((one) => [one.name, one]));
  const reply = (name: string) => {
    const found = THRESHOLDS.find((one) => one.name === name);
    if (found === undefined) throw new Refusal('notFound', 'control.unknownThreshold', { name });
    const { unit, default: usual, min, max } = found;
    const set = own.get(name);
    return {
      name,
      unit,
      value: Number(set?.value ?? usual),
      default: Number(usual),
      min: Number(min),
      max: Number(max),
      setBy: set?.setBy ?? null,
      setAt: set?.setAt.toISOString() ?? null,
    };
  };
  const ofChecks = new Set(CHECKS.flatMap((one) => one.thresholds.map(({ name }) => name)));
  return {
    checks: CHECKS.map(({ code, severity, area, thresholds: names }) => ({
      code,
      severity,
      area,
      thresholds: names.map(({ name }) => reply(name)),
    })),
    general: THRESHOLDS.filter(({ name }) => !ofChecks.has(name)).map(({ name }) => reply(name)),
  };
}

/**
 * Sets a threshold for the checks from now on; null = the program's default. Drafts that are in review are checked with it when drawn again.
 * @throws Refusal `control.unknownThreshold`, `control.thresholdOutOfBounds`
 */
export async function setThreshold(
  ctx: Context,
  { name, value }: { name: string; value: number | null },
): Promise<void> {
  const threshold = THRESHOLDS.find((one) => one.name === name);
  if (threshold === undefined) throw new Refusal('notFound', 'control.unknownThreshold', { name });
  const { min, max } = threshold;
  const before = (await setThresholds(ctx))(name);
  if (value === null) await store.deleteThreshold(ctx.tx, name);
  else {
    if (!Number.isSafeInteger(value) || BigInt(value) < min || BigInt(value) > max)
      throw new Refusal('invalid', 'control.thresholdOutOfBounds', { value, min: Number(min), max: Number(max) });
    const at = new Date(ctx.clock.now());
    await store.putThreshold(ctx.tx, ctx.tenantId, { name, value: BigInt(value), setBy: ctx.actor.name, setAt: at });
  }
  await audit(ctx, {
    action: 'control.threshold.set',
    subject: `threshold/${name}`,
    detail: { before: Number(before), value },
  });
}
