/** `npm run sim -- --seed N [--months 12] [--customers 30] [--no-crashes]`: see README.md. */
import { parseArgs } from 'node:util';
import { stopTestCluster } from '../database.ts';

for (const name of Object.keys(process.env)) if (/^(TARIFWERK_|DATABASE_URL$)/.test(name)) delete process.env[name];
const { liveYear } = await import('./year.ts');
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    months: { type: 'string', default: '12' },
    customers: { type: 'string', default: '30' },
    calls: { type: 'string', default: '250' },
    deeds: { type: 'string', default: '40' },
    crashes: { type: 'string', default: '25' },
  },
});
const write = (line: string) => process.stdout.write(`${line}\n`);
const plan = {
  seed: Number(values.seed),
  months: Number(values.months),
  customers: Number(values.customers),
  callsPerFile: Number(values.calls),
  deedsPerMonth: Number(values.deeds),
  crashes: { percent: Number(values.crashes), most: Number.POSITIVE_INFINITY },
};
try {
  const { app, sim, verdict, died } = await liveYear(
    plan,
    (month, { documents, calls, records, netCents, troubles }) => {
      write(`${month}: ${documents} documents over ${netCents} cents, ${calls} of ${records} records on them`);
      for (const trouble of troubles) write(`  ${trouble}`);
    },
  );
  write(`deeds: ${[...sim.done].map(([name, times]) => `${name} ${times}`).join(', ')}`);
  write(`refused: ${[...sim.refused].map(([code, times]) => `${code} ${times}`).join(', ')}`);
  write(`killed ${died.length} times: ${died.join(', ')}`);
  await app.close();
  process.exitCode = verdict.troubles.length === 0 ? 0 : 1;
} finally {
  await stopTestCluster();
}
