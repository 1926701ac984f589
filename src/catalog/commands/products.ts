import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { type CommonOptions, command, type Session, withSession } from '#access/service';
import { type Language, Refusal } from '#base';
import { inTransaction } from '#platform/db';
import { say } from '#platform/wording';
import type { BundleAnswers } from '../bundle.ts';
import { COMMAND_LINES } from '../commandLines.ts';
import type { LocalName } from '../localName.ts';
import { type NewProduct, newProduct } from '../product.ts';
import { EXISTING, newProductPrice } from '../productPrice.ts';
import {
  addProduct,
  browseProduct,
  browseProducts,
  bundleItems,
  changeProduct,
  duplicateProduct,
  productsById,
  setProductPrice,
} from '../service.ts';

interface PriceOptions extends CommonOptions {
  readonly from: string;
  readonly currency?: string;
  readonly setup?: string;
  readonly buying?: string;
  readonly existing: string;
}
interface BundleOptions extends CommonOptions {
  readonly answer: readonly string[];
  readonly currency: string;
}

/** `products list|add|price|duplicate|retire|offer`, `bundle try`. */
export function productCommands(program: Command): void {
  const products = program.command('products').description('what is sold beside usage');
  command(products, 'list', 'the products with the price of today').action((options: CommonOptions) =>
    withSession(options, 'catalog.read', list),
  );
  command(
    products,
    'add <file>',
    'add the product, or list of products, that a JSON file holds as the API takes them',
  ).action((path: string, options: CommonOptions) =>
    withSession(options, 'catalog.write', (session) => add(session, path)),
  );
  command(products, 'price <code> <amount>', 'put a price in force from a day on')
    .requiredOption('--from <YYYY-MM-DD>', 'day from which it holds')
    .option('--currency <code>', 'currency (default: the operator’s)')
    .option('--setup <amount>', 'set-up fee')
    .option('--buying <amount>', 'what it costs us')
    .option('--existing <follow|keep>', 'whether subscriptions that have begun pay it too', 'follow')
    .action((code: string, amount: string, options: PriceOptions) =>
      withSession(options, 'catalog.write', (session) => price(session, code, amount, options)),
    );
  command(products, 'duplicate <code> <newCode>', 'add a product like another one').action(
    (code: string, newCode: string, options: CommonOptions) =>
      withSession(options, 'catalog.write', ({ app, actor, language, print }) =>
        inTransaction(app, actor, async (ctx) => {
          await duplicateProduct(ctx, code, { code: newCode });
          const product = await browseProduct(ctx, newCode);
          print(product, [worded(language, product)]);
        }),
      ),
  );
  for (const [verb, active, description] of [
    ['retire', false, 'offer a product no longer; who has it keeps it'],
    ['offer', true, 'offer a product again'],
  ] as const)
    command(products, `${verb} <code>`, description).action((code: string, options: CommonOptions) =>
      withSession(options, 'catalog.write', ({ app, actor, language, print }) =>
        inTransaction(app, actor, async (ctx) => {
          await changeProduct(ctx, code, { active });
          const product = await browseProduct(ctx, code);
          print(product, [worded(language, product)]);
        }),
      ),
    );
  const bundle = program.command('bundle').description('products put into a contract together');
  command(bundle, 'try <code>', 'the items a bundle comes to for answers given')
    .option(
      '--answer <question=value>',
      'an answer, as often as needed',
      (one: string, all: string[]) => [...all, one],
      [],
    )
    .option('--currency <code>', 'currency of the customer', 'EUR')
    .action((code: string, options: BundleOptions) =>
      withSession(options, 'catalog.read', (session) => tryBundle(session, code, options)),
    );
}

async function list({ app, actor, language, print }: Session) {
  const { products } = await inTransaction(app, actor, browseProducts);
  print(
    products,
    products.map((product) => worded(language, product)),
  );
}

async function add({ app, actor, language, print }: Session, path: string) {
  const given = readProducts(
    await readFile(path, 'utf8').catch(() => {
      throw new Refusal('notFound', 'priceFile.notFound', { path });
    }),
  );
  await inTransaction(app, actor, async (ctx) => {
    for (const product of given) await addProduct(ctx, product);
    const codes = new Set(given.map(({ code }) => code));
    const added = (await browseProducts(ctx)).products.filter(({ code }) => codes.has(code));
    print(
      added,
      added.map((product) => worded(language, product)),
    );
  });
}

/** @throws Refusal `product.unreadable` with the fields that are wrong */
function readProducts(text: string): readonly NewProduct[] {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new Refusal('invalid', 'product.unreadable');
  }
  return (Array.isArray(given) ? given : [given]).map((one: unknown, index) => {
    const read = newProduct.safeParse(one);
    if (read.success) return read.data;
    const findings = read.error.issues.map(({ path }) => ({
      code: 'product.badField',
      severity: 'error' as const,
      params: { row: index + 1, field: path.join('.') },
    }));
    throw new Refusal('invalid', 'product.unreadable', {}, findings);
  });
}

async function price({ app, actor, language, print }: Session, code: string, amount: string, options: PriceOptions) {
  const read = newProductPrice.safeParse({
    ...(options.currency === undefined ? {} : { currency: options.currency }),
    validFrom: options.from,
    unitPrice: amount,
    setupFee: options.setup ?? null,
    buyingPrice: options.buying ?? null,
    existing: EXISTING.find((each) => each === options.existing) ?? options.existing,
  });
  if (!read.success) {
    const findings = read.error.issues.map(({ path }) => ({
      code: 'product.badField',
      severity: 'error' as const,
      params: { row: 1, field: path.join('.') },
    }));
    throw new Refusal('invalid', 'product.badPrice', { product: code }, findings);
  }
  await inTransaction(app, actor, async (ctx) => {
    await setProductPrice(ctx, code, read.data);
    const product = await browseProduct(ctx, code);
    print(product, [
      worded(language, product),
      ...product.prices.map(({ currency, validFrom, unitPrice }) =>
        say(language, COMMAND_LINES.productPrice, { currency, from: validFrom, price: unitPrice }),
      ),
    ]);
  });
}

async function tryBundle({ app, actor, language, print }: Session, code: string, options: BundleOptions) {
  const answers: BundleAnswers = Object.fromEntries(options.answer.map(readAnswer));
  await inTransaction(app, actor, async (ctx) => {
    const items = await bundleItems(ctx, code, { answers, currency: options.currency });
    const products = await productsById(ctx);
    print(
      items,
      items.map(({ productId, quantity, unitPrice }) => {
        const product = products.get(productId);
        const name = product?.name[language] ?? '';
        return `  ${String(quantity).padStart(5)} × ${product?.code ?? ''}  ${name}${unitPrice === null ? '' : `  ${unitPrice}`}`;
      }),
    );
  });
}

/** `users=12`, `phones=yes`, `support=always`. */
function readAnswer(text: string): [string, boolean | string | number] {
  const at = text.indexOf('=');
  const value = text.slice(at + 1);
  const known = new Map<string, boolean | number>([
    ['yes', true],
    ['no', false],
  ]);
  return [text.slice(0, at), known.get(value) ?? (/^\d+$/.test(value) ? Number(value) : value)];
}

interface Worded {
  readonly code: string;
  readonly name: LocalName;
  readonly unitPrice: string | null;
  readonly currency: string;
  readonly active: boolean;
}

function worded(language: Language, { code, name, unitPrice, currency, active }: Worded): string {
  const params = { code, name: name[language], price: unitPrice ?? '–', currency };
  return say(language, active ? COMMAND_LINES.product : COMMAND_LINES.retired, params);
}
