/** `reflectoscope` without a command: the app in a terminal, the main job in plain lines elsewhere. */
import { bundledQuestions } from './bundled.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import { type RunFlags, settingsFor } from './settings.ts';
import { chooseSource, type SourceFlags } from './source.ts';
import type { SaveFlags } from './start-run.ts';
import { wantsPlain } from './terminal.ts';

export interface OpenFlags extends SourceFlags, RunFlags, SaveFlags {
  readonly plain?: boolean | undefined;
  readonly speed?: number | undefined;
}

export async function open(flags: OpenFlags): Promise<ExitCode> {
  if (wantsPlain(flags, process.env, process)) return mainJob(flags);
  const { openApp } = await import('./open-app.ts');
  return openApp(flags);
}

/** Always from recordings: nobody asked for a call that costs money. */
async function mainJob(flags: OpenFlags): Promise<ExitCode> {
  const [question] = await bundledQuestions();
  if (!question) throw new CommandError(EXIT.configuration, 'No question is bundled with this copy.');
  const { runToEnd } = await import('./run.ts');
  const source = await chooseSource(
    { ...flags, offline: true, live: false, endpoint: undefined, why: 'nothing was asked for' },
    process.env,
  );
  const settings = settingsFor(flags, question, source);
  const code = await runToEnd({ question, settings, source, flags });
  process.stderr.write(
    'This is plain mode. For the interactive app, start reflectoscope in a terminal; for another question: reflectoscope run --help.\n',
  );
  return code;
}
