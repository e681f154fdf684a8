/** `reflectoscope branch FILE#round`: a new run that shares what a saved one said up to a round, and goes its own way. */
import { branchPoint } from '../run/branch.ts';
import { foldAll } from '../run/fold.ts';
import type { Run } from '../run/run.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { readTranscript, type Transcript, TranscriptError } from '../transcripts/read.ts';
import { settingsAfter, settingsToBranch } from './branch-settings.ts';
import { whyNotChecked } from './checks-there.ts';
import { wantedRound } from './compare-rounds.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import { createFamilies } from './family-recordings.ts';
import type { OpenFlags } from './open.ts';
import { tellToEnd } from './run.ts';
import { runProblems } from './run-problems.ts';
import { changedSettings, checksFrom } from './settings.ts';
import { chooseSource, noticesOf, withRecordings } from './source.ts';
import { startBranch } from './start-run.ts';
import { needsTerminalToStep, whyPlain } from './terminal.ts';

export interface BranchFlags extends OpenFlags {
  /** The named round is made anew, and not the one after it. */
  readonly anew?: boolean | undefined;
}

export async function branch(spec: string, flags: BranchFlags): Promise<ExitCode> {
  const { file, round } = wantedRound(spec);
  const transcript = await read(file);
  const run = foldAll(transcript.events);
  if (!run) throw new CommandError(EXIT.usage, `${file} is empty: there is no run in it.`);
  const wanted = round ?? run.rounds.at(-1)?.index ?? 0;
  checkRound(file, run, wanted);
  const after = branchPoint(run, flags.anew ? wanted - 1 : wanted);
  const settings = settingsToBranch(run, after, changedSettings(flags, settingsAfter(run, after)));
  // Who says how many rounds there are means it.
  if (flags.rounds !== undefined) settings.strategy.rounds = flags.rounds;
  const plain = flags.json ? 'asked' : whyPlain(flags, process.env, process);
  const { question } = run;
  const missing = whyNotChecked(settings, question, checksFrom(flags), false);
  if (missing !== undefined) throw new CommandError(EXIT.usage, missing);
  if (!plain) {
    const { openBranch } = await import('./open-app.ts');
    return openBranch(transcript, wanted, { how: flags.anew ? 'anew' : 'after', settings }, flags);
  }
  needsTerminalToStep(flags);
  for (const notice of transcript.notices) process.stderr.write(`${sanitizeLine(notice)}\n`);
  const chosen = await chooseSource(flags, process.env);
  for (const notice of noticesOf(chosen)) process.stderr.write(`${notice}\n`);
  const source = withRecordings(chosen, createFamilies()({ run, file }));
  const problems = runProblems({
    question,
    settings,
    prices: source.prices,
    checks: checksFrom(flags),
    isTrusted: false,
  });
  if (problems.length > 0) throw new CommandError(EXIT.usage, ...problems);
  const of = { run, events: transcript.events, after, settings };
  return tellToEnd({ source, flags, start: options => startBranch({ ...options, of }) });
}

function checkRound(file: string, run: Run, round: number): void {
  if (round === 0 || run.rounds.some(({ index }) => index === round)) return;
  const last = run.rounds.at(-1)?.index;
  const known = last === undefined ? 'it has none' : `its last one is round ${last}`;
  throw new CommandError(EXIT.usage, `${file} has no round ${round}: ${known}.`);
}

async function read(file: string): Promise<Transcript> {
  try {
    return await readTranscript(file);
  } catch (thrown) {
    if (thrown instanceof TranscriptError) throw new CommandError(EXIT.usage, thrown.message);
    throw thrown;
  }
}
