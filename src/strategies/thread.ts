/** How a conversation goes on from an answer: what is sent again, and what of it may not be. Pure. */
import type { ContentBlock, Message } from '../run/events.ts';
import { NOT_KEPT } from '../run/known.ts';
import { answerCall, type Call, type Run, threadOf } from '../run/run.ts';
import type { CallStep } from './strategy.ts';

export function user(text: string): Message {
  return { role: 'user', content: [{ text }] };
}

/**
 * The answer that the next turn of a lane follows. A resample stands beside the conversation, and a call
 * that did not finish has no answer, nor has one whose answer the source of the run did not keep.
 */
export function lastAnswer(run: Run, before = Number.POSITIVE_INFINITY, lane = 0): Call | undefined {
  for (const round of run.rounds.toReversed()) {
    if (round.index >= before || round.kind === 'resample') continue;
    const call = answerCall(run, round, lane);
    if (call?.status === 'finished' && call.stopReason !== NOT_KEPT) return call;
  }
  return undefined;
}

export interface Turn {
  readonly text: string;
  /** The model that is asked. */
  readonly model: string;
  /** Whether the thinking of earlier rounds goes back with their answers. */
  readonly sendReasoning: boolean;
  /** The answer as the user changed it. */
  readonly answer?: string | undefined;
}

/** The thread of a call with its answer and the next turn behind it. */
export function goOn(
  run: Run,
  previous: Call | undefined,
  turn: Turn,
): Pick<CallStep, 'messages' | 'extends'> {
  if (!previous) return { messages: [user(turn.text)] };
  const isOwn = previous.model === turn.model;
  const whole = turn.sendReasoning && turn.answer === undefined && isOwn;
  const next: Message[] = [
    {
      role: 'assistant',
      content: turn.answer === undefined ? answerContent(previous, whole) : [{ text: turn.answer }],
    },
    user(turn.text),
  ];
  const earlier = threadOf(run, previous);
  // Thinking is signed by the model that thought it: another one refuses it.
  if (!isOwn && earlier.some(hasThinking)) return { messages: [...earlier.map(withoutThinking), ...next] };
  return { messages: next, extends: previous.id };
}

/**
 * The answer as it stands in the thread. Thinking stays out of it unless it is wanted there: it need not
 * be sent back, and some models bind it to everything before it.
 */
function answerContent(call: Call, withThinking: boolean): ContentBlock[] {
  const thinks = call.content?.some(block => block.reasoningContent) ?? false;
  return withThinking && call.content && thinks ? [...call.content] : [{ text: call.text }];
}

function hasThinking({ content }: Message): boolean {
  return content.some(block => block.reasoningContent);
}

function withoutThinking(message: Message): Message {
  return { ...message, content: message.content.filter(block => !block.reasoningContent) };
}
