/** The command line: argv to a command, which is loaded on demand, so that --help pays for nothing else. */
import { Command, CommanderError, Option } from 'commander';
import type { BranchFlags } from './commands/branch.ts';
import type { CompareFlags } from './commands/compare.ts';
import type { DoctorFlags } from './commands/doctor.ts';
import { EXIT, isCommandError } from './commands/exit-codes.ts';
import type { ExportFlags } from './commands/export.ts';
import { addExportFlags } from './commands/export-flags.ts';
import { filled, positiveWhole, speed } from './commands/flag-values.ts';
import {
  addBundledFlag,
  addCheckFlags,
  addLookFlags,
  addOutputFlags,
  addPlainFlag,
  addPlaybackFlags,
  addQuestionFlags,
  addQuestionSetFlags,
  addRunFlags,
  addSaveFlags,
  addServeFlags,
  addSourceFlags,
} from './commands/flags.ts';
import {
  BRANCH_HELP,
  COMPARE_HELP,
  COST_HELP,
  DOCTOR_HELP,
  EXPORT_HELP,
  IMPORT_HELP,
  LIBRARY_HELP,
  RECORD_HELP,
  REPLAY_HELP,
  REPORT_HELP,
  RESUME_HELP,
  ROOT_HELP,
  RUN_HELP,
  SERVE_HELP,
} from './commands/help-texts.ts';
import type { ImportFlags } from './commands/import.ts';
import type { LibraryFlags } from './commands/library.ts';
import type { OpenFlags } from './commands/open.ts';
import type { RecordFlags } from './commands/record.ts';
import type { ReplayFlags } from './commands/replay.ts';
import type { ReportFlags } from './commands/report.ts';
import type { ResumeFlags } from './commands/resume.ts';
import type { RunCommandFlags } from './commands/run.ts';
import type { ServeFlags } from './commands/serve.ts';
import { usageLines } from './commands/usage.ts';
import { version } from './commands/version.ts';
import { SORT_KEYS } from './library/sort-keys.ts';
import { sanitizeLine } from './text/sanitize.ts';
import { THEMES } from './ui/themes.ts';

/** Runs the program; resolves to its exit code. Never throws. */
export async function main(argv: readonly string[]): Promise<number> {
  let code: number = EXIT.done;
  const program = createProgram(result => {
    code = result;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (thrown) {
    return explain(thrown, program);
  }
}

function createProgram(done: (code: number) => void): Command {
  const program = new Command('reflectoscope')
    .description(
      'Watch a language model reflect, step by step: each round streams in with a diff, a mark and what it cost.',
    )
    .enablePositionalOptions()
    // That each has options goes without saying, and the list is narrower without it.
    .configureHelp({ subcommandTerm: one => `${one.name()} ${one.usage().replace(/^\[options\] ?/, '')}` })
    .exitOverride()
    // What is wrong is said by `explain`.
    .configureOutput({ outputError: () => {} })
    .addHelpText('after', ROOT_HELP);
  addRunFlags(addSaveFlags(addQuestionSetFlags(program)));
  // They are the same as of `run`: listing them twice would only be a wall.
  for (const option of program.options) option.hideHelp();
  addSourceFlags(addBundledFlag(program));
  addHelpFlags(addLookFlags(addPlainFlag(addOutputFlags(program, 'pace of recordings')))).action(
    async (flags: OpenFlags) => done(await (await import('./commands/open.ts')).open(flags)),
  );
  program.helpCommand('help [command]', 'show how a command is used');

  const run = program
    .command('run')
    .description('make one run and print it')
    .argument('[question]', 'a question of your own; - reads it from standard input')
    .addHelpText('after', RUN_HELP);
  addOutputFlags(addSaveFlags(addRunFlags(addSourceFlags(addQuestionFlags(run)))), 'pace of recordings');
  run.option('--estimate', 'say what it would cost and why, and make no call');
  // It prints lines in any case; whoever asks for them is not refused.
  run.addOption(new Option('--plain').hideHelp());
  // It is told where it can be had.
  run.addOption(new Option('--step').hideHelp());
  addHelpFlags(run).action(async (question: string | undefined, _flags, command: Command) => {
    const { label, ...flags } = allFlags<RunCommandFlags & { label?: string[] }>(command);
    const { run: makeRun } = await import('./commands/run.ts');
    done(await makeRun(question, { ...flags, ...(label && { labels: label }) }));
  });

  const replay = program
    .command('replay')
    .description('play saved runs')
    .argument('<file...>', 'transcripts, played one after the other')
    .addHelpText('after', REPLAY_HELP);
  addSaveFlags(addSourceFlags(addLookFlags(addPlainFlag(addOutputFlags(replay, 'pace')))));
  addPlaybackFlags(addCheckFlags(replay));
  addHelpFlags(replay).action(async (files: string[], _flags, command: Command) =>
    done(await (await import('./commands/replay.ts')).replay(files, allFlags<ReplayFlags>(command))),
  );

  const library = program
    .command('library')
    .description('find, open, name and delete saved runs')
    .argument('[folder...]', 'where they lie (else the folder of saved runs)')
    .option('--filter <query>', 'those alone for which it holds, as below')
    .addOption(new Option('--sort <key>', 'their order').choices(SORT_KEYS))
    .option('--reverse', 'the other way round')
    .option('--limit <n>', 'no more lines than that', positiveWhole)
    .option('--reindex', 'read every file again')
    .option('--empty-trash', 'delete for good what was deleted; asks first')
    .option('--yes', 'do not ask')
    .addHelpText('after', LIBRARY_HELP)
    .optionsGroup('Output:')
    .option('--json', 'as JSON lines, one a run; null is what is not known')
    .option('--speed <x>', 'pace of what is played: 1 is as recorded', speed);
  addSaveFlags(addSourceFlags(addLookFlags(addPlainFlag(library))));
  addCheckFlags(library);
  addHelpFlags(library).action(async (folders: string[], _flags, command: Command) =>
    done(await (await import('./commands/library.ts')).library(folders, allFlags<LibraryFlags>(command))),
  );

  const resume = program
    .command('resume')
    .description('go on with a run that was killed, cancelled or failed')
    .argument('<file>', 'its transcript, in which it goes on')
    .addHelpText('after', RESUME_HELP);
  addLookFlags(addPlainFlag(addOutputFlags(addCheckFlags(addSourceFlags(resume)), 'pace of recordings')));
  addHelpFlags(resume).action(async (file: string, _flags, command: Command) =>
    done(await (await import('./commands/resume.ts')).resume(file, allFlags<ResumeFlags>(command))),
  );

  const branch = program
    .command('branch')
    .description('begin a new run from a round of a saved one')
    .argument('<round>', 'FILE#2 is after round 2, FILE after its last one')
    .option('--anew', 'make the round itself anew, and not the one after it')
    .addHelpText('after', BRANCH_HELP);
  addSaveFlags(addRunFlags(addSourceFlags(branch)));
  addLookFlags(addPlainFlag(addOutputFlags(branch, 'pace of recordings')));
  addHelpFlags(branch).action(async (round: string, _flags, command: Command) =>
    done(await (await import('./commands/branch.ts')).branch(round, allFlags<BranchFlags>(command))),
  );

  const record = program
    .command('record')
    .description('make a recording of a saved run, for use offline')
    .argument('<file>', 'its transcript')
    .option('--to <dir>', 'the folder, made where it is not there (else that of your recordings)', filled)
    .option('--name <name>', 'the name of the file (else the question and the model)', filled)
    .option('--no-notes', 'leave out what you wrote on rounds')
    .option('--shows <text>', 'what there is to see in it, in one line', filled)
    .addHelpText('after', RECORD_HELP);
  addHelpFlags(record).action(async (file: string, _flags, command: Command) =>
    done(await (await import('./commands/record.ts')).record(file, allFlags<RecordFlags>(command))),
  );

  const serve = program
    .command('serve')
    .description('be a Bedrock on this machine, for any program')
    .argument('[file]', 'a transcript that answers alone (else recordings do)')
    .addHelpText('after', SERVE_HELP);
  addHelpFlags(addServeFlags(serve)).action(async (file: string | undefined, _flags, command: Command) =>
    done(await (await import('./commands/serve.ts')).serve(file, allFlags<ServeFlags>(command))),
  );

  addHelpFlags(
    program
      .command('cost')
      .description('tell what saved runs cost, why, and what if')
      .argument('<file...>', 'transcripts, or folders of them')
      .option('--json', 'as JSON, one entry a run; null is what is not known')
      .option('--model <id>', 'another model to price the same tokens for; may be repeated', eachModel)
      .option('--prices <file>', 'prices of your own for other models, over those of the catalogue (JSON)')
      .addHelpText('after', COST_HELP),
  ).action(async (files: string[], _flags, command: Command) => {
    const { json, model, prices } = allFlags<{
      json?: boolean;
      model?: string | string[];
      prices?: string;
    }>(command);
    const { cost } = await import('./commands/cost.ts');
    done(await cost(files, { json, prices, ...(model !== undefined && { model: [model].flat() }) }));
  });

  addHelpFlags(
    program
      .command('report')
      .description('tell over many saved runs whether reflection helped, and at what price')
      .argument('[path...]', 'transcripts, or folders of them; else all saved runs')
      .option('--by <settings>', 'in groups: model, strategy, rounds, feedback, prompt, domain, tag, ...')
      .option('--study', "lay the founding study's published numbers beside them")
      .option('--json', 'as JSON: every figure with its counts, and the files behind it')
      .option('--csv', 'as CSV, one table below the other')
      .option('--markdown', 'as Markdown')
      .option('--html <file>', 'as one page with plots', filled)
      .option('--force', 'replace a page that is there')
      .option('--plain', 'lines instead of the app')
      .addOption(new Option('--theme <name>', 'colours of the app').choices(THEMES))
      .addHelpText('after', REPORT_HELP),
  ).action(async (paths: string[], _flags, command: Command) =>
    done(await (await import('./commands/report.ts')).report(paths, allFlags<ReportFlags>(command))),
  );

  addHelpFlags(
    program
      .command('compare')
      .description('lay two rounds of saved runs side by side')
      .argument('<round...>', 'two of them: FILE#2 is round 2, FILE its last whole answer')
      .option('--parent <file>', 'the run that both branched from, and its round')
      .option('--plain', 'lines instead of the app')
      .option('--json', 'as JSON: numbers, texts and diffs')
      .addOption(new Option('--theme <name>', 'colours of the app').choices(THEMES))
      .addHelpText('after', COMPARE_HELP),
  ).action(async (rounds: string[], _flags, command: Command) =>
    done(await (await import('./commands/compare.ts')).compare(rounds, allFlags<CompareFlags>(command))),
  );

  const exporting = program
    .command('export')
    .description('write saved runs as a document, a table, spans or a page')
    .argument('<file...>', 'transcripts, or folders of them')
    .addHelpText('after', EXPORT_HELP);
  addHelpFlags(addExportFlags(exporting)).action(async (files: string[], _flags, command: Command) =>
    done(await (await import('./commands/export.ts')).exportRuns(files, allFlags<ExportFlags>(command))),
  );

  addHelpFlags(
    program
      .command('import')
      .description('make transcripts of runs that other programs made')
      .argument('<file...>', 'files, or folders of them; - is standard input')
      .option('--from <format>', 'the format, where the beginning of a file does not tell it', filled)
      .option('--to <folder>', 'the folder to save in', filled)
      .option('--dry-run', 'say what would be imported, and save nothing')
      .option('--limit <runs>', 'import at most so many runs', positiveWhole)
      .option('--json', 'a line of JSON for each run')
      .addHelpText('after', IMPORT_HELP),
  ).action(async (files: string[], _flags, command: Command) =>
    done(await (await import('./commands/import.ts')).importRuns(files, allFlags<ImportFlags>(command))),
  );

  addHelpFlags(
    program
      .command('doctor')
      .description('say what is set up, what is not, and what would help')
      .option('--json', 'as JSON, one entry a finding')
      .option('--offline', 'ask neither Bedrock nor any source of credentials')
      .option('--profile <name>', 'AWS profile (else AWS_PROFILE)')
      .option('--region <region>', 'AWS region (else AWS_REGION, or that of the profile)')
      .option('--endpoint <url>', 'a Bedrock elsewhere (else AWS_ENDPOINT_URL_BEDROCK_RUNTIME)')
      .addHelpText('after', DOCTOR_HELP),
  ).action(async (_flags, command: Command) =>
    done(await (await import('./commands/doctor.ts')).doctor(allFlags<DoctorFlags>(command))),
  );

  addHelpFlags(
    program
      .command('models')
      .description('list the models, their prices and what they can do')
      .option('--json', 'as JSON, one entry an id')
      .option('--live', 'ask Bedrock what this account can run in its region')
      .option('--profile <name>', 'AWS profile (else AWS_PROFILE)')
      .option('--region <region>', 'AWS region (else AWS_REGION, or that of the profile)')
      .option('--prices <file>', 'prices of your own, over those of the catalogue (JSON)'),
  ).action(async (_flags, command: Command) =>
    done(await (await import('./commands/models.ts')).models(allFlags(command))),
  );

  addHelpFlags(
    program
      .command('questions')
      .description('list the bundled questions and their recordings')
      .option('--json', 'as JSON')
      .option('--recordings <dir>', 'those of this folder, too')
      .option('--questions <file>', 'those of a file, instead')
      .option('--format <name>', 'how that file is written, where its name does not say')
      .option('--skip-bad', 'leave out what is wrong in it, and say so')
      .option('--check', 'say what is wrong in it, and nothing else'),
  ).action(async (_flags, command: Command) =>
    done(await (await import('./commands/questions.ts')).questions(allFlags(command))),
  );

  addHelpFlags(
    program
      .command('strategies')
      .description('list the strategies and their parameters')
      .option('--json', 'as JSON'),
  ).action(async (_flags, command: Command) =>
    done(await (await import('./commands/strategies.ts')).strategies(allFlags(command))),
  );
  return program;
}

/** An option that is given several times. */
function eachModel(id: string, before: readonly string[] = []): string[] {
  return [...before, id];
}

function addHelpFlags(command: Command): Command {
  return command
    .optionsGroup('Help:')
    .version(version(), '-V, --version', 'say which version this is')
    .helpOption('-h, --help', 'show this');
}

/** What was said before the command's name counts too, unless it was said again after it. */
function allFlags<Flags>(command: Command): Flags {
  const { parent } = command;
  const before = Object.entries(parent?.opts() ?? {}).filter(
    ([name]) => parent?.getOptionValueSource(name) === 'cli' && command.getOptionValueSource(name) !== 'cli',
  );
  return { ...command.opts(), ...Object.fromEntries(before) } as Flags;
}

function explain(thrown: unknown, program: Command): number {
  // Help and version come here too; they have been printed.
  if (thrown instanceof CommanderError && thrown.exitCode === 0) return EXIT.done;
  const lines = thrown instanceof CommanderError ? usageLines(thrown, program) : failureLines(thrown);
  for (const line of lines) process.stderr.write(`${sanitizeLine(line)}\n`);
  if (isCommandError(thrown)) return thrown.code;
  return thrown instanceof CommanderError ? EXIT.usage : EXIT.failed;
}

/** What to say of an error that ends the program; one that nobody foresaw can be asked for its stack. */
export function failureLines(thrown: unknown): readonly string[] {
  if (isCommandError(thrown)) return thrown.lines;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (process.env.REFLECTOSCOPE_DEBUG) return (error.stack ?? error.message).split('\n');
  return [
    `reflectoscope failed: ${error.message}`,
    'This is a fault of the program. With REFLECTOSCOPE_DEBUG=1 it says where it happened.',
  ];
}
