/** An imported run in lines: what its source does not tell is said to be unknown, and is never a figure. */
import { expect, test } from 'vitest';
import { importedEvents, importedStarted } from '../run/testing/sample-imported.ts';
import { callStarted, roundStarted, runOf } from '../run/testing/sample-run.ts';
import { costLines } from './cost.ts';
import { headline } from './describe.ts';
import { gapWords, importedRemarks } from './imported-words.ts';
import { summary } from './printer.ts';
import { UNICODE_SIGNS } from './signs.ts';
import { linesOfNew } from './testing/lines-of.ts';

const TOTALS = {
  usage: { input: 40, output: 25, cacheRead: 1000, cacheWrite5m: 200, cacheWrite1h: 0 },
  costUsd: 0.0123,
  wallMs: 2500,
};

test('it says where it comes from and what is not known, and tells no time', () => {
  const lines = linesOfNew(...importedEvents());
  expect(lines).toContain('Source: imported from bhive (out.json, line 3)');
  expect(lines).toContain('Its source does not tell all; unknown: how long anything took, tokens and cost.');
  expect(lines).toContain('tokens unknown   time unknown   cost unknown: the source did not tell the tokens');
  expect(lines).toContain('Thinking (~1 token):');
  expect(lines).toContain('The source tells no more.');
  expect(lines.join('\n')).not.toMatch(/\d s\b|first token|ConverseStream|The service stopped/);
});

test('sums of the source are told as sums, in the summary and where money is told', () => {
  const words =
    'In all, as the source says: in 40   cache read 1,000   cache wrote 200   out 25   $0.0123   2.5 s; by round unknown';
  const run = runOf(...importedEvents({ totals: TOTALS }));
  expect(linesOfNew(...importedEvents({ totals: TOTALS }))).toContain(words);
  expect(summary(run)).toContain(words);
  expect(costLines(run, [], UNICODE_SIGNS)).toContain(words);
});

test('what to bear in mind of its marks is said', () => {
  const [, stops, shows] = importedRemarks(
    runOf(importedStarted({ stopsOnCorrect: true, feedbackShowsReference: true })),
  );
  expect(stops).toMatch(/as soon as it was right/);
  expect(shows).toMatch(/with the right answer in view/);
  expect(importedRemarks(runOf(importedStarted({ unknown: [] })))).toEqual([]);
});

test('a gap of a later version is named as it is', () => {
  const { imported } = runOf(importedStarted({ unknown: ['model', 'weather'] }));
  expect(imported && gapWords(imported)).toBe('unknown: the model, weather');
});

test('where the settings are not known, no strategy is named', () => {
  expect(headline(runOf(importedStarted({ unknown: ['settings'] })))).toMatch(/ · \d reflections?$/);
  expect(headline(runOf(importedStarted({ unknown: [] })))).toMatch(/ · self-reflection ×\d$/);
});

test('a request that the source does not tell is said to be unknown', () => {
  const request = { system: [], messages: [], cachePoints: [], inferenceConfig: {} };
  const lines = linesOfNew(importedStarted(), roundStarted(0), callStarted(0, 0, { request }));
  expect(lines).toContain('What was sent is unknown: the source does not tell it.');
});
