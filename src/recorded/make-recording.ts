/** From the events of a run to those of a recording of it, and whether they answer. Knows no file but the one it is asked of. */
import type { AnyEvent, EventOf } from '../run/events.ts';
import { isKnown } from '../run/events.ts';
import type { Call, Run } from '../run/run.ts';
import type { Answer } from './answer.ts';
import { withOwnId } from './own-question.ts';
import { answerFrom, asRecorded, type RecordingInfo, requestOf } from './recordings.ts';

export interface RecordingOptions {
  /** Whether what the user wrote on rounds stays. */
  readonly notes: boolean;
  /** What there is to see in it, in one line. */
  readonly shows?: string | undefined;
}

/** The same run with its times; what a model said live is recorded from now on, and a question of one's own has an id. */
export function recordingEvents(events: readonly AnyEvent[], { notes, shows }: RecordingOptions): AnyEvent[] {
  const kept = events.filter(event => notes || event.type !== 'user.noted');
  return kept.map((event, seq): AnyEvent => {
    if (!isKnown(event)) return { ...event, seq };
    switch (event.type) {
      case 'run.started':
        return { ...headOf(event, kept), seq, ...(shows !== undefined && { shows }) };
      case 'run.resumed':
        return { ...event, seq, ...(event.provenance && { provenance: asRecorded(event.provenance) }) };
      default:
        return { ...event, seq };
    }
  });
}

function headOf(head: EventOf<'run.started'>, kept: readonly AnyEvent[]): EventOf<'run.started'> {
  const provenance = asRecorded(head.provenance);
  const question = withOwnId(head.question);
  const { parent } = head;
  const last = parent?.seq;
  if (!parent || last === undefined) return { ...head, provenance, question };
  // Events have other numbers now, where some were left out.
  const shared = kept.filter(({ seq }) => seq <= last).length - 1;
  return { ...head, provenance, question, parent: { ...parent, seq: shared } };
}

/** Its whole answers, in the order in which they were asked for. */
export function wholeCalls(run: Run): Call[] {
  return run.calls.filter((call): call is Call => call?.status === 'finished');
}

/** The calls of the run that a recording of it does not answer with what was said. */
export async function unanswered(run: Run, recording: RecordingInfo): Promise<Call[]> {
  const answerer = answerFrom([recording]);
  const missing: Call[] = [];
  for (const call of wholeCalls(run)) {
    const asked = { ...requestOf(run, call), cachePoints: [], inferenceConfig: {} };
    const answer = await answerer(asked);
    if (!('deltas' in answer) || textOf(answer) !== wordsOf(call.content ?? [])) missing.push(call);
  }
  return missing;
}

/** As a client puts it together. */
function textOf({ deltas, ending }: Answer): string | undefined {
  if (ending.kind !== 'finished') return undefined;
  if (deltas.length === 0) return wordsOf(ending.content);
  return deltas.flatMap(({ channel, text }) => (channel === 'text' ? text : [])).join('');
}

function wordsOf(content: readonly { readonly text?: string | undefined }[]): string {
  return content.map(({ text }) => text ?? '').join('');
}
