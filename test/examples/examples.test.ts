/**
 * The worked examples: both raters give the figures worked out by hand, and `docs/rating.md` shows them. `npm run golden -- --update` writes
 * its tables anew; the difference is then read by a person before it is committed.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { divideRounded, MICRO_DECIMALS, powerOfTen } from '#base';
import { PROJECT_DIR } from '#platform/config';
import { registerTexts } from '#platform/wording';
import { RATING_TEXTS, statusName } from '#rating';
import { decimal, solve } from './equation.ts';
import type { Example, Expected } from './example.ts';
import { EXAMPLES } from './examples.ts';
import { pageOf } from './page.ts';
import { type RatedStage, rateStage } from './rated.ts';

const UPDATE = process.env.GOLDEN_UPDATE === '1';
const PAGE = join(PROJECT_DIR, 'docs', 'rating.md');
/** The rounding of every plan of the examples. */
const PLAN_DECIMALS = 4;

registerTexts(RATING_TEXTS);

const micro = (text: string) => {
  const { numerator, denominator } = decimal(text);
  return Number((numerator * powerOfTen(MICRO_DECIMALS)) / denominator);
};

/** Micro-units of an equation's value, rounded as the plan says. */
function roundedMicro(equation: string): number {
  const { numerator, denominator } = solve(equation);
  const units = divideRounded(numerator * powerOfTen(PLAN_DECIMALS), denominator, 'halfUp');
  return Number(units * powerOfTen(MICRO_DECIMALS - PLAN_DECIMALS));
}

/** What the engine must say. */
function figuresOf(expected: Expected) {
  return {
    status: expected.status ?? 'rated',
    billed: expected.billed ?? 0,
    covered: expected.covered ?? 0,
    charge: micro(expected.charge ?? '0'),
    serviceFee: micro(expected.serviceFee ?? '0'),
    cost: micro(expected.cost ?? '0'),
    ...(expected.version === undefined ? {} : { version: expected.version }),
  };
}

function compare(example: Example, stages: readonly RatedStage[]): void {
  for (const [index, stage] of example.stages.entries()) {
    const { derived, counters } = stages[index]!;
    for (const [at, { name, expected }] of stage.events.entries()) {
      const { charge, lines } = derived[at]!;
      const said = {
        status: statusName(charge.status),
        billed: charge.billedUnits,
        covered: charge.coveredUnits,
        charge: charge.chargeMicro,
        serviceFee: charge.serviceFeeMicro,
        cost: charge.costMicro,
        ...(expected.version === undefined ? {} : { version: charge.priceVersion }),
      };
      assert.deepEqual(said, figuresOf(expected), `${stage.title} ${name}`);
      const { sum } = expected;
      assert.equal(sum === undefined ? 0 : roundedMicro(sum), figuresOf(expected).charge, `${name}: ${sum}`);
      for (const { code } of lines) assert.ok(Object.hasOwn(RATING_TEXTS, code), `${code} has words`);
    }
    const { allowances } = (stage.input ?? example.input).book;
    const states = counters.map(({ counter, left }) => ({
      allowance: allowances.find(({ id }) => id === counter.allowanceId)?.code,
      used: counter.usedUnits,
      left,
      exceeded: counter.exceededUnits,
    }));
    const wanted = (stage.counters ?? []).map((counter) => ({ exceeded: 0, ...counter }));
    const byCode = (a: { allowance?: string | undefined }, b: { allowance?: string | undefined }) =>
      String(a.allowance) < String(b.allowance) ? -1 : 1;
    assert.deepEqual(states.toSorted(byCode), wanted.toSorted(byCode), `${stage.title}: allowances`);
  }
}

for (const [index, example] of EXAMPLES.entries()) {
  test(`${index + 1}. ${example.title.en}`, () => {
    const stages = example.stages.map((stage) => rateStage(example, stage));
    compare(example, stages);
    const page = readFileSync(PAGE, 'utf8');
    for (const title of Object.values(example.title))
      assert.ok(page.includes(title), `${title} stands in docs/rating.md`);
    const begin = `<!-- example: ${example.id} -->\n`;
    const end = `<!-- end: ${example.id} -->`;
    const from = page.indexOf(begin) + begin.length;
    const to = page.indexOf(end);
    assert.ok(from > begin.length && to >= from, `docs/rating.md has a place for ${example.id}`);
    const made = `\n${pageOf(example, stages)}\n\n`;
    if (UPDATE) writeFileSync(PAGE, page.slice(0, from) + made + page.slice(to));
    else assert.equal(page.slice(from, to), made);
  });
}

test('the page has a place for every example and no other', () => {
  const page = readFileSync(PAGE, 'utf8');
  const places = [...page.matchAll(/<!-- example: (\S+) -->/g)].map(([, id]) => id);
  assert.deepEqual(
    places,
    EXAMPLES.map(({ id }) => id),
  );
});

test('equations are worked out exactly, wrong ones are told', () => {
  for (const right of [
    '1 + 2 × 3 − 4 ÷ (5 − 3) = 5',
    'max(0.1, min(3 ÷ 4, 0.5)) = 0.5',
    '2 ÷ 3 = 0.666…',
    '0.1 + 0.2 = 0.3',
  ])
    assert.doesNotThrow(() => solve(right), right);
  for (const wrong of [
    '2 ÷ 3 = 0.667…',
    '2 ÷ 3 = 0.66',
    '0.1 + 0.2 = 0.30000000000000004',
    '1 + = 1',
    '(1 = 1',
    '1',
    'x = 1',
  ])
    assert.throws(() => solve(wrong), wrong);
});
