import { expect, test } from 'vitest';
import { type RowFacts, rowWith } from '../../library/testing/rows.ts';
import { textsOf } from '../testing/shown.ts';
import { detailLines } from './library-details.ts';

const about = (facts: RowFacts) =>
  textsOf(detailLines({ row: rowWith(facts), texts: [], words: [], width: 120, rows: 20 })).join('\n');

test('a run has the time at which it began, and how long it took', () => {
  expect(about({})).toContain('2026-11-23 10:00 · 12.0 s · ');
});

test('an imported one without times has those of its file, and none of its own', () => {
  const text = about({ provenance: 'imported', from: 'bhive', isFileDate: true, durationMs: undefined });
  expect(text).toContain('file of 2026-11-23 · time unknown · ');
  expect(text).not.toContain('10:00');
});
