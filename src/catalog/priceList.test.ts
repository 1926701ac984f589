import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkVersions, versionAt } from './priceList.ts';

test('versions: in force from inclusive to exclusive; overlaps are errors, gaps warnings', () => {
  const version = (number: number, validFromMs: number, validToMs: number) => ({
    version: number,
    validFromMs,
    validToMs,
  });
  const versions = [version(1, 0, 100), version(2, 100, Number.POSITIVE_INFINITY)];
  assert.deepEqual(checkVersions('retail', versions), []);
  assert.equal(versionAt(versions, 99)?.version, 1);
  assert.equal(versionAt(versions, 100)?.version, 2);
  assert.equal(versionAt(versions, -1), undefined);
  const codes = (...all: ReturnType<typeof version>[]) => checkVersions('retail', all).map((finding) => finding.code);
  assert.deepEqual(codes(version(2, 90, 200), version(1, 0, 100)), ['priceList.versionsOverlap']);
  assert.deepEqual(codes(version(1, 0, 100), version(2, 110, 200)), ['priceList.versionGap']);
});
