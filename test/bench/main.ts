/** `npm run bench -- rating|import|run|billing|mediation [--json] [--records N] [--customers N] [--calls N] [--kind NAME] [--gigabytes N]`: see docs/performance.md. */
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { type Figure, tableHead, tableRow } from './figure.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    records: { type: 'string' },
    customers: { type: 'string' },
    calls: { type: 'string', default: '150' },
    kind: { type: 'string' },
    gigabytes: { type: 'string' },
  },
});
// A bench has its own server, whatever the operator's environment names.
for (const name of Object.keys(process.env)) if (/^(TARIFWERK_|DATABASE_URL$)/.test(name)) delete process.env[name];

const write = (line: string) => process.stdout.write(`${line}\n`);
const tell = (figure: Figure) => write(values.json ? JSON.stringify(figure) : tableRow(figure));

function begin(): void {
  if (values.json) return;
  const [cpu] = cpus();
  write(`Node ${process.versions.node}, ${cpus().length} × ${cpu?.model}, ${Math.round(totalmem() / 2 ** 30)} GB`);
  write(tableHead());
}

switch (positionals[0]) {
  case 'rating': {
    begin();
    const { benchRating } = await import('./ratingBench.ts');
    await benchRating(
      { records: Number(values.records ?? 2_000_000), customers: Number(values.customers ?? 20_000) },
      tell,
    );
    break;
  }
  case 'import': {
    begin();
    const { benchImport } = await import('./importBench.ts');
    await benchImport(
      { records: Number(values.records ?? 500_000), customers: Number(values.customers ?? 20_000) },
      tell,
    );
    break;
  }
  case 'run': {
    begin();
    const { benchRun } = await import('./runBench.ts');
    await benchRun({ customers: Number(values.customers ?? 1000), callsEach: Number(values.calls) }, tell);
    break;
  }
  case 'billing': {
    begin();
    const { benchBilling } = await import('./billingBench.ts');
    await benchBilling(
      { customers: Number(values.customers ?? 10_000), recordsEach: Number(values.records ?? 5_000_000) / 10_000 },
      tell,
    );
    break;
  }
  case 'mediation': {
    begin();
    if (values.gigabytes === undefined) {
      const { benchMediation } = await import('./mediation.ts');
      await benchMediation({ records: Number(values.records ?? 300_000), kind: values.kind }, tell);
    } else {
      const { benchLargeFile } = await import('./largeFile.ts');
      await benchLargeFile({ gigabytes: Number(values.gigabytes) }, tell);
    }
    break;
  }
  default:
    process.stderr.write(
      'usage: npm run bench -- rating|import|run|billing|mediation [--json] [--records N] [--customers N] [--calls N] [--kind NAME] [--gigabytes N]\n',
    );
    process.exitCode = 2;
}
