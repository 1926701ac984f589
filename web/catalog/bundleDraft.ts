import {
  type Bundle,
  type BundleCondition,
  type BundleQuestion,
  type LocalName,
  newBundle,
  type QuantityExpression,
} from '#catalog';
import type { ListedBundle } from './bundlesPage.tsx';
import { filled, NO_NAME } from './localNames.ts';

/** An item being edited; ids tell rows apart while they move. */
export interface ItemDraft {
  readonly row: number;
  readonly productCode: string;
  readonly quantity: number | QuantityExpression;
  readonly when: readonly BundleCondition[];
  /** As typed, in the operator's currency; others are kept as they are. */
  readonly unitPrice: string;
  readonly otherPrices: Readonly<Record<string, string>>;
  readonly note: string;
}

export interface QuestionDraft {
  readonly row: number;
  readonly question: BundleQuestion;
}

/** A bundle being edited. */
export interface BundleDraft {
  readonly code: string;
  readonly name: LocalName;
  readonly active: boolean;
  readonly questions: readonly QuestionDraft[];
  readonly items: readonly ItemDraft[];
  /** Number of the next row. */
  readonly nextRow: number;
}

export const NO_BUNDLE: BundleDraft = { code: '', name: NO_NAME, active: true, questions: [], items: [], nextRow: 0 };

export function draftOf({ code, name, active, questions, items }: ListedBundle, currency: string): BundleDraft {
  return {
    code,
    name,
    active,
    questions: questions.map((question, row) => ({ row, question })),
    items: items.map(({ unitPrices, note, ...item }, index) => {
      const { [currency]: unitPrice = '', ...otherPrices } = unitPrices;
      return { ...item, unitPrice, otherPrices, note: note ?? '', row: questions.length + index };
    }),
    nextRow: questions.length + items.length,
  };
}

/** The bundle as it would be sent; null while something in it has no shape yet. */
export function bundleOf(draft: BundleDraft, currency: string) {
  const read = newBundle.safeParse({
    code: draft.code,
    name: filled(draft.name),
    active: draft.active,
    questions: draft.questions.map(({ question }) => ({ ...question, label: filled(question.label) })),
    items: draft.items.map(({ row: _row, unitPrice, otherPrices, note, ...item }) => {
      const own = unitPrice.trim().replace(',', '.');
      return {
        ...item,
        unitPrices: { ...otherPrices, ...(own === '' ? {} : { [currency]: own }) },
        note: note.trim() || null,
      };
    }),
  });
  return read.success ? read.data : null;
}
export type EditedBundle = NonNullable<ReturnType<typeof bundleOf>>;

/** The same with ids in place of codes, as rules want it; products that are not there are left out. */
export function withIds(bundle: EditedBundle, ids: ReadonlyMap<string, number>): Pick<Bundle, 'questions' | 'items'> {
  return {
    questions: bundle.questions,
    items: bundle.items.flatMap(({ productCode, ...item }) => {
      const productId = ids.get(productCode);
      return productId === undefined ? [] : [{ ...item, productId }];
    }),
  };
}

/** The draft with other questions; items follow a question that is called differently now. */
export function withQuestions(draft: BundleDraft, questions: readonly QuestionDraft[]): BundleDraft {
  const renamed = new Map<string, string>();
  for (const { row, question } of questions) {
    const before = draft.questions.find((each) => each.row === row)?.question.key;
    // Two may share a name for a moment while one is typed: what belongs to the other one stays there.
    const shared = draft.questions.some((each) => each.row !== row && each.question.key === before);
    if (before !== undefined && before !== question.key && !shared) renamed.set(before, question.key);
  }
  const now = (key: string) => renamed.get(key) ?? key;
  return {
    ...draft,
    questions,
    items: draft.items.map((item) => ({
      ...item,
      quantity: typeof item.quantity === 'number' ? item.quantity : { ...item.quantity, per: now(item.quantity.per) },
      when: item.when.map((condition) => ({ ...condition, question: now(condition.question) })),
    })),
  };
}

/** Of one kind, with what is usual. */
export function questionOf(kind: BundleQuestion['kind'], key: string, label: LocalName): BundleQuestion {
  switch (kind) {
    case 'number':
      return { kind, key, label, min: 0, max: 1000, standard: 1 };
    case 'yesNo':
      return { kind, key, label, standard: false };
    case 'choice':
      return {
        kind,
        key,
        label,
        choices: [
          { value: 'one', label: { de: '1', fr: '1', en: '1' } },
          { value: 'two', label: { de: '2', fr: '2', en: '2' } },
        ],
        standard: 'one',
      };
  }
}
