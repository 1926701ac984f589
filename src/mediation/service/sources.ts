import { audit } from '#access/service';
import { Refusal } from '#base';
import type { Context } from '#platform/context';
import { nextNumber } from '#platform/db';
import { compileFormat } from '../compile.ts';
import type { Format } from '../format.ts';
import { FORMATS, findFormat } from '../formats.ts';
import type { NewSource, Source } from '../source.ts';
import * as store from '../store.ts';

/** All sources in order of their ids. */
export async function listSources(ctx: Context): Promise<Source[]> {
  return store.sources(ctx);
}

/** A source by its code. @throws Refusal `mediation.sourceUnknown` */
export async function getSource(ctx: Context, code: string): Promise<Source> {
  const source = (await store.sources(ctx)).find((each) => each.code === code);
  if (source === undefined) throw new Refusal('notFound', 'mediation.sourceUnknown', { source: code });
  return source;
}

/** Adds a source whose format, zone, country and settings fit together. @throws Refusal `mediation.codeTaken`, `mediation.formatUnknown`, `mediation.sourceInvalid` */
export async function addSource(ctx: Context, input: NewSource): Promise<Source> {
  const format = knownFormat(input.format);
  const { findings } = compileFormat(format, { id: 1, ...input });
  if (findings.length > 0) throw new Refusal('invalid', 'mediation.sourceInvalid', { source: input.code }, findings);
  if ((await store.sources(ctx)).some(({ code }) => code === input.code))
    throw new Refusal('conflict', 'mediation.codeTaken', { source: input.code });
  const source: Source = { durationRounding: 'ceil', ...input, id: await nextNumber(ctx, 'source') };
  await store.insertSource(ctx, source);
  await audit(ctx, { action: 'mediation.source.add', subject: `source/${source.code}`, detail: { ...source } });
  return source;
}

/** A format by its id. @throws Refusal `mediation.formatUnknown` */
export function knownFormat(id: string): Format {
  const format = findFormat(id);
  if (format === undefined)
    throw new Refusal('invalid', 'mediation.formatUnknown', {
      format: id,
      known: FORMATS.map((each) => each.id).join(', '),
    });
  return format;
}
