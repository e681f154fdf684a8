/** A run whose every text tries to be more than text. Only tests import it. */
import type { NewEvent } from '../../../run/events.ts';
import { Question } from '../../../run/question.ts';
import {
  callFinished,
  callStarted,
  delta,
  graded,
  noted,
  requestOf,
  roundFinished,
  roundStarted,
  runStarted,
  stopped,
} from '../../../run/testing/sample-run.ts';

/** What runs sets `window.owned`, opens a dialog, or asks for something from elsewhere. */
export const ATTACKS: readonly string[] = [
  '<script>window.owned = 1; alert(1)</script>',
  '</script><script>window.owned = 2</script>',
  '</article></style><img src=x onerror="window.owned = 3"><svg onload="window.owned = 4">',
  '[link](javascript:window.owned=5) ![image](https://example.invalid/pixel.png) <https://example.invalid/auto>',
  '<iframe srcdoc="<script>parent.owned = 6</script>"></iframe><base href="https://example.invalid/">',
  '<link rel=stylesheet href="https://example.invalid/x.css"><meta http-equiv=refresh content="0;url=https://example.invalid">',
  '" onmouseover="window.owned = 7" x="',
  "' onfocus='window.owned = 8' autofocus='",
  '<!-- --!> <![CDATA[ ]]> &lt;script&gt; \u2028 \u2029 {{constructor.constructor("window.owned = 9")()}}',
  '\u001b]8;;javascript:window.owned=10\u0007click\u001b]8;;\u0007 \u001b[2J\u001b[31mred\u009b0m',
  '\u202egnp.exe\u2066 \u200f',
  '<form action="https://example.invalid"><button formaction="javascript:window.owned=11">go</button></form>',
];

export function hostileRun(): NewEvent[] {
  const text = ATTACKS.join('\n\n');
  const [first = ''] = ATTACKS;
  const question = Question.parse({
    id: first,
    title: `${first}${ATTACKS[2]}`,
    text,
    reference: [ATTACKS[1], ATTACKS[6]],
    grader: 'exact',
  });
  const round = (index: number): NewEvent[] => [
    roundStarted(index),
    { ...callStarted(index, index), model: first, request: { ...requestOf(text), system: [{ text }] } },
    delta(index, text, 'thinking'),
    delta(index, `${text}\n\nAnswer: ${index} ${first}`),
    callFinished(index, { input: 10, output: 10 }, { text }),
    { type: 'check.finished', round: index, lane: 0, source: first, text, verdict: 'fail', durationMs: 1 },
    graded(index, `${index} ${first}`, false),
    roundFinished(index),
  ];
  return [
    runStarted({ question, app: first, startedAt: first }),
    ...round(0),
    ...round(1),
    noted(1, text),
    stopped(first),
  ] as NewEvent[];
}
