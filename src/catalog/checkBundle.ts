import type { Finding, FindingParams } from '#base';
import type { Bundle, BundleCondition, BundleItem, BundleQuestion } from './bundle.ts';
import type { Product } from './product.ts';

/** What is wrong with a bundle: each finding names the question or the item (counted from 1). */
export function checkBundle(
  bundle: Pick<Bundle, 'questions' | 'items'>,
  products: ReadonlyMap<number, Pick<Product, 'code' | 'kind'>>,
): Finding[] {
  const questions = new Map(bundle.questions.map((question) => [question.key, question]));
  return [
    ...bundle.questions.flatMap((question, index) => checkQuestion(question, bundle.questions.slice(0, index))),
    ...bundle.items.flatMap((item, index) => checkItem(item, index + 1, questions, products)),
  ];
}

function trouble(code: string, params: FindingParams): Finding {
  return { code, severity: 'error', params };
}

function checkQuestion(question: BundleQuestion, before: readonly BundleQuestion[]): Finding[] {
  const { key } = question;
  const twice = before.some((other) => other.key === key) ? [trouble('bundle.questionTwice', { question: key })] : [];
  if (question.kind === 'number') {
    const { min, max, standard } = question;
    if (min > max) return [...twice, trouble('bundle.badRange', { question: key, min, max })];
    if (standard < min || standard > max) return [...twice, trouble('bundle.badStandard', { question: key, standard })];
  }
  if (question.kind === 'choice') {
    const values = question.choices.map(({ value }) => value);
    if (new Set(values).size < values.length) return [...twice, trouble('bundle.choiceTwice', { question: key })];
    if (!values.includes(question.standard))
      return [...twice, trouble('bundle.badStandard', { question: key, standard: question.standard })];
  }
  return twice;
}

function checkItem(
  { productId, quantity, when }: BundleItem,
  item: number,
  questions: ReadonlyMap<string, BundleQuestion>,
  products: ReadonlyMap<number, Pick<Product, 'code' | 'kind'>>,
): Finding[] {
  const findings: Finding[] = [];
  const product = products.get(productId);
  if (product?.kind === 'usage') findings.push(trouble('bundle.usageProduct', { item, product: product.code }));
  if (typeof quantity !== 'number') {
    const asked = questions.get(quantity.per);
    if (asked === undefined) findings.push(trouble('bundle.unknownQuestion', { item, question: quantity.per }));
    else if (asked.kind !== 'number') findings.push(trouble('bundle.notANumber', { item, question: quantity.per }));
    if (quantity.min !== null && quantity.max !== null && quantity.min > quantity.max)
      findings.push(trouble('bundle.badBounds', { item, min: quantity.min, max: quantity.max }));
  }
  return [...findings, ...when.flatMap((condition) => checkCondition(condition, item, questions))];
}

function checkCondition(
  { question, is, atLeast, atMost }: BundleCondition,
  item: number,
  questions: ReadonlyMap<string, BundleQuestion>,
): Finding[] {
  const asked = questions.get(question);
  if (asked === undefined) return [trouble('bundle.unknownQuestion', { item, question })];
  const bounded = atLeast !== undefined || atMost !== undefined;
  if (bounded && asked.kind !== 'number') return [trouble('bundle.notANumber', { item, question })];
  if (is !== undefined && !canBe(asked, is)) return [trouble('bundle.neverSo', { item, question, value: String(is) })];
  return [];
}

/** Whether a question can be answered so. */
function canBe(question: BundleQuestion, answer: boolean | string | number): boolean {
  switch (question.kind) {
    case 'yesNo':
      return typeof answer === 'boolean';
    case 'choice':
      return question.choices.some(({ value }) => value === answer);
    case 'number':
      return typeof answer === 'number' && Number.isInteger(answer) && answer >= question.min && answer <= question.max;
  }
}

/**
 * What is wrong with the answers to a bundle's questions; an answer to no question is told too, so that a slip in its name is not taken for an
 * answer not given.
 */
export function checkAnswers(
  questions: readonly BundleQuestion[],
  answers: Readonly<Record<string, boolean | string | number>>,
): Finding[] {
  const asked = new Map(questions.map((question) => [question.key, question]));
  return Object.entries(answers).flatMap(([key, answer]) => {
    const question = asked.get(key);
    if (question === undefined) return [trouble('bundle.noSuchQuestion', { question: key })];
    return canBe(question, answer) ? [] : [trouble('bundle.badAnswer', { question: key, answer: String(answer) })];
  });
}
