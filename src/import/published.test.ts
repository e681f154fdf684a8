/** The figures of published runs, computed again from what the importers make of them. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { csvRows } from '../questions/csv.ts';
import type { ImportedRun } from './imported-run.ts';
import { IMPORTERS, importerFor } from './importers.ts';
import { intercode } from './intercode.ts';
import { isKept } from './not-kept.ts';
import { reflexion } from './reflexion.ts';
import { renzeDetails } from './renze-details.ts';
import { renzeDialogs } from './renze-dialogs.ts';
import { renzeLogs } from './renze-logs.ts';
import { selfRefine } from './self-refine.ts';
import { selfRefineReports } from './self-refine-reports.ts';
import { beginningOf } from './source-file.ts';
import {
  answersOf,
  changesIn,
  importPublished,
  PUBLISHED_DATA_IS_THERE,
  publishedFiles,
  repeatsIn,
} from './testing/published-data.ts';

const YELP = 'madaan_self-refine/data/outputs/yelp/gpt4.jsonl';
const REPORTS = 'madaan_self-refine/data/tasks/gsm/*.reports.txt';
const MULTI_TURN = 'princeton-nlp_intercode/**/*_multiturn_*.json';
const PLANS = 'princeton-nlp_intercode/**/*_plan_solve_*.json';
const REFLEXION = 'noahshinn_reflexion/**/*.jsonl';
const RENZE = 'matthewrenze_self-reflection';

const skipped = PUBLISHED_DATA_IS_THERE ? '' : ' (skipped: the published data are not beside the repository)';

describe.skipIf(!PUBLISHED_DATA_IS_THERE)(`published runs${skipped}`, () => {
  test('each file is known to its importer, and nobody else but the one for any chat', async () => {
    const known: [string, string][] = [
      [YELP, 'self-refine'],
      [REPORTS, 'self-refine-reports'],
      [MULTI_TURN, 'intercode'],
      [PLANS, 'intercode'],
      [REFLEXION, 'reflexion'],
      [`${RENZE}/details/*.csv`, 'renze'],
      [`${RENZE}/results.csv`, 'renze'],
      [`${RENZE}/dialogs/*/*.json`, 'renze-dialogs'],
      [`${RENZE}/logs/*/*.txt`, 'renze-logs'],
    ];
    for (const [pattern, id] of known) {
      const files = publishedFiles(pattern);
      expect(files.length).toBeGreaterThan(0);
      for (const path of files) {
        const beginning = await beginningOf(path);
        const finders = IMPORTERS.filter(one => one.detects(beginning)).map(one => one.id);
        expect([path, importerFor(beginning)?.id, finders.filter(one => one !== 'chat')]).toEqual([
          path,
          id,
          [id],
        ]);
      }
    }
    const ids = new Set(known.map(([, id]) => id));
    const others = publishedFiles('{questions,aws-samples_bhive,UKGovernmentBEIS_inspect_ai}/**/*.*');
    for (const path of others) {
      const found = importerFor(await beginningOf(path))?.id;
      expect([path, found !== undefined && ids.has(found)]).toEqual([path, false]);
    }
  });

  describe('Self-Refine', () => {
    test('the last attempt is not the best one: 99 of 494 had reached the target and lost it', async () => {
      const { runs, problems } = await importPublished(selfRefine, YELP);
      expect(problems).toEqual([]);
      expect(runs).toHaveLength(494);
      const answers = runs.map(answersOf);
      expect(answers.flat()).toHaveLength(2363);
      const right = (which: (one: (typeof answers)[number]) => boolean | null | undefined) =>
        answers.filter(one => which(one) === true).length;
      const last = right(one => one.at(-1)?.correct);
      const some = right(one => one.some(({ correct }) => correct));
      expect([right(one => one[0]?.correct), last, some, some - last]).toEqual([294, 383, 482, 99]);
      expect(changesIn(runs)).toEqual({
        'right-right': 1290,
        'wrong-right': 286,
        'right-wrong': 197,
        'wrong-wrong': 96,
      });
      expect(repeatsIn(runs).answers).toBe(110);
    });

    test('an attempt that the file has lost is a round without an answer', async () => {
      const { runs } = await importPublished(selfRefine, YELP);
      const lacking = runs.filter(run => !run.rounds.every(({ calls }) => calls.every(isKept)));
      // Records whose numbers of attempts do not follow each other: 0, 1, 3, 4.
      expect(lacking).toHaveLength(49);
      for (const run of runs) {
        expect(run.source.unknown.includes('answers')).toBe(lacking.includes(run));
        expect(run.settings.model).toBe('gpt-4');
      }
    });

    test('the feedback of a line speaks of the review in it, more often than of the next one', async () => {
      const { runs } = await importPublished(selfRefine, YELP);
      let own = 0;
      let next = 0;
      for (const { rounds } of runs) {
        for (const [index, { calls, checks }] of rounds.entries()) {
          const quotes = [...(checks?.[0]?.text ?? '').matchAll(/"([^"]{8,})"/g)].map(
            ([, quote = '']) => quote,
          );
          const holds = (text = '') => quotes.filter(quote => text.includes(quote)).length;
          own += holds(calls[0]?.text);
          next += holds(rounds[index + 1]?.calls[0]?.text);
        }
      }
      expect(own).toBeGreaterThan(next * 2);
    });

    test('every report is a wrong solution, what was said of it, and one that is right', async () => {
      const { runs, problems } = await importPublished(selfRefineReports, REPORTS);
      expect(problems).toEqual([]);
      expect(runs).toHaveLength(63);
      expect(changesIn(runs)).toEqual({ 'wrong-right': 63 });
      for (const run of runs) {
        expect(run.rounds.map(({ calls }) => calls[0]?.text.includes('def solution')).join()).toBe(
          'true,true',
        );
        expect(run.rounds[0]?.checks?.[0]?.text).toContain('Let us go through the error');
        expect(run.question.text).not.toContain('is not in the report');
      }
    });
  });

  describe('InterCode', () => {
    test('1,034 episodes with 5,867 actions, 762 solved, and nothing right was ever asked again', async () => {
      const { runs, problems } = await importPublished(intercode, MULTI_TURN);
      expect(problems).toEqual([]);
      expect(runs).toHaveLength(1034);
      expect(runs.flatMap(answersOf)).toHaveLength(5867);
      expect(runs.filter(run => answersOf(run).at(-1)?.correct)).toHaveLength(762);
      expect(changesIn(runs)).toEqual({ 'wrong-right': 689, 'wrong-wrong': 4144 });
      expect(repeatsIn(runs)).toEqual({ answers: 554, runs: 139 });
      expect(runs.every(({ source }) => source.stopsOnCorrect)).toBe(true);
      expect(new Set(runs.map(({ settings }) => settings.model))).toEqual(new Set(['gpt-4']));
    });

    test('1,658 observations are execution errors, and only those failed', async () => {
      const { runs } = await importPublished(intercode, MULTI_TURN);
      const checks = runs.flatMap(({ rounds }) => rounds.flatMap(round => round.checks ?? []));
      expect(checks).toHaveLength(5867);
      const failed = checks.filter(({ verdict }) => verdict === 'fail');
      expect(failed).toHaveLength(1658);
      expect(failed.every(({ text }) => text.startsWith('Error executing query'))).toBe(true);
      expect(checks.filter(({ verdict }) => verdict === 'pass')).toHaveLength(762);
    });

    test('plans that were carried out and refined, with the rows of the right query', async () => {
      const { runs, problems } = await importPublished(intercode, PLANS);
      expect(problems).toEqual([]);
      expect(runs).toHaveLength(44);
      for (const { rounds, question, settings } of runs) {
        expect(rounds[0]?.calls.map(({ purpose }) => purpose)).toEqual(['plan', 'answer']);
        // Three turns, or fewer where one of them was right, or none where the plan was.
        expect(rounds.filter(({ kind }) => kind === 'reflection').length).toBeLessThanOrEqual(3);
        expect(settings.model).toBe('gpt-3.5');
        expect(question.reference?.length ?? 0).toBeLessThanOrEqual(1);
      }
      expect(runs.filter(({ question }) => question.reference)).toHaveLength(43);
      expect(runs.filter(run => answersOf(run).at(-1)?.correct)).toHaveLength(19);
    });
  });

  test('Reflexion: as many attempts as reflections and one more, and only the last one is kept', async () => {
    const { runs, problems } = await importPublished(reflexion, REFLEXION);
    expect(problems).toEqual([]);
    expect(runs).toHaveLength(397 + 164 + 40);
    const of = (part: string) => runs.filter(({ source }) => source.file.includes(part));
    expect(lengths(of('mbpp'))).toEqual({ 1: 248, 2: 38, 3: 1, 4: 2, 5: 108 });
    expect(lengths(of('humaneval'))).toEqual({ 1: 134, 2: 7, 3: 2, 4: 1, 10: 20 });
    expect(runs.every(run => answersOf(run).length === 1)).toBe(true);
    expect(runs.filter(run => run.rounds.at(-1)?.grades?.[0]?.correct)).toHaveLength(306 + 150 + 6);
    // The loop went by tests that the model wrote, save where the task shows some.
    const earlier = (part: string) => of(part).flatMap(({ rounds }) => rounds.slice(0, -1));
    expect(earlier('mbpp').every(({ grades }) => grades?.length === 0)).toBe(true);
    expect(earlier('leetcode').every(({ grades }) => grades?.[0]?.correct === false)).toBe(true);
    expect(
      runs.every(({ rounds }) => rounds.slice(0, -1).every(({ checks }) => checks?.[0]?.verdict === 'fail')),
    ).toBe(true);
    expect(of('leetcode').every(({ settings }) => settings.model === 'gpt-4')).toBe(true);
    expect(of('humaneval').every(({ settings }) => settings.model === 'unknown')).toBe(true);
  });

  describe('self-reflection', () => {
    // Read once: the whole folder is 5,400 runs.
    const details = lazy(() => importPublished(renzeDetails, `${RENZE}/details/*.csv`));

    test('what an agent fixed of the wrong answers is what the sums of the source say of it', async () => {
      const { runs, problems } = await details();
      expect(problems).toEqual([]);
      // 3 models x 9 agents x 2 exams, 100 problems each.
      expect(runs).toHaveLength(5400);
      const sums = await sumsOf(publishedFiles(`${RENZE}/results.csv`)[0] ?? '');
      for (const [name, ofName] of Object.entries(Object.groupBy(runs, nameOf))) {
        const asked = (ofName ?? []).filter(
          run => name.includes(' - baseline - ') || run.rounds.length === 2,
        );
        const right = asked.filter(run => run.rounds.at(-1)?.grades?.[0]?.correct);
        expect([name, asked.length, right.length]).toEqual([
          name,
          sums.get(name)?.questions,
          sums.get(name)?.correct,
        ]);
      }
      const asked = runs.filter(({ rounds }) => rounds.length === 2);
      expect(asked).toHaveLength(8 * 92);
      const fixed = Object.groupBy(
        asked.filter(({ rounds }) => rounds[1]?.grades?.[0]?.correct),
        ({ settings }) => settings.strategy?.id ?? '',
      );
      expect(Object.fromEntries(Object.entries(fixed).map(([agent, some]) => [agent, some?.length]))).toEqual(
        {
          'renze-retry': 24,
          'renze-advice': 26,
          'renze-instructions': 30,
          'renze-keywords': 31,
          'renze-explanation': 45,
          'renze-solution': 58,
          'renze-composite': 66,
          'renze-unredacted': 78,
        },
      );
    });

    test('over all models and exams, a retry alone fixes 20.0 %, and what a reflection gives away more', async () => {
      const sums = await sumsOf(publishedFiles(`${RENZE}/results.csv`)[0] ?? '');
      const rate = (agent: string) => {
        const of = [...sums].filter(([name]) => name.includes(` - ${agent} - `)).map(([, sum]) => sum);
        const total = (field: 'questions' | 'correct') => of.reduce((all, one) => all + one[field], 0);
        return [total('questions'), Math.round((1000 * total('correct')) / total('questions')) / 10];
      };
      expect(rate('retry')).toEqual([3794, 20]);
      expect(rate('keywords')).toEqual([3794, 24.6]);
      expect(rate('advice')).toEqual([3794, 24.8]);
      expect(rate('instructions')).toEqual([3794, 26.8]);
      expect(rate('explanation')).toEqual([3794, 37.1]);
      expect(rate('solution')).toEqual([3794, 42]);
      expect(rate('composite')).toEqual([3794, 45.9]);
      expect(rate('unredacted')).toEqual([3794, 67.6]);
    });

    test('an agent was asked again only where the baseline was not right', async () => {
      const { runs } = await details();
      for (const { rounds, source } of runs) {
        if (rounds.length === 2) expect(rounds[0]?.grades?.[0]?.correct).not.toBe(true);
        else if (source.stopsOnCorrect) expect(rounds[0]?.grades?.[0]?.correct).toBe(true);
      }
    });

    test('a call that failed is no answer, and nobody can say whether it is right', async () => {
      const { runs } = await importPublished(
        renzeDetails,
        `${RENZE}/details/mistral-large - baseline - *.csv`,
      );
      const failed = runs.flatMap(({ rounds }) => rounds).filter(({ calls }) => calls[0]?.error);
      expect(failed).toHaveLength(6);
      for (const { calls, grades } of failed) {
        expect(calls[0]).toMatchObject({ text: '' });
        expect(calls[0]?.usage).toBeUndefined();
        expect(grades?.[0]).toMatchObject({ correct: null, score: 0 });
      }
    });

    test('details, dialogs and logs of one problem are one run', async () => {
      const byKey = new Map((await details()).runs.map(run => [run.key, run]));
      const dialogs = await importPublished(renzeDialogs, `${RENZE}/dialogs/*/*.json`);
      expect(dialogs.problems).toEqual([]);
      expect(dialogs.runs).toHaveLength(100 + 9 * 16);
      for (const run of dialogs.runs.filter(({ key }) => !key.includes('/reflection/'))) {
        const same = byKey.get(run.key);
        expect(run.rounds).toEqual(same?.rounds);
        expect(run.question).toEqual(same?.question);
        expect(run.source.unknown).toEqual(['timing', 'settings']);
      }
      const logs = await importPublished(renzeLogs, `${RENZE}/logs/*/*.txt`);
      // The logs of the reflections have no result.
      expect(logs.problems).toHaveLength(0);
      expect(logs.runs).toHaveLength(7 * 16);
      const others = logs.runs.filter(({ key }) => !byKey.has(key) && !key.includes('/reflection/'));
      expect(others).toHaveLength(11 + 10);
    });

    test('a reflection is in the run, with the right answer before it', async () => {
      const { runs } = await importPublished(
        renzeDetails,
        `${RENZE}/details/claude-3-opus* - advice - comprehensive-100.csv`,
      );
      const again = runs.filter(({ rounds }) => rounds.length === 2);
      expect(again).toHaveLength(16);
      for (const { rounds, question, source } of again) {
        const [memo, answer] = rounds[1]?.calls ?? [];
        const shown = JSON.stringify(memo?.messages?.at(-1));
        expect(shown).toContain(`Correct Answer: ${question.reference?.[0]}`);
        expect(JSON.stringify(answer?.messages?.at(-1))).toContain(
          'You previously answered this question incorrectly.',
        );
        expect(source).toMatchObject({ stopsOnCorrect: true, feedbackShowsReference: true });
      }
    });

    test('the sums beside the details hold no answers, and it is said what does', async () => {
      await expect(importPublished(renzeDetails, `${RENZE}/results.csv`)).rejects.toThrow(
        'has only sums of whole exams, and no answers: import the files of the folder details.',
      );
    });
  });
});

function lazy<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function lengths(runs: readonly ImportedRun[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { rounds } of runs) counts[rounds.length] = (counts[rounds.length] ?? 0) + 1;
  return counts;
}

/** `MODEL - AGENT - EXAM`, as the source writes it. */
function nameOf({ key }: ImportedRun): string {
  const [, model, agent, exam] = key.split('/');
  return `${model} - ${agent} - ${exam}`;
}

interface Sum {
  readonly questions: number;
  readonly correct: number;
}

async function sumsOf(path: string): Promise<Map<string, Sum>> {
  const sums = new Map<string, Sum>();
  let names: readonly string[] | undefined;
  for await (const { cells } of csvRows([readFileSync(path, 'utf8')])) {
    if (!names) {
      names = cells;
      continue;
    }
    const cell = (name: string) => cells[names?.indexOf(name) ?? -1] ?? '';
    sums.set(cell('Name'), { questions: Number(cell('Questions')), correct: Number(cell('Correct')) });
  }
  return sums;
}
