/** `npm run sim -- --seed N [--months 12] [--customers 30] [--calls 250] [--deeds 40] [--crashes 15] [--no-twin]`: see README.md. */
import { parseArgs } from 'node:util';
import { stopTestCluster } from '../database.ts';

// The settings of the operator at this machine are not the simulation's business.
for (const name of Object.keys(process.env)) if (/^(TARIFWERK_|DATABASE_URL$)/.test(name)) delete process.env[name];
const { liveYear } = await import('./year.ts');
const { differences, documentsDigest } = await import('./twins.ts');
const { values } = parseArgs({
  allowNegative: true,
  options: {
    seed: { type: 'string', default: '1' },
    months: { type: 'string', default: '12' },
    customers: { type: 'string', default: '30' },
    calls: { type: 'string', default: '250' },
    deeds: { type: 'string', default: '40' },
    crashes: { type: 'string', default: '15' },
    twin: { type: 'boolean', default: true },
  },
});
const write = (line: string) => process.stdout.write(`${line}\n`);
const counted = (counts: ReadonlyMap<string, number>) =>
  [...counts].map(([name, times]) => `${name} ${times}`).join(', ');
const plan = {
  seed: Number(values.seed),
  months: Number(values.months),
  customers: Number(values.customers),
  callsPerFile: Number(values.calls),
  deedsPerMonth: Number(values.deeds),
};

/** Ends with 1 where anything does not add up. */
async function main(): Promise<number> {
  const year = await liveYear({ ...plan, crashes: { percent: Number(values.crashes) } }, (month, verdict) => {
    const { documents, calls, records, netCents, troubles } = verdict;
    write(`${month}: ${documents} documents over ${netCents} cents net, ${calls} calls of ${records} records on them`);
    for (const trouble of troubles) write(`  ${trouble}`);
  });
  write(`Deeds: ${counted(year.sim.done)}`);
  write(`Refused: ${counted(year.sim.refused)}`);
  write(
    `Killed ${year.died.length} times: ${counted(new Map(year.died.map((kind) => [kind, year.died.filter((one) => one === kind).length])))}`,
  );
  const digest = await documentsDigest(year.app);
  write(`Digest of documents, ledger, contracts and usage: ${digest.digest}`);
  await year.app.close();
  if (year.verdict.troubles.length > 0 || !values.twin) return year.verdict.troubles.length === 0 ? 0 : 1;
  const twin = await liveYear({ ...plan, crashes: { percent: 0 } });
  const different = differences(digest, await documentsDigest(twin.app));
  await twin.app.close();
  write(
    different.length === 0 ? 'The same year without deaths ends in the same.' : `Without deaths differs: ${different}`,
  );
  return different.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} finally {
  await stopTestCluster();
}
