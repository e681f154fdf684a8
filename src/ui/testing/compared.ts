/** Comparisons of bundled recordings, for tests, and two branches made of one. Only tests import it. */
import { type Comparison, compareRounds, type Side, sideOf } from '../../analysis/compare.ts';
import type { AnyEvent } from '../../run/events.ts';
import { theRun } from '../../run/testing/sample-run.ts';
import { recordedEvents } from './recorded.ts';

/** A round of `fixtures/recordings/NAME.jsonl`. */
export async function recordedSide(name: string, round: number): Promise<Side> {
  return sideIn(await recordedEvents(name), round);
}

export function sideIn(events: readonly AnyEvent[], round: number): Side {
  const side = sideOf(theRun(events), round);
  if (!side) throw new Error(`round ${round} has no whole answer`);
  return side;
}

export async function comparedModels(): Promise<Comparison> {
  return compareRounds(
    await recordedSide('bat-and-ball.sonnet-4-6', 0),
    await recordedSide('bat-and-ball.haiku-4-5', 3),
  );
}

/** Round 1 of a recording asked in two ways, beside its round 0. */
export async function comparedBranches(): Promise<Comparison> {
  const events = await recordedEvents('bat-and-ball.sonnet-4-6');
  const find = branch(events, 'BRANCH-A', 'Find the mistake in your answer.', text => text);
  const list = branch(events, 'BRANCH-B', 'Go through your answer as a checklist.', text =>
    text.replaceAll('ball', 'tennis ball'),
  );
  return compareRounds(sideIn(find, 1), sideIn(list, 1), sideIn(events, 0));
}

/** The events of a branch of a run after its round 0: one round, with another prompt and another answer. */
export function branch(
  events: readonly AnyEvent[],
  id: string,
  prompt: string,
  change: (text: string) => string,
): AnyEvent[] {
  const end = events.findIndex(
    event => event.type === 'round.started' && 'round' in event && event.round === 2,
  );
  const parent = theRun(events);
  return events.slice(0, end).map((event): AnyEvent => {
    if (event.type === 'run.started') {
      const settings = { ...parent.settings, prompts: { reflection: prompt } };
      return { ...event, run: id, settings, parent: { run: parent.id, round: 0 } };
    }
    if (!('call' in event) || event.call !== 1) return event;
    if (event.type === 'call.delta' && 'text' in event) return { ...event, text: change(String(event.text)) };
    return event.type === 'call.started' ? { ...event, request: requestWith(parent, prompt) } : event;
  });
}

function requestWith(parent: ReturnType<typeof theRun>, prompt: string) {
  const request = parent.calls[1]?.request;
  const messages = request?.messages ?? [];
  return { ...request, messages: [...messages.slice(0, -1), { role: 'user', content: [{ text: prompt }] }] };
}
