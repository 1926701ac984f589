import assert from 'node:assert/strict';
import { test } from 'node:test';
import iconv from 'iconv-lite';
import { inventedCalls } from '#test/mediation/layouts';
import { LAYOUTS } from '#test/mediation/namedSources';
import { FORMATS, findFormat } from '../formats.ts';
import { detectFormat } from './detect.ts';
import { sampleContent } from './preview.ts';

test('what is no file of records is in no format', () => {
  const contents = [
    'hello, world\n',
    'a;b;c\n1;2;3\n',
    '{"a":1}\n',
    '[{"name":"x","value":3}]',
    '<html><body><p>Not found</p></body></html>',
    '# Notes\n\n- one\n- two\n',
    '10,foo\n',
    '2026-09-01 10:00:00 service started\n2026-09-01 10:00:01 listening on port 80\n',
    'From: a@b.example\nTo: c@d.example\nSubject: calls\n\nPlease find attached.\n',
    '\0\0\0\0',
    '\x7fELF\x02\x01\x01',
  ];
  for (const content of contents)
    assert.deepEqual(
      detectFormat(Buffer.from(content), FORMATS).map(({ format }) => format.id),
      [],
      content,
    );
});

test('files of carriers without a published layout are claimed by no format, so that they get a proposal', () => {
  for (const [index, layout] of LAYOUTS.entries()) {
    const calls = inventedCalls(layout.country, 101 + index);
    const content = iconv.encode(
      (layout.bom === true ? '\uFEFF' : '') + layout.write(calls),
      layout.charset ?? 'utf-8',
    );
    assert.deepEqual(detectFormat(content, FORMATS), [], `${layout.source}, ${layout.name}`);
  }
});

test('a score is below 1, and a file with more of a format’s marks scores higher', () => {
  for (const format of FORMATS) {
    const [sample] = format.samples;
    const [best] = detectFormat(sampleContent(sample!), [format]);
    assert.ok(best !== undefined && best.score < 1 && best.score >= 0.5, `${format.id}: ${best?.score}`);
  }
  const format = findFormat('french-carrier-csv')!;
  const header = 'Date;Heure;Sens;Appelant;Appelé;Durée\n';
  const row = '01/09/2026;09:15:00;Sortant;0199001204;0639980011;60\n';
  const scoreOf = (content: string) => detectFormat(Buffer.from(content), [format])[0]?.score ?? 0;
  assert.ok(scoreOf(header + row.repeat(4)) > scoreOf(header + row.repeat(3) + row.replace('09:15:00', 'noon')));
  // A day without calls is a header alone.
  assert.ok(scoreOf(header) >= 0.5);
});
