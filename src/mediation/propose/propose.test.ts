import assert from 'node:assert/strict';
import { test } from 'node:test';
import iconv from 'iconv-lite';
import { type Call, callee, caller, inventedCalls, type Layout } from '#test/mediation/layouts';
import { LAYOUTS } from '#test/mediation/namedSources';
import { formatSchema } from '../language/format.ts';
import { compileFormat } from '../reading/compile.ts';
import { readContent } from '../reading/preview.ts';
import { proposeFormat } from './propose.ts';

function file(layout: Layout, calls: readonly Call[]): Buffer {
  const text = (layout.bom === true ? '\uFEFF' : '') + layout.write(calls);
  return iconv.encode(text, layout.charset ?? 'utf-8');
}

/** What must come out for a call: UTC, E.164, exact cost. */
function expected(layout: Layout, call: Call) {
  const zone = layout.country.code === '33' ? 'Europe/Paris' : 'Europe/Berlin';
  const e164 = (number: string) => (number.startsWith('+') ? number : `+${layout.country.code}${number.slice(1)}`);
  // Summer time until the layouts' last call.
  const startMs = layout.utc === true ? call.localMs : call.localMs - 2 * 3_600_000;
  assert.match(zone, /^Europe/);
  const direction = layout.lists === 'outbound' ? 'outbound' : call.direction;
  return {
    start: new Date(startMs).toISOString(),
    durationMs: call.seconds * 1000,
    direction,
    calling: e164(caller(call)),
    called: e164(callee(call)),
    cost: layout.tells.cost ? String(call.costMicro / 1_000_000) : null,
  };
}

for (const [index, layout] of LAYOUTS.entries())
  test(`${layout.source}, ${layout.name}: the first file is read whole by its proposal`, () => {
    const calls = inventedCalls(layout.country, 101 + index).filter(
      ({ direction }) => layout.lists === 'all' || direction === 'outbound',
    );
    const content = file(layout, calls);
    const proposal = proposeFormat(content, { whole: true, country: layout.country.code === '33' ? 'FR' : 'DE' });
    assert.ok(proposal !== null, 'no proposal');
    const { compiled, findings } = compileFormat(proposal.format, { id: 1, ...proposal.place, settings: {} });
    assert.deepEqual(findings, []);
    const { reading, records } = readContent(compiled!, content, 1000);
    assert.equal(reading.quarantine, null);
    assert.deepEqual(
      records.map(({ start, durationMs, direction, calling, called, cost }) => ({
        start,
        durationMs,
        direction,
        calling,
        called,
        cost,
      })),
      calls.map((call) => expected(layout, call)),
    );
    assert.deepEqual(reading.rejects, []);
    assert.equal(
      proposal.fields.some(({ role }) => role === 'id'),
      layout.tells.id,
    );
    assert.ok(proposal.score > 0.45, `score ${proposal.score}`);
    for (const { field, confidence, reasons } of proposal.fields)
      assert.ok(confidence > 0 && confidence <= 1 && reasons.length > 0, field);

    // The mapping is kept: it survives as JSON, and reads the next file by itself.
    const kept = formatSchema.parse(JSON.parse(JSON.stringify(proposal.format)));
    const next = inventedCalls(layout.country, 501 + index).filter(
      ({ direction }) => layout.lists === 'all' || direction === 'outbound',
    );
    const again = readContent(
      compileFormat(kept, { id: 1, ...proposal.place, settings: {} }).compiled!,
      file(layout, next),
      1000,
    );
    assert.deepEqual(
      again.records.map(({ start, calling, called, durationMs }) => ({ start, calling, called, durationMs })),
      next
        .map((call) => expected(layout, call))
        .map(({ start, calling, called, durationMs }) => ({ start, calling, called, durationMs })),
    );
  });
