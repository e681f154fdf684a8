/** What the parts of the screen show of a run that a person took part in, as a terminal shows them. */
import { expect, test } from 'vitest';
import { logOf } from '../../run/event-log.ts';
import {
  callStarted,
  edited,
  inOrder,
  noted,
  onceMore,
  probeRound,
  requestOf,
  runStarted,
  SETTINGS,
  theRun,
  wholeRound,
} from '../../run/testing/sample-run.ts';
import { EMPTY, type Line, line, rule, span, wrapped } from '../line.ts';
import { goldenMono, goldenText } from '../testing/golden.ts';
import { answerPane } from './answer.ts';
import { diffPane } from './diff.ts';
import { eventsPane } from './events.ts';
import { feedbackPane } from './feedback.ts';
import { headerLine } from './header.ts';
import { meterLine } from './meter.ts';
import { promptPane } from './prompt.ts';
import { remarks } from './remark.ts';
import { narrowTimeline, wideTimeline } from './timeline.ts';

const FIRST = 'The bat costs $1.00, so the ball costs $0.10.\n\nAnswer: 0.10';
const SECOND = 'The bat costs x + 1.00, so the ball costs $0.05.\n\nAnswer: 0.05';
const PROPOSED = 'Please go over your answer once more.\nSay what you would change, and give your answer.';
const PROMPT = 'Please go over your answer once more.\nCheck each step by itself, and give your answer.';
const usage = { input: 1200, output: 90, cacheRead: 1310 };
const settings = { ...SETTINGS, strategy: { ...SETTINGS.strategy, rounds: 2 } };

const events = inOrder([
  runStarted({ settings, parent: { run: '01K0PARENTOFTHEM', round: 0, seq: 6 } }),
  ...wholeRound(0, FIRST, { usage, extracted: '0.10' }),
  { type: 'run.resumed', resumedAt: '2026-11-23T11:00:00.000Z', app: 'reflectoscope/0.2.0' },
  edited(1, {
    prompt: { text: PROMPT, proposed: PROPOSED },
    feedback: 'The sum is not $1.10.',
    temperature: 0.2,
  }),
  ...wholeRound(1, SECOND, { usage, extracted: '0.05' }).map(event =>
    event.type === 'call.started'
      ? callStarted(1, 1, { request: requestOf(PROMPT, { call: 0, answer: FIRST }) })
      : event,
  ),
  ...onceMore(1, { call: 2, again: 1, answer: FIRST }),
  edited(1, { choose: 1 }),
  noted(
    1,
    'The first attempt sets up the equation.\nThe second one does not, and falls back to the first answer.',
  ),
  ...probeRound(2, 'pressure', '0.10', { probe: { kind: 'pressure', text: '0.10' } }).map(event =>
    'call' in event && typeof event.call === 'number' ? { ...event, call: 3 } : event,
  ),
]);
const run = theRun(events);

/** One under the other, each with its name. */
function parts(width: number): Line[] {
  const timeline = width < 100 ? narrowTimeline(run, 1, width) : wideTimeline(run, 1, 35);
  const diff = diffPane(run, 1, width, { kind: 'inline', against: 'previous', raw: false });
  const named: [string, readonly Line[]][] = [
    ['header', [headerLine(run, undefined, width)]],
    ['timeline', timeline.lines],
    ['meter', [meterLine(run, width)]],
    ['answer, the other attempt', answerPane(run, 1, width, false, 2)],
    ['diff', [diff.words[0] ?? EMPTY, ...diff.lines]],
    ['prompt', promptPane(run, 1, width).lines],
    ['feedback', feedbackPane(run, 1, width)],
    ['feedback on the answer before', feedbackPane(run, 0, width).slice(0, 3)],
    ['events', eventsPane(logOf(events), 1, width)],
    ['remarks', remarks(run, 1).flatMap(words => wrapped(words, width, 'muted'))],
  ];
  return named.flatMap(([name, lines]) => [line(span(`[${name}]`, 'label')), ...lines, rule(width)]);
}

test.each([80, 120])('in %i columns', async width => {
  await expect(await goldenText(parts(width), width)).toMatchFileSnapshot(`golden/taken-part.${width}.txt`);
});

test('without colours', async () => {
  await expect(await goldenMono(parts(80), 80)).toMatchFileSnapshot('golden/taken-part.mono.txt');
});
