/** Sources as people and programs word them, at the doors: codes instead of ids. */
import type { z } from 'zod';
import { listPriceLists } from '#catalog/service';
import type { Context } from '#platform/context';
import type { NewSource } from '../source.ts';
import type { newSourceBody, SourceReply, sourceChangeBody } from '../sourcesApi.ts';
import * as store from '../store.ts';
import { allFormats } from './formats.ts';
import { type SourceChange, supplierListId } from './sources.ts';

/** All sources in order of their ids. */
export async function sourceReplies(ctx: Context): Promise<SourceReply[]> {
  const formats = new Map((await allFormats(ctx)).map(({ id, name }) => [id, name]));
  const lists = new Map((await listPriceLists(ctx)).map(({ id, code }) => [id, code]));
  return (await store.sources(ctx)).map(({ supplierPriceListId, settings, ...source }) => ({
    ...source,
    settings: Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
    ),
    formatName: formats.get(source.format) ?? source.format,
    supplierPriceListCode: supplierPriceListId === null ? null : (lists.get(supplierPriceListId) ?? null),
  }));
}

/** @throws Refusal as `supplierListId` */
export async function addSourceInput(ctx: Context, said: z.output<typeof newSourceBody>): Promise<NewSource> {
  const { supplierPriceList, ...source } = said;
  return { ...source, supplierPriceListId: await supplierListId(ctx, supplierPriceList) };
}

/** What is not said stays. @throws Refusal as `supplierListId` */
export async function sourceChange(ctx: Context, said: z.output<typeof sourceChangeBody>): Promise<SourceChange> {
  const { supplierPriceList, ...rest } = said;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as SourceChange;
  if (supplierPriceList === undefined) return given;
  return { ...given, supplierPriceListId: await supplierListId(ctx, supplierPriceList) };
}
