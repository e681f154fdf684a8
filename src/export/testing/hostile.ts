/** A run whose every text attacks the reader: Markdown, HTML, terminals and spreadsheets. */
import type { NewEvent } from '../../run/events.ts';
import {
  callFinished,
  callStarted,
  delta,
  graded,
  noted,
  roundFinished,
  roundStarted,
  runStarted,
  stopped,
} from '../../run/testing/sample-run.ts';

export const ATTACKS: readonly string[] = [
  '```\n</pre></details><script>alert(1)</script>\n# Not a title\n``````\n~~~\nout',
  '<img src=https://example.org/x.png onerror=alert(1)> ![pixel](https://example.org/p.png) [go](javascript:alert(1))',
  '\u001b]0;owned\u0007\u001b[2J\u001b[31mred\u009b1m',
  '=cmd|" /C calc"!A0',
  '+1-1',
  '@SUM(1,2)',
  '-2+3',
  '\tTAB',
  '</del></ins><!-- <![CDATA[ & &amp; &#x3c;script&#x3e; https://example.org/auto www.example.org',
  '| a | b |\n|---|---|\n> quote\n1. list\n* * *\n[^1]: note\n$$x$$ :smile: @someone #1',
  '"quoted", with, commas\r\nand lines',
  '\u202egnirts\u2066',
];

export const HOSTILE = ATTACKS.join('\n\n');

/** Two rounds, each with a piece of everything. */
export function hostileRun(text = HOSTILE): readonly NewEvent[] {
  const question = {
    id: 'hostile',
    domain: text,
    title: text,
    text,
    reference: [text],
    grader: 'text' as const,
  };
  return [
    runStarted({ question, app: 'reflectoscope/0.1.0' }),
    roundStarted(0, text),
    callStarted(0, 0),
    delta(0, text, 'thinking'),
    delta(0, `${text}\nfirst`),
    callFinished(0, { input: 10, output: 10 }, { text: `${text}\nfirst` }),
    graded(0, text),
    roundFinished(0),
    roundStarted(1),
    callStarted(1, 1),
    delta(1, `${text}\nsecond`),
    callFinished(1, { input: 10, output: 10 }, { text: `${text}\nsecond` }),
    { type: 'check.finished', round: 1, lane: 0, source: text, text, verdict: 'fail', durationMs: 1 },
    {
      type: 'vote.counted',
      round: 1,
      votes: [{ answer: text, lanes: [0], weight: 1 }],
      winner: 0,
      method: text,
    },
    graded(1, text),
    roundFinished(1),
    noted(1, text),
    stopped(text),
  ];
}
