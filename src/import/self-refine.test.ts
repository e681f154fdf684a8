import { expect, test } from 'vitest';
import { ImportError } from './importer.ts';
import { isKept } from './not-kept.ts';
import { selfRefine } from './self-refine.ts';
import { beginning, importAll, textFile } from './testing/import-all.ts';

const PATH = 'yelp/gpt4.jsonl';

function attempt(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    record_id: 0,
    attempt: 0,
    review: 'Cold soup, slow waiter.',
    sentiment: 'Very negative',
    target_sentiment: 'Very positive',
    transferred_review: 'Warm soup.',
    transferred_review_sentiment: 'The review sounds plain. The sentiment is Neutral',
    feedback: 'It says nothing about the waiter. Try again to make it Very positive!',
    log_probability: 0,
    ...fields,
  };
}

function imported(...rows: (Record<string, unknown> | string)[]) {
  const lines = rows.map(row => (typeof row === 'string' ? row : JSON.stringify(row)));
  return importAll(selfRefine, textFile(PATH, lines.join('\n')));
}

test('it knows its files by their fields', () => {
  expect(selfRefine.detects(beginning(PATH, JSON.stringify(attempt())))).toBe(true);
  expect(selfRefine.detects(beginning(PATH, '{"record_id": 1, "attempt": 0}'))).toBe(false);
  expect(selfRefine.detects(beginning(PATH, ''))).toBe(false);
});

test('the attempts of a record are the rounds of a run', async () => {
  const { runs, problems } = await imported(
    attempt(),
    attempt({
      attempt: 1,
      transferred_review: 'The best soup of my life!',
      transferred_review_sentiment: 'The review sounds glowing. The sentiment is Very positive.',
      feedback: 'This is Very positive.',
    }),
    attempt({ record_id: 7 }),
  );
  expect(problems).toEqual([]);
  expect(runs.map(({ rounds }) => rounds.length)).toEqual([2, 1]);
  expect(runs[0]).toMatchObject({
    key: 'yelp/gpt4.jsonl 0',
    question: {
      id: 'sentiment-0',
      text: 'Rewrite the review so that its sentiment is Very positive. Its sentiment is Very negative.\n\nCold soup, slow waiter.',
    },
    settings: { model: 'gpt-4', strategy: { id: 'self-refine', rounds: 1 } },
    source: {
      from: 'self-refine',
      file: 'gpt4.jsonl',
      place: 'record 0, line 1',
      unknown: ['timing', 'usage', 'prompts', 'settings'],
    },
    rounds: [
      {
        kind: 'answer',
        calls: [{ purpose: 'answer', text: 'Warm soup.' }],
        checks: [{ source: 'critic', verdict: 'unknown', text: expect.stringContaining('the waiter') }],
        grades: [{ extracted: 'Warm soup.', correct: false }],
      },
      {
        kind: 'reflection',
        calls: [{ purpose: 'revise', text: 'The best soup of my life!' }],
        grades: [
          {
            correct: true,
            method: expect.stringContaining(
              'said of its sentiment, and no human: "The review sounds glowing',
            ),
          },
        ],
      },
    ],
  });
});

test('a missing attempt is a round without an answer, and attempts out of order are put in order', async () => {
  const { runs } = await imported(attempt({ attempt: 3 }), attempt({ attempt: 1 }));
  expect(runs[0]?.rounds.map(({ calls }) => calls.map(isKept))).toEqual([[false], [true], [false], [true]]);
  expect(runs[0]?.source.unknown).toContain('answers');
});

test('a model that the file does not name is unknown', async () => {
  const file = textFile('runs/output.jsonl', JSON.stringify(attempt()));
  const { runs } = await importAll(selfRefine, file);
  expect(runs[0]?.settings.model).toBe('unknown');
  expect(runs[0]?.source.unknown).toContain('model');
});

test('without a measured sentiment nobody can say whether it is right', async () => {
  const { runs } = await imported(attempt({ transferred_review_sentiment: null, feedback: null }));
  expect(runs[0]?.rounds[0]).toMatchObject({ checks: [], grades: [{ correct: null }] });
});

test('what is broken is told with its line, and the others go on', async () => {
  const { runs, problems } = await imported(
    attempt(),
    '{"record_id": 0, "attempt"',
    attempt({ attempt: 1, transferred_review: undefined }),
    attempt({ attempt: -1 }),
    attempt({ transferred_review: 'Again.' }),
    attempt({ record_id: 1 }),
    attempt({ attempt: 2 }),
  );
  expect(runs.map(({ key }) => key)).toEqual(['yelp/gpt4.jsonl 0', 'yelp/gpt4.jsonl 1']);
  expect(runs[0]?.rounds[0]?.calls[0]?.text).toBe('Warm soup.');
  expect(problems.map(({ place }) => place)).toEqual(['line 2', 'line 3', 'line 4', 'line 5', 'line 7']);
  const said = problems.map(({ problem }) => problem);
  expect(said[1]).toBe('It has no "transferred_review".');
  expect(said[2]).toContain('Its "attempt" cannot be read');
  expect(said[3]).toBe('Attempt 0 of record 0 is there twice; the first one counts.');
  expect(said[4]).toBe('Record 0 comes again after others: the attempts of a record must stand together.');
});

test('a file of which nothing can be read says so', async () => {
  await expect(imported('{"record_id": 0}')).rejects.toThrow(ImportError);
});
