import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Refusal } from '#base';
import { asOwner, testApp } from '#test/database';
import { sha256Hex } from './hash.ts';
import { type Migration, migrate, readMigrations } from './migrate.ts';

const app = await testApp();
after(app.close);
const written = readMigrations();

const extra = (name: string, sql: string): Migration => ({ name, sql, sha256: sha256Hex(sql) });
const BLOCK = extra(
  '9001_block.sql',
  `create table public.sample (id int);
   create procedure public.fill(n int) language plpgsql as $$ begin insert into public.sample select generate_series(1, n); end $$;
   do $$ begin for i in 1..2 loop call public.fill(i); end loop; end $$;
   call public.fill(3);`,
);

test('the files of the project are numbered without gaps', () => {
  assert.deepEqual(
    written.map(({ name }) => Number(name.slice(0, 4))),
    written.map((_, index) => index + 1),
  );
});

test('applies what is new, with procedures and blocks, once, whoever comes at the same moment', async () => {
  const both = await Promise.all([
    migrate(app.ownerUrl, [...written, BLOCK]),
    migrate(app.ownerUrl, [...written, BLOCK]),
  ]);
  assert.deepEqual(both.flat(), ['9001_block.sql']);
  const { rows } = await asOwner(app.ownerUrl, (client) =>
    client.query('select count(*)::int as n from public.sample'),
  );
  assert.deepEqual(rows, [{ n: 6 }]);
});

test('a file that fails leaves nothing of itself and names its line', async () => {
  const broken = extra('9002_broken.sql', 'create table public.half (id int);\n\nselect * from nowhere;');
  await assert.rejects(
    migrate(app.ownerUrl, [...written, BLOCK, broken]),
    /9002_broken\.sql:3: relation "nowhere" does not exist/,
  );
  const { rows } = await asOwner(app.ownerUrl, (client) => client.query("select to_regclass('public.half') as found"));
  assert.deepEqual(rows, [{ found: null }]);
});

test('an applied file that was edited is refused', async () => {
  const edited = { ...BLOCK, sha256: sha256Hex('something else') };
  await assert.rejects(
    migrate(app.ownerUrl, [...written, edited]),
    (error) => error instanceof Refusal && error.code === 'migrate.changed' && error.params.name === BLOCK.name,
  );
});

test('a database of a newer program is refused', async () => {
  await assert.rejects(
    migrate(app.ownerUrl, written),
    (error) => error instanceof Refusal && error.code === 'migrate.newer' && error.params.name === BLOCK.name,
  );
});
