/**
 * Order of arrival never matters (rating.md 3): the demo's files of a month, their records shuffled and cut into other files that come in another
 * order, end in the same charges, allowance states and bills. What may differ: which file and load a record came with and where it stood there,
 * which of two copies of a record was the duplicate, how far loads and changes were followed.
 */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { systemActor } from '#base';
import { prepareRun } from '#control/service';
import { importFile } from '#mediation/service';
import { inTransaction } from '#platform/db';
import { silentProgress } from '#platform/progress';
import { type AllowanceCounter, unitsLeft } from '#rating';
import { compileRater } from '#rating/service';
import { buildOperator, OPERATOR_TENANT } from '../demo/build.ts';
import { AT, issueDay } from '../demo/calendar.ts';
import { SOURCE_CODES } from '../demo/customerTable.ts';
import { fileBytes, monthOfFiles } from '../demo/generate.ts';
import type { DemoFile } from '../demo/mischief.ts';
import { type Random, seededRandom } from '../demo/random.ts';
import { WRITERS } from '../demo/writers.ts';
import { asOwner, copyOf, type TestApp, testApp } from './database.ts';

/** The month with the price change, the clock change, packs and calls between customers. */
const MONTH = '2026-10';
const SCALE = 0.08;
const ROUNDS = 10;
const ACTOR = systemActor(OPERATOR_TENANT);

const dir = mkdtempSync(join(tmpdir(), 'tarifwerk-shuffle-'));
const base = await testApp();
after(async () => {
  await base.close();
  rmSync(dir, { recursive: true, force: true });
});

/** What must be the same, as lines of JSON. */
interface Outcome {
  /** By key, with everything that rating made of them. */
  readonly records: readonly string[];
  /** By customer and month: how far allowances are used up. */
  readonly counters: readonly string[];
  /** By customer, without the numbers of the loads they saw. */
  readonly bills: readonly string[];
}

const RECORDS = `select (to_jsonb(r) - '{load_no,file_id,record_no,byte_offset}'::text[])::text as row
  from usage.record r order by start_at, dedup_hash`;
const COUNTERS = `select (to_jsonb(p) - '{load_no,audit_seq,rated_at}'::text[])::text as row
  from rating.period p order by customer_id, month`;
const BILLS = `select jsonb_set(bill, '{usage}', coalesce((
    select jsonb_agg(scope - '{afterLoadNo,upToLoadNo}'::text[]) from jsonb_array_elements(bill -> 'usage') scope), '[]'))::text as row
  from billing.bill order by customer_id`;

function outcomeOf({ ownerUrl }: TestApp): Promise<Outcome> {
  return asOwner(ownerUrl, async (client) => {
    const lines = async (query: string) => (await client.query<{ row: string }>(query)).rows.map(({ row }) => row);
    return { records: await lines(RECORDS), counters: await lines(COUNTERS), bills: await lines(BILLS) };
  });
}

/** Imports the files in their order into a fresh copy of the operator and drafts the month. @param draftAfter files after which it is drafted once before */
async function live(name: string, files: readonly DemoFile[], draftAfter = 0): Promise<Outcome> {
  const app = await copyOf(base);
  mkdirSync(join(dir, name));
  try {
    const draft = () => prepareRun(app, ACTOR, { month: MONTH, issueOn: issueDay(MONTH) }, silentProgress);
    app.clock.set(AT.draft(MONTH));
    const rater = await inTransaction(app, ACTOR, compileRater);
    for (const [nth, file] of files.entries()) {
      const path = join(dir, name, file.name);
      writeFileSync(path, fileBytes(file, WRITERS[file.source]));
      await importFile(app, ACTOR, { path, name: file.name, sourceCode: file.source }, rater, silentProgress);
      if (nth + 1 === draftAfter) await draft();
    }
    await draft();
    return await outcomeOf(app);
  } finally {
    await app.close();
    rmSync(join(dir, name), { recursive: true });
  }
}

/** All records of each source in other files, in another order; copies and unusable files come as they are, at any time. */
function shuffled(files: readonly DemoFile[], random: Random): DemoFile[] {
  const whole = files.filter(({ fate }) => fate !== 'imported');
  const cut = SOURCE_CODES.flatMap((source): DemoFile[] => {
    const own = files.filter((file) => file.source === source && file.fate === 'imported');
    const model = own.find(({ late }) => !late);
    if (model === undefined) return [];
    const pieces = random.between(2, 8);
    const rows = mixed(
      own.flatMap((file) => file.rows),
      random,
    );
    const pieceOf = Map.groupBy(rows, () => random.below(pieces));
    const ending = model.name.endsWith('.gz') ? '.gz' : '';
    return [...pieceOf].map(([piece, ofPiece]) => ({
      ...model,
      name: `${source}_piece_${piece}${ending}`,
      rows: ofPiece,
      cutOff: false,
    }));
  });
  return mixed([...whole, ...cut], random);
}

function mixed<One>(all: readonly One[], random: Random): One[] {
  const list = [...all];
  for (let at = list.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [list[at], list[other]] = [list[other]!, list[at]!];
  }
  return list;
}

const FILES = monthOfFiles(MONTH, SCALE);
let plain: Outcome;

test('as the files come: calls covered in whole and in part, allowances used up, and bills', async () => {
  await asOwner(base.ownerUrl, (client) => client.query('delete from access.tenant'));
  await buildOperator(base, silentProgress);
  plain = await live('plain', FILES);
  interface Row {
    readonly covered_units: number;
    readonly billed_units: number;
    readonly allowance_id: number;
  }
  const rows = plain.records.map((line): Row => JSON.parse(line));
  const covered = rows.filter((row) => row.covered_units > 0);
  const inPart = covered.filter((row) => row.covered_units < row.billed_units);
  assert.ok(covered.length > 300 && inPart.length >= 5, `${covered.length} covered, ${inPart.length} in part`);
  const counters = plain.counters.flatMap((line): AllowanceCounter[] => JSON.parse(line).counters);
  const left = counters.map(unitsLeft);
  assert.ok(
    left.some((units) => units === 0) && left.some((units) => units === null) && left.some((units) => units! > 0),
  );
  assert.ok(plain.bills.length > 50);
});

for (let round = 1; round <= ROUNDS; round++)
  test(`shuffled and cut another way: ${round} of ${ROUNDS}`, async () => {
    const random = seededRandom(`shuffle/${round}`);
    const files = shuffled(FILES, random);
    // Every other time the month is drafted once when only some of the files are there.
    const draftAfter = round % 2 === 0 ? random.between(1, files.length - 1) : 0;
    const outcome = await live(`round-${round}`, files, draftAfter);
    assert.deepEqual(different(outcome.records, plain.records), [], 'charges');
    assert.deepEqual(different(outcome.counters, plain.counters), [], 'allowances');
    assert.deepEqual(different(outcome.bills, plain.bills), [], 'bills');
  });

/** The first few lines that differ. */
function different(found: readonly string[], wanted: readonly string[]): string[] {
  const length = Math.max(found.length, wanted.length);
  const places = Array.from({ length }, (_, at) => at).filter((at) => found[at] !== wanted[at]);
  return places.slice(0, 3).map((at) => `${at}: ${found[at]} instead of ${wanted[at]}`);
}
