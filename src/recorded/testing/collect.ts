/** Takes a model's stream to its end for a test: what was shown, and how it ended. */
import type { CallError } from '../../run/events.ts';
import { CallFailure, type StreamEvent, type WholeRequest } from '../../run/model.ts';

export interface Collected {
  readonly text: string;
  readonly thinking: string;
  readonly deltas: readonly Extract<StreamEvent, { type: 'delta' }>[];
  readonly finished?: Extract<StreamEvent, { type: 'finished' }>;
  readonly error?: CallError;
}

/** What a model throws that is no `CallFailure` is thrown on: nobody expects it. */
export async function collect(stream: AsyncIterable<StreamEvent>): Promise<Collected> {
  const deltas: Extract<StreamEvent, { type: 'delta' }>[] = [];
  let ending: Pick<Collected, 'finished' | 'error'> = {};
  try {
    for await (const event of stream) {
      if (event.type === 'delta') deltas.push(event);
      else ending = { finished: event };
    }
  } catch (thrown) {
    if (!(thrown instanceof CallFailure)) throw thrown;
    ending = { ...ending, error: thrown.error };
  }
  const textOf = (channel: 'text' | 'thinking') =>
    deltas.flatMap(delta => (delta.channel === channel ? delta.text : [])).join('');
  return { text: textOf('text'), thinking: textOf('thinking'), deltas, ...ending };
}

/** A request for one user turn. */
export function aRequest(overrides: Partial<WholeRequest> = {}): WholeRequest {
  return {
    model: 'us.anthropic.claude-sonnet-4-6',
    system: [],
    messages: [{ role: 'user', content: [{ text: 'What does the ball cost?' }] }],
    cachePoints: [],
    inferenceConfig: { maxTokens: 4096 },
    ...overrides,
  };
}
