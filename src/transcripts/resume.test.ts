import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../run/events.ts';
import { runOf, runStarted, sampleEvents, stopped, THROTTLED, theRun } from '../run/testing/sample-run.ts';
import { TranscriptError } from './read.ts';
import { readForResume, whyNotResumable } from './resume.ts';
import { asLines, temporaryFile } from './testing/temporary-folder.ts';

describe('a run that is read to go on', () => {
  const begun = sampleEvents().slice(0, 13);

  test('comes with its events and what they make', async () => {
    const file = temporaryFile(asLines(begun));
    expect(await readForResume(file)).toEqual({ events: begun, notices: [], run: theRun(begun) });
  });

  test('has lost nothing when its last line is cut off', async () => {
    const file = temporaryFile(asLines(sampleEvents().slice(0, 14)).slice(0, -5));
    const { run, notices } = await readForResume(file);
    expect(run).toEqual(theRun(begun));
    expect(notices).toEqual([`${file}:14: the last line is cut off; the run is shown up to there.`]);
  });

  test.each([
    ['missing', asLines(begun.toSpliced(4, 2))],
    ['broken', asLines(begun).replace('"type":"call.retried"', '"type":')],
    ['repeated', asLines(begun.toSpliced(4, 0, ...begun.slice(3, 4)))],
  ])('says what it means that a line is %s', async (_name, content) => {
    const file = temporaryFile(content);
    const { notices } = await readForResume(file);
    expect(notices.length).toBeGreaterThan(1);
    expect(notices.at(-1)).toBe(
      `${file} is damaged: what comes next builds on what is left of the run, and its calls may not be those that were made.`,
    );
  });

  test('is refused when it is none', async () => {
    await expect(readForResume(temporaryFile(''))).rejects.toThrow(TranscriptError);
  });
});

describe('why a run cannot be gone on with', () => {
  const whyNot = (...events: readonly NewEvent[]) => whyNotResumable(runOf(...events));

  test('it can while it has no end, and when it was cut short', () => {
    expect(whyNot(runStarted())).toBeUndefined();
    expect(whyNot(runStarted({ provenance: 'synthetic' }))).toBeUndefined();
    expect(whyNot(runStarted(), { type: 'run.finished', outcome: 'cancelled' })).toBeUndefined();
    expect(
      whyNot(runStarted(), { type: 'run.finished', outcome: 'failed', error: THROTTLED }),
    ).toBeUndefined();
  });

  test('it has come to its end', () => {
    expect(whyNot(runStarted(), stopped())).toBe(
      'This run has ended: the stop rule max-rounds fired. Branch from one of its rounds instead.',
    );
  });

  test('a rule is told in words where there are some, and safe to print', () => {
    expect(whyNotResumable(runOf(runStarted(), stopped('a')), rule => `${rule}\u001b[31m fired`)).toBe(
      'This run has ended: a fired. Branch from one of its rounds instead.',
    );
  });

  test('it was imported', () => {
    expect(whyNot(runStarted({ provenance: 'imported' }))).toBe(
      'This run was imported: it cannot be gone on with. Start a new run of its question instead.',
    );
  });
});
