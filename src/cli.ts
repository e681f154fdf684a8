/** The command line: argv to a command, which is loaded on demand, so that --help pays for nothing else. */
import { Command, CommanderError, Option } from 'commander';
import { CommandError, EXIT } from './commands/exit-codes.ts';
import { addRunFlags, addSaveFlags, addSourceFlags, addSpeedFlag } from './commands/flags.ts';
import type { RunCommandFlags } from './commands/run.ts';
import { version } from './commands/version.ts';

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
    return explain(thrown);
  }
}

function createProgram(done: (code: number) => void): Command {
  const program = new Command('reflectoscope')
    .description(
      'Watch a language model reflect, step by step: each round streams in with a diff, a mark and what it cost.',
    )
    .version(version(), '-V, --version')
    .helpOption('-h, --help')
    .showHelpAfterError('(reflectoscope --help shows how it is used)')
    .enablePositionalOptions()
    .exitOverride();
  addSpeedFlag(addSaveFlags(addRunFlags(addSourceFlags(program))), 'pace of recordings')
    .option('--plain', 'lines instead of the app')
    .action(async flags => done(await (await import('./commands/open.ts')).open(flags)));

  const run = program
    .command('run')
    .description('make one run and print it')
    .argument('[question]', 'the question; - reads it from standard input')
    .option('--question <id>', 'a bundled question')
    .option('--reference <answer>', 'a right answer; may be given several times', collect)
    .addOption(
      new Option('--grader <how>', 'how answers are compared with it').choices([
        'numeric',
        'label',
        'exact',
        'sql',
        'text',
      ]),
    )
    .option('--label <label>', 'a label that the answer may be; may be given several times', collect)
    .option('--json', 'print the events as JSON lines, and nothing else');
  addSpeedFlag(addSaveFlags(addRunFlags(addSourceFlags(run))), 'pace of recordings').action(
    async (question: string | undefined, _flags, command: Command) => {
      const { label, ...flags } = allFlags<RunCommandFlags & { label?: string[] }>(command);
      const { run: makeRun } = await import('./commands/run.ts');
      done(await makeRun(question, { ...flags, ...(label && { labels: label }) }));
    },
  );

  addSpeedFlag(
    program
      .command('replay')
      .description('play a saved run')
      .argument('<file>', 'a transcript')
      .option('--plain', 'lines instead of the app')
      .option('--json', 'print its events as JSON lines, and nothing else'),
    'speed',
  ).action(async (file: string, flags) =>
    done(await (await import('./commands/replay.ts')).replay(file, flags)),
  );

  program
    .command('models')
    .description('list the models with their prices and what they can do')
    .option('--json', 'as JSON')
    .action(async flags => done(await (await import('./commands/models.ts')).models(flags)));

  program
    .command('questions')
    .description('list the bundled questions')
    .option('--json', 'as JSON')
    .action(async flags => done(await (await import('./commands/questions.ts')).questions(flags)));
  return program;
}

/** What was said before the command's name counts too, unless it was said again after it. */
function allFlags<Flags>(command: Command): Flags {
  const { parent } = command;
  const before = Object.entries(parent?.opts() ?? {}).filter(
    ([name]) => parent?.getOptionValueSource(name) === 'cli' && command.getOptionValueSource(name) !== 'cli',
  );
  return { ...command.opts(), ...Object.fromEntries(before) } as Flags;
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}

function explain(thrown: unknown): number {
  if (thrown instanceof CommandError) {
    for (const line of thrown.lines) process.stderr.write(`${line}\n`);
    return thrown.code;
  }
  // Commander has printed already; help and version end with 0.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.done : EXIT.usage;
  process.stderr.write(
    `reflectoscope failed: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`,
  );
  return EXIT.failed;
}
