/** `reflectoscope` without a command: the app in a terminal, the main job in plain lines elsewhere. */
import type { Question } from '../run/question.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { bundledQuestion } from './bundled.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import type { LookFlags } from './look.ts';
import { type QuestionSetFlags, questionSet } from './question-set.ts';
import type { SaveFlags } from './save-run.ts';
import { type RunFlags, settingsFor } from './settings.ts';
import { askable, chooseSource, noticesOf, type SourceFlags } from './source.ts';
import { needsTerminalToStep, type PlainReason, whyPlain } from './terminal.ts';

export interface OpenFlags extends SourceFlags, RunFlags, SaveFlags, LookFlags, QuestionSetFlags {
  /** The id of a bundled question. */
  readonly question?: string | undefined;
  readonly plain?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly speed?: number | undefined;
}

export async function open(flags: OpenFlags): Promise<ExitCode> {
  const plain = flags.json ? 'asked' : whyPlain(flags, process.env, process);
  if (plain) {
    needsTerminalToStep(flags);
    return mainJob(flags, plain);
  }
  const { openApp } = await import('./open-app.ts');
  return openApp(flags);
}

const WORDS: Record<PlainReason, { why: string; app: string }> = {
  asked: { why: 'Plain mode', app: 'For the interactive app: reflectoscope, without --plain.' },
  'no-terminal': {
    why: 'No terminal',
    app: 'For the interactive app, start reflectoscope in a terminal.',
  },
  'dumb-terminal': {
    why: 'A terminal that cannot draw (TERM=dumb)',
    app: 'For the interactive app, start reflectoscope in a terminal that can draw.',
  },
  'screen-reader': {
    why: 'Plain lines for a screen reader',
    app: 'For the interactive app, unset ACCESSIBLE and INK_SCREEN_READER.',
  },
};

/** From recordings unless Bedrock is named: nobody asked for a call that costs money. */
async function mainJob(flags: OpenFlags, plain: PlainReason): Promise<ExitCode> {
  const { questions, notices } = await questionSet(flags);
  const live = flags.live || flags.endpoint !== undefined;
  const chosen = await chooseSource(live ? flags : { ...flags, offline: true }, process.env);
  for (const notice of [...notices, ...noticesOf(chosen)]) process.stderr.write(`${sanitizeLine(notice)}\n`);
  const all = askable(questions, chosen);
  const question = flags.question === undefined ? all[0] : bundledQuestion(flags.question, all);
  if (!question) throw new CommandError(EXIT.configuration, 'No question is bundled with this copy.');
  const source = chosen.kind === 'live' ? chosen : { ...chosen, why: why(plain, question, flags) };
  const settings = settingsFor(flags, question, source);
  const { runToEnd } = await import('./run.ts');
  const code = await runToEnd({ question, settings, source, flags });
  if (!flags.json) process.stderr.write(`${WORDS[plain].app}\n`);
  return code;
}

function why(plain: PlainReason, { title, id }: Question, flags: OpenFlags): string {
  const which = flags.question === undefined ? 'the first bundled question' : 'the bundled question';
  return `${WORDS[plain].why}: running ${which}, "${title ?? id}", from recordings.`;
}
