/**
 * Cost of one document: bill to invoice, check, e-invoice and PDF, without database and disk. Prints one JSON line per size.
 * `node test/bench/invoicing.ts`
 */
import { performance } from 'node:perf_hooks';
import { buildDocument } from '#invoicing/service';
import { longCase } from '../golden/cases.ts';

const SIZES: readonly [calls: number, documents: number][] = [
  [30, 300],
  [1_000, 40],
  [10_000, 5],
];

for (const [calls, documents] of SIZES) {
  const golden = longCase(calls);
  let bytes = 0;
  const build = (number: number) => {
    bytes = buildDocument(golden, `R2026-${String(number).padStart(6, '0')}`, false).pdf.length;
  };
  for (let warm = 0; warm < Math.min(documents, 20); warm += 1) build(warm);
  const cpuBefore = process.cpuUsage();
  const startedMs = performance.now();
  for (let number = 1; number <= documents; number += 1) build(number);
  const wallMs = performance.now() - startedMs;
  const cpu = process.cpuUsage(cpuBefore);
  const line = {
    name: `invoicing.document.${calls}Calls`,
    documentsPerSecond: Math.round((documents / wallMs) * 10_000) / 10,
    cpuMsPer: Math.round((cpu.user + cpu.system) / documents / 100) / 10,
    kB: Math.round(bytes / 1000),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
