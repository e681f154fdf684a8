/** What the model thought before its answer, as far as it shows it. Pure. */
import { hiddenThinkingWords } from '../../../plain/hidden-thinking.ts';
import { thinkingFacts } from '../../../plain/thinking-facts.ts';
import type { Round, Run } from '../../../run/run.ts';
import { isTimed } from '../../../run/run.ts';
import { callOfLane, type Shown, shownLane } from './shown.ts';
import { h, type Tree } from './tree.ts';

export function thinkingPanel(shown: Shown, round: Round): Tree[] {
  const { run } = shown;
  const call = callOfLane(run, round, shownLane(shown));
  if (!call) return [h('p', 'quiet', 'No call was made yet.')];
  if (call.thinking.trim() === '') {
    const none = call.status === 'streaming' ? 'No thinking has come.' : 'No thinking came with this round.';
    return [h('p', 'quiet', hiddenThinkingWords(call) ?? none)];
  }
  const facts = thinkingFacts(run, call);
  return [
    h('p', 'quiet', isTimed(run) ? facts : withoutTime(run, facts)),
    h('div', { class: 'thought', dir: 'auto' }, call.thinking),
  ];
}

function withoutTime(_run: Run, facts: string): string {
  return facts.replace(/^[\d.]+ s, /, '');
}
