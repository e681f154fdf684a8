/**
 * Self-reflection (sequential revision): round 0 answers; each later round puts the reflection
 * prompt at the end of the one growing thread and takes the reply as the new answer.
 */
import type { ContentBlock, Message } from '../run/events.ts';
import { answerCall, type Call, type Run } from '../run/run.ts';
import { REFLECTION_PROMPT, reflectionTurn } from './prompts.ts';
import { firedRule } from './stop-rules.ts';
import type { CallStep, Next, Strategy } from './strategy.ts';

export const selfReflection: Strategy = { id: 'self-reflection', name: 'self-reflection', next };

function next(run: Run): Next {
  const round = run.rounds.at(-1);
  if (!round) return steps(0, 'answer', firstStep(run));
  const call = answerCall(run, round);
  // A round without a finished call (the process died, the call failed) is called again.
  if (call?.status !== 'finished')
    return steps(round.index, round.kind, round.index === 0 ? firstStep(run) : reflectStep(run));
  if (round.finishedAt === undefined) return { kind: 'close-round', round: round.index };
  const rule = firedRule(run);
  return rule ? { kind: 'stop', rule } : steps(round.index + 1, 'reflection', reflectStep(run));
}

function steps(round: number, roundKind: string, step: CallStep): Next {
  return { kind: 'steps', round, roundKind, steps: [step] };
}

function firstStep(run: Run): CallStep {
  return {
    kind: 'call',
    lane: 0,
    purpose: 'answer',
    model: run.settings.model,
    ...(run.settings.system && { system: run.settings.system }),
    messages: [user(run.question.text)],
  };
}

function reflectStep(run: Run): CallStep {
  const { settings, question } = run;
  const previous = run.calls.findLast(call => call?.status === 'finished');
  const prompt = settings.prompts.reflection ?? REFLECTION_PROMPT;
  return {
    kind: 'call',
    lane: 0,
    purpose: 'reflect',
    model: settings.model,
    ...(settings.system && { system: settings.system }),
    messages: [
      { role: 'assistant', content: answerContent(previous, settings.strategy.sendReasoning) },
      user(reflectionTurn(prompt, settings.strategy.repeatQuestion ? question.text : undefined)),
    ],
    ...(previous && { extends: previous.id }),
  };
}

/**
 * The answer as it stands in the thread. Thinking stays out of it unless it is wanted there: it need not
 * be sent back, and some models bind it to everything before it.
 */
function answerContent(call: Call | undefined, withThinking: boolean): ContentBlock[] {
  const thinks = call?.content?.some(block => block.reasoningContent) ?? false;
  return withThinking && call?.content && thinks ? [...call.content] : [{ text: call?.text ?? '' }];
}

function user(text: string): Message {
  return { role: 'user', content: [{ text }] };
}
