/** The corpus in files of every format that can be imported. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { foldAll } from '../run/fold.ts';
import { isLong } from '../text/testing/effort.ts';
import { forEachHostileInTurn, UNSAFE } from '../text/testing/hostile-texts.ts';
import { stringsIn } from '../text/testing/strings-in.ts';
import { createCleaner } from '../transcripts/clean.ts';
import { eventsOf } from './events-of.ts';
import { ImportError } from './importer.ts';
import { IMPORTERS, importerById } from './importers.ts';
import { WHOLE } from './testing/files-with-text.ts';
import { memoryFile, readAll } from './testing/memory-file.ts';
import { details } from './testing/renze-folder.ts';

const MAKING = { app: 'test', otherwiseStartedAt: '2026-01-02T03:04:05.000Z' };

interface Sample {
  readonly path: string;
  /** A file in which a text stands wherever a person or a model could have written it. */
  readonly with: (text: string) => string;
}

const WORD = 'HOSTILE';

/** JSON in which every text is another that it may be. */
function ofJson(id: string, path: string, whole: unknown, lines = false): () => Promise<Sample> {
  return async () => {
    const written = (value: unknown) =>
      lines && Array.isArray(value)
        ? value.map(one => JSON.stringify(one)).join('\n')
        : JSON.stringify(value);
    const importer = importerById(id);
    if (!importer) throw new Error(`there is no ${id}`);
    const isRun = async (value: unknown) => {
      try {
        return (await readAll(importer, memoryFile(written(value), path))).runs.length > 0;
      } catch {
        return false;
      }
    };
    if (!(await isRun(whole))) throw new Error(`the sample of ${id} is no run`);
    let marked = whole;
    for (const place of placesIn(whole)) {
      const next = withAt(marked, place, WORD);
      if (await isRun(next)) marked = next;
    }
    const template = written(marked);
    // A replacement that is a function is taken as it is.
    return { path, with: text => template.replaceAll(`"${WORD}"`, () => JSON.stringify(text)) };
  };
}

type Path = readonly (string | number)[];

/** Of all strings in a value. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    placesIn(one, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function withAt(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value)) return value.map((one, index) => (index === key ? withAt(one, rest, put) : one));
  return { ...(value as object), [key]: withAt((value as Record<string, unknown>)[key], rest, put) };
}

const written = (path: string, make: (text: string) => string) => async (): Promise<Sample> => ({
  path,
  with: make,
});

const RULER = '='.repeat(80);

const SAMPLES: Readonly<Record<string, () => Promise<Sample>>> = {
  inspect: ofJson('inspect', 'a.json', WHOLE.inspect),
  'bedrock-logs': ofJson('bedrock-logs', 'a.json', WHOLE['bedrock-logs']),
  bhive: ofJson('bhive', 'a.json', WHOLE.bhive),
  chat: ofJson('chat', 'a.json', WHOLE.chat),
  'self-refine': ofJson(
    'self-refine',
    'yelp/gpt4.jsonl',
    [0, 1].map(attempt => ({
      record_id: 0,
      attempt,
      review: 'r',
      sentiment: 's',
      target_sentiment: 't',
      transferred_review: 'w',
      transferred_review_sentiment: 'n',
      feedback: 'f',
      log_probability: 0,
    })),
    true,
  ),
  intercode: ofJson('intercode', 'sql/gpt-4/ic_sql_multiturn_gpt-4_10_turns.json', {
    5: {
      environment: 'ic_sql',
      task_id: 5,
      query: 'q',
      turn_history: {
        actions: ['a', 'b'],
        observations: ['c', 'd'],
        rewards: [0, 1],
        valid_action: [true, true],
      },
      summary: { max_reward: 1, max_reward_idx: 1, turns_taken: 2, turns_max: 10 },
      hardness: 'easy',
    },
  }),
  reflexion: ofJson(
    'reflexion',
    'root/reflexion_mbpp_py/mbpp-py._reflexion_5_gpt-4_pass_at_k_1_py.jsonl',
    [
      {
        name: 'n',
        language: 'l',
        prompt: 'p',
        test: 't',
        is_solved: true,
        reflections: ['a', 'b'],
        solution: 's',
      },
    ],
    true,
  ),
  'self-refine-reports': written(
    'gsm/gsm_outputs.jsonl.reports.txt',
    text =>
      `Report 1:\n\nPrevious solution:\n${text}\n\nFeedback:\n${text}\n\nNext solution:\n${text}\n\n${RULER}\n\n`,
  ),
  renze: written('details/model-x - baseline - fables-2.csv', text =>
    details('baseline', [{ response: `${text}\nAction: Answer("B")`, agent_answer: text, error: text }]),
  ),
  'renze-dialogs': ofJson('renze-dialogs', 'dialogs/model-x - baseline - fables-2/Problem 2.json', [
    { role: 'system', content: 'You are an expert.' },
    { role: 'user', content: 'Topic: a\nQuestion: b?' },
    { role: 'assistant', content: 'Action: Answer("A")' },
    { role: 'user', content: 'Topic: a\nQuestion: c?\nChoices:\n  A: a hare\n' },
    { role: 'assistant', content: 'd' },
  ]),
  'renze-logs': written('logs/2024-04-20 10-04-39 - model-x - baseline - fables-2/Problem 2.txt', text =>
    [
      '# Model: model-x | Agent: baseline | Exam: fables-2 | Problem 2 of 2',
      `## System:\n${text}\n## User 1:\nTopic: a\nQuestion: b?\n${text}`,
      `## Assistant 1:\n${text}\n## Result:\nAgent Answer: B\nCorrect Answer: B\nScore: 1\n`,
    ].join('\n'),
  ),
};

/** In the short test every text is in one of these formats' files, and each format has many texts. */
const STEP = isLong ? 1 : IMPORTERS.length;

describe('Hostile text', () => {
  test('files of other programs, in each format: a run in which no text acts, or a sentence', async () => {
    expect(Object.keys(SAMPLES).sort()).toEqual(IMPORTERS.map(({ id }) => id).sort());
    for (const [turn, importer] of IMPORTERS.entries()) {
      const sample = await SAMPLES[importer.id]?.();
      if (!sample) throw new Error(importer.id);
      let place = 0;
      let whole = 0;
      let tried = 0;
      await forEachHostileInTurn(async text => {
        if (place++ % STEP !== turn % STEP) return;
        tried++;
        const kept = await eventsIn(importer, memoryFile(sample.with(text), sample.path));
        if (kept.length === 0) return;
        whole++;
        const clean = kept.map(createCleaner());
        expect(stringsIn([clean, foldAll(clean)]).find(one => UNSAFE.test(one))).toBeUndefined();
      });
      expect(whole, importer.id).toBeGreaterThan(tried * 0.7);
    }
  });
});

/** Empty where it is no run, and a sentence says why. */
async function eventsIn(importer: (typeof IMPORTERS)[number], file: ReturnType<typeof memoryFile>) {
  try {
    const { imported } = await readAll(importer, file);
    return imported.flatMap(run => eventsOf(run, MAKING));
  } catch (thrown) {
    // The command tells what no event may hold as a problem of the run.
    if (!(thrown instanceof z.ZodError)) expect(thrown).toBeInstanceOf(ImportError);
    return [];
  }
}
