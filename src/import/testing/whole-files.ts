/**
 * A small whole file of each format that can be imported, and published ones where they are beside the
 * repository. Only tests import it.
 */
import { readFileSync } from 'node:fs';
import { WHOLE } from './files-with-text.ts';
import { makeZip } from './make-zip.ts';
import { publishedFiles } from './published-data.ts';
import { BASELINE_ROWS, details, dialog, QUESTION, RIGHT } from './renze-folder.ts';

export interface WholeFile {
  readonly path: string;
  /** Of its importer. */
  readonly format: string;
  readonly bytes: Buffer;
}

const INSPECT = WHOLE.inspect as { readonly samples: readonly unknown[] };
const SAMPLE = JSON.stringify(INSPECT.samples[0]);
const { samples: _samples, ...HEADER } = INSPECT;
/** A call and a streamed one. */
const [INVOCATION, STREAMED] = WHOLE['bedrock-logs'] as readonly unknown[];

const ATTEMPT = {
  record_id: 0,
  attempt: 0,
  review: 'Cold soup.',
  sentiment: 'Very negative',
  target_sentiment: 'Very positive',
  transferred_review: 'Hot soup.',
  transferred_review_sentiment: 'The sentiment is Neutral',
  feedback: 'More.',
};
const TASK = {
  name: 'a',
  prompt: 'def a():',
  visible_tests: ['assert a()'],
  is_solved: true,
  reflections: ['It fails.'],
  solution: 'return 1',
};
const EPISODE = {
  task_id: 1,
  query: 'How many?',
  turn_history: {
    actions: ['SELECT 1', 'SELECT 2'],
    observations: ['Error executing query: no', '[(2,)]'],
    rewards: [0, 1],
    steps: ['Look.'],
  },
  info: { eval_obs: [[2]] },
};
const REPORT = `Report 1:\n\nPrevious solution:\n"""How many?"""\n\nFeedback:\nwrong!\n\nNext solution:\nreturn 2\n\n${'='.repeat(80)}\n`;
const LOG = `# Model: m | Agent: retry | Exam: e | Problem 1 of 2\n## System:\nBe brief.\n## User 1:\n${QUESTION}## Assistant 1:\n${RIGHT}\n## Result:\nAgent Answer: B\nCorrect Answer: B\nScore: 1\n`;

const json = (value: unknown) => Buffer.from(JSON.stringify(value));

/** Made for the tests, in the shapes of the sources. */
export const SMALL_FILES: readonly WholeFile[] = [
  { path: 'inspect/log.json', format: 'inspect', bytes: json(INSPECT) },
  {
    path: 'inspect/log.eval',
    format: 'inspect',
    bytes: makeZip([
      { name: 'header.json', text: JSON.stringify({ ...HEADER, results: {} }) },
      { name: '_journal/start.json', text: JSON.stringify(HEADER) },
      { name: 'samples/1_epoch_1.json', text: SAMPLE },
      { name: 'samples/2_epoch_1.json', text: SAMPLE.replace('"id":1', '"id":2'), method: 93 },
    ]),
  },
  { path: 'bedrock/log.json', format: 'bedrock-logs', bytes: json(INVOCATION) },
  { path: 'bedrock/stream.json', format: 'bedrock-logs', bytes: json(STREAMED) },
  { path: 'bhive/chat.json', format: 'bhive', bytes: json(WHOLE.bhive) },
  { path: 'chat/chat.json', format: 'chat', bytes: json(WHOLE.chat) },
  {
    path: 'yelp/gpt4.jsonl',
    format: 'self-refine',
    bytes: Buffer.from(`${JSON.stringify(ATTEMPT)}\n${JSON.stringify({ ...ATTEMPT, attempt: 2 })}\n`),
  },
  {
    path: 'gsm/gsm.reports.txt',
    format: 'self-refine-reports',
    bytes: Buffer.from(REPORT + REPORT.replace('Report 1', 'Report 2')),
  },
  { path: 'sql/a.json', format: 'intercode', bytes: json({ 1: EPISODE, 2: EPISODE }) },
  { path: 'sql/b.json', format: 'intercode', bytes: json({ meta: { env: 'sql' }, logs: { 1: EPISODE } }) },
  {
    path: 'root/a.jsonl',
    format: 'reflexion',
    bytes: Buffer.from(`${JSON.stringify(TASK)}\n${JSON.stringify({ ...TASK, name: 'b' })}\n`),
  },
  {
    path: 'nowhere/m - baseline - e.csv',
    format: 'renze',
    bytes: Buffer.from(details('baseline', BASELINE_ROWS)),
  },
  {
    path: 'nowhere/m - retry - e/Problem 1.json',
    format: 'renze-dialogs',
    bytes: json(dialog(QUESTION, RIGHT)),
  },
  {
    path: 'nowhere/2024-04-20 10-04-39 - m - retry - e/Problem 1.txt',
    format: 'renze-logs',
    bytes: Buffer.from(LOG),
  },
];

/** What was published and is small enough to be tried often; none where it is not there. */
export function smallPublished(format: string, pattern: string, most = 60_000): WholeFile[] {
  return publishedFiles(pattern)
    .map(path => ({ path, format, bytes: readFileSync(path) }))
    .filter(({ bytes }) => bytes.length <= most)
    .slice(0, 8);
}
