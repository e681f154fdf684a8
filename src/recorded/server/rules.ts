/** Answers from the rules of a script. */
import type { Usage } from '../../run/price.ts';
import type { Answer, Answerer } from '../answer.ts';
import { promptEstimate } from '../cache-simulation.ts';
import type { WireRequest } from '../wire-request.ts';
import { scaleOf, seeded, writtenAnswer } from '../written-answer.ts';
import { NOTHING_CACHED, USUAL_PACE } from './answerers.ts';
import type { Rule, Script, ScriptAnswer } from './rules-schema.ts';
import { lastUserText, turnOf } from './user-text.ts';

/** The first rule that fits answers; `seed` makes up what is not written. */
export function answersByRules(script: Script, seed: number): Answerer {
  const random = seeded(seed);
  const given = new Map<Rule, number>();
  let call = 0;
  return request => {
    call += 1;
    const place: Place = { call, turn: turnOf(request.messages), user: lastUserText(request.messages) };
    for (const [index, rule] of script.rules.entries()) {
      const before = given.get(rule) ?? 0;
      if (before >= (rule.times ?? Number.POSITIVE_INFINITY) || !fits(rule.when, request, place)) continue;
      given.set(rule, before + 1);
      const answers = rule.answers ?? (rule.answer ? [rule.answer] : []);
      const answer = answers[Math.min(before, answers.length - 1)];
      if (answer) return { from: rule.name ?? `rule ${index + 1}`, ...write(answer, request, place) };
    }
    if (script.default) return { from: 'default', ...write(script.default, request, place) };
    return { message: `No rule of the script fits this request to ${request.model} (turn ${place.turn}).` };
  };

  function write(answer: ScriptAnswer, request: WireRequest, place: Place): Answer {
    const scale = scaleOf(request.model);
    const tools = [answer.toolUse ?? []].flat();
    const prompt = { input: promptEstimate(request, scale), output: 0, ...NOTHING_CACHED };
    const pace = answer.pace ?? script.pace ?? USUAL_PACE;
    const written = {
      text: filledIn(answer.text, request, place),
      thinking: answer.thinking && filledIn(answer.thinking, request, place),
      stopReason: answer.stopReason ?? (tools.length > 0 ? 'tool_use' : undefined),
      more: tools.map(({ toolUseId, ...tool }, index) => ({
        toolUse: { toolUseId: toolUseId ?? `tooluse_${place.call}_${index}`, ...tool },
      })),
    };
    const whole = writtenAnswer(written, { pace, usage: prompt, seed, random, scale });
    return withUsage({ ...whole, ...(answer.fault !== undefined && { fault: answer.fault }) }, answer.usage);
  }
}

interface Place {
  readonly call: number;
  readonly turn: number;
  /** The last words of the user. */
  readonly user: string;
}

function fits(
  { model, contains, matches, system, turn, call }: Rule['when'],
  request: WireRequest,
  place: Place,
) {
  const said = place.user.toLowerCase();
  const prompt = request.system.map(block => block.text ?? '').join('\n');
  return (
    (model === undefined || glob(model).test(request.model)) &&
    [contains ?? []].flat().every(one => said.includes(one.toLowerCase())) &&
    (matches === undefined || new RegExp(matches, 'iu').test(place.user)) &&
    (system === undefined || prompt.toLowerCase().includes(system.toLowerCase())) &&
    (turn === undefined || turn === place.turn) &&
    (call === undefined || call === place.call)
  );
}

function glob(pattern: string): RegExp {
  const parts = pattern.split('*').map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i');
}

/** `{{user}}`, `{{model}}`, `{{turn}}` and `{{call}}` are what they say. */
function filledIn(text: string, { model }: WireRequest, { user, turn, call }: Place): string {
  const words: Readonly<Record<string, string>> = { user, model, turn: String(turn), call: String(call) };
  return text.replaceAll(/\{\{\s*(user|model|turn|call)\s*\}\}/g, (whole, name) => words[name] ?? whole);
}

/** What is written of the prompt is not simulated. */
function withUsage(answer: Answer, given: ScriptAnswer['usage']): Answer {
  const { ending } = answer;
  if (!given || ending.kind === 'failed' || !ending.usage) return answer;
  const said = Object.entries(given).filter(([, tokens]) => tokens !== undefined);
  const usage: Usage = { ...ending.usage, ...Object.fromEntries(said) };
  const isPromptGiven = said.some(([name]) => name !== 'output');
  return { ...answer, ...(isPromptGiven && { isPromptGiven }), ending: { ...ending, usage } };
}
