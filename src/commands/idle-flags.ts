/** Flags that would do nothing with what was chosen: a promise that is not kept, so they are refused. Pure. */
import type { Question } from '../run/question.ts';
import type { Settings } from '../run/settings.ts';
import { isJudged } from '../strategies/chosen.ts';
import { type PassedOver, passedOverBy } from '../strategies/passed-over.ts';
import type { RunFlags } from './settings.ts';

/** What the strategy does not go by, in sentences. */
export function idleFlags(flags: RunFlags, settings: Settings): string[] {
  const { strategy, prompts } = settings;
  const idle = new Set(passedOverBy(strategy.id));
  // A prompt of the library may have words for the first turn, too.
  const isOfReflection = flags.prompt !== undefined && prompts.first === undefined;
  const given: readonly (readonly [PassedOver, string, unknown])[] = [
    ['answerStable', '--stop-when-stable', flags.stopWhenStable],
    ['noOp', '--stop-on-no-op', flags.stopOnNoOp],
    ['oscillation', '--stop-on-oscillation', flags.stopOnOscillation],
    ['verdictPass', '--stop-on-pass', flags.stopOnPass],
    ['entropy', '--stop-on-entropy', flags.stopOnEntropy],
    ['reflection', '--reflection-prompt', flags.reflectionPrompt],
    ['reflection', '--prompt', isOfReflection ? flags.prompt : undefined],
  ];
  return given.flatMap(([setting, flag, value]) => {
    if (value === undefined || value === false || !idle.has(setting)) return [];
    return [`${flag} does nothing with ${strategy.id}, which has ${WHY[setting]}: leave it out.`];
  });
}

const NO_ROUNDS = 'no answer that follows another one';
const WHY: Readonly<Record<PassedOver, string>> = {
  answerStable: NO_ROUNDS,
  noOp: NO_ROUNDS,
  oscillation: NO_ROUNDS,
  verdictPass: 'no feedback that it goes by between answers',
  entropy: 'no answers side by side that it could stop at',
  reflection: 'no turn that asks for a reflection in words of yours',
};

/** What is to be run or asked and nobody asks for, in sentences. */
export function idleChecks(
  flags: RunFlags,
  settings: Settings,
  { grader }: Pick<Question, 'grader'>,
): string[] {
  const { source } = settings.feedback;
  const judged = isJudged(settings);
  return [
    ...(flags.judge !== undefined && !judged && grader !== 'judge'
      ? ['--judge names who judges, and nobody is asked to: add --feedback judge, or leave it out.']
      : []),
    ...(flags.judgeRepeats !== undefined && !judged
      ? [
          '--judge-repeats says how often a judge is asked, and none is: add --feedback judge, or leave it out.',
        ]
      : []),
    ...(flags.check !== undefined && source !== 'command' && grader !== 'command'
      ? [
          '--check names a command that nothing asks for: add --feedback command or --grader command, or leave it out.',
        ]
      : []),
    ...(flags.database !== undefined && source !== 'sql' && grader !== 'sql'
      ? [
          '--database names a database that nothing asks for: add --feedback sql or --grader sql, or leave it out.',
        ]
      : []),
  ];
}
