import { expect, test } from 'vitest';
import { rowWith } from '../library/testing/rows.ts';
import { rowJson } from './library-json.ts';

test('the times that a source does not tell are null', () => {
  expect(rowJson(rowWith({}))).toMatchObject({ startedAt: '2026-11-23T10:00:00.000Z', durationMs: 12_000 });
  const untold = rowWith({ provenance: 'imported', from: 'bhive', isFileDate: true, durationMs: undefined });
  expect(rowJson(untold)).toMatchObject({ startedAt: null, durationMs: null });
});
