import { divideRounded, formatDecimal, parseDecimal } from '#base';
import { plainWord } from '#catalog';
import { absolute, type Cell, type ComparedLine, type ComparedPeriod } from './cell.ts';
import { type Identifier, type OwnLines, ownershipOf } from './identifier.ts';
import type { BoughtProduct } from './ourSide.ts';
import { effect } from './usageEffects.ts';

/** What products are compared with. */
export interface ProductContext {
  readonly products: readonly BoughtProduct[];
  readonly identify: (account: string) => Identifier;
  readonly ownLines: OwnLines;
  readonly period: ComparedPeriod;
  readonly toleranceOf: (ourMicro: bigint) => bigint;
}

interface Shelf {
  readonly product: BoughtProduct | null;
  readonly label: string;
  readonly lines: ComparedLine[];
}

/** What is billed beside calls: pieces and prices of products bought of the carrier; rentals of numbers that nobody has are cells of their own. */
export function productCells(lines: readonly ComparedLine[], context: ProductContext): readonly Cell[] {
  const shelves = new Map<string, Shelf>();
  const cells: Cell[] = [];
  const stray = new Map<string, { readonly line: ComparedLine; amountMicro: bigint }>();
  const find = finder(context.products);
  for (const line of lines) {
    const product = find(line);
    const label = product?.code ?? line.reference ?? line.description ?? '';
    if (
      line.account !== null &&
      ownershipOf(context.ownLines.of(context.identify(line.account)), context.period).kind !== 'ours'
    ) {
      const key = `product/${plainWord(label)}/${context.identify(line.account).key}`;
      const before = stray.get(key);
      if (before === undefined) stray.set(key, { line, amountMicro: line.amountMicro });
      else before.amountMicro += line.amountMicro;
      continue;
    }
    const shelf = shelves.get(plainWord(label)) ?? { product, label, lines: [] };
    shelf.lines.push(line);
    shelves.set(plainWord(label), shelf);
  }
  for (const [key, { line, amountMicro }] of stray) cells.push(strayCell(key, line, amountMicro, context));
  for (const product of context.products)
    if (product.milliPieces > 0n && !shelves.has(plainWord(product.code)))
      shelves.set(plainWord(product.code), { product, label: product.code, lines: [] });
  for (const shelf of shelves.values()) cells.push(shelfCell(shelf, context));
  return cells;
}

/** By the carrier's reference, our code, or our name for it. */
function finder(products: readonly BoughtProduct[]): (line: ComparedLine) => BoughtProduct | null {
  const byWord = new Map<string, BoughtProduct>();
  const say = (word: string | null, product: BoughtProduct) => {
    const key = plainWord(word ?? '');
    if (key !== '' && !byWord.has(key)) byWord.set(key, product);
  };
  for (const product of products) say(product.reference, product);
  for (const product of products) for (const word of [product.code, ...product.names]) say(word, product);
  return ({ reference, description, destination }) => {
    for (const word of [reference, description, destination]) {
      const product = byWord.get(plainWord(word ?? ''));
      if (product !== undefined) return product;
    }
    return null;
  };
}

function strayCell(key: string, line: ComparedLine, amountMicro: bigint, context: ProductContext): Cell {
  const identifier = context.identify(line.account ?? '');
  const ownership = ownershipOf(context.ownLines.of(identifier), context.period);
  return {
    ...BLANK,
    key,
    identifier: identifier.key,
    label: line.description ?? line.reference,
    customerId: ownership.kind === 'notOurs' ? null : ownership.customerId,
    theirMicro: amountMicro,
    ourMicro: 0n,
    differs: absolute(amountMicro) > context.toleranceOf(0n),
    effects:
      ownership.kind === 'ended'
        ? effect('lineEnded', amountMicro, { on: ownership.on })
        : effect('numberNotOurs', amountMicro),
  };
}

function shelfCell({ product, label, lines }: Shelf, context: ProductContext): Cell {
  const theirMicro = lines.reduce((sum, { amountMicro }) => sum + amountMicro, 0n);
  const milliPieces = lines.reduce((sum, line) => sum + milliOf(line), 0n);
  const ours = product === null ? 0n : product.milliPieces;
  const ourMicro = product?.priceMicro == null ? 0n : divideRounded(ours * product.priceMicro, 1_000n, 'halfUp');
  const difference = theirMicro - ourMicro;
  const differs = absolute(difference) > context.toleranceOf(ourMicro);
  return {
    ...BLANK,
    key: `product/${plainWord(label)}`,
    identifier: null,
    label,
    customerId: null,
    theirMicro,
    ourMicro,
    differs,
    effects: differs ? shelfEffects() : effect('rounding', difference),
  };

  function shelfEffects(): Cell['effects'] {
    const pieces = { theirs: formatDecimal(milliPieces, 3), ours: formatDecimal(ours, 3) };
    if (lines.length === 0) return effect('notBilled', difference, pieces);
    if (product === null || ours === 0n)
      return theirMicro < 0n ? effect('credited', difference) : effect('notSubscribed', difference, { name: label });
    if (product.priceMicro === null) return effect('noBuyingPrice', difference, { name: label }, 'noProductPrice');
    const more = divideRounded((milliPieces - ours) * product.priceMicro, 1_000n, 'halfUp');
    const rest = difference - more;
    const isRounding = absolute(rest) <= context.toleranceOf(ourMicro);
    return [
      ...effect('quantity', more, pieces),
      ...(isRounding
        ? effect('rounding', rest)
        : effect('price', rest, pricesOf(theirMicro, milliPieces, product.priceMicro))),
    ];
  }
}

const BLANK = {
  kind: 'product',
  destinationId: null,
  service: null,
  theirCalls: null,
  theirSeconds: null,
  ourCalls: 0,
  ourSeconds: 0,
} as const;

/** Thousandths of pieces; a line that tells none is one piece. What is given back takes pieces away only where it says so. */
function milliOf({ quantity, amountMicro }: ComparedLine): bigint {
  const told = quantity === null ? null : parseDecimal(quantity, 12);
  if (told === null) return amountMicro < 0n ? 0n : 1_000n;
  const milli = divideRounded(told, 1_000_000_000n, 'halfUp');
  return amountMicro < 0n && milli > 0n ? -milli : milli;
}

function pricesOf(theirMicro: bigint, milliPieces: bigint, priceMicro: bigint): Record<string, string> {
  const their = milliPieces > 0n ? divideRounded(theirMicro * 1_000n, milliPieces, 'halfUp') : theirMicro;
  return { theirs: formatDecimal(their, 6, 2), ours: formatDecimal(priceMicro, 6, 2) };
}
