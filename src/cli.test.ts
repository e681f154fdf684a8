import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { BUNDLING } from '../scripts/build.ts';
import { runMain } from './commands/testing/in-process.ts';

const COMMANDS = ['run', 'replay', 'serve', 'record', 'compare', 'models', 'questions'];

describe('help', () => {
  test.each(['', ...COMMANDS])('of reflectoscope %s fits 80 columns', async name => {
    const { code, stdout, stderr } = await runMain([...words(name), '--help']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout.split('\n').filter(line => line.length > 80)).toEqual([]);
  });

  test('without a command fits two screens, and says what the exit codes mean', async () => {
    const { stdout } = await runMain(['--help']);
    expect(stdout.split('\n').length).toBeLessThan(80);
    expect(headings(stdout)).toEqual([
      'Usage',
      'Question',
      'Source',
      'Output',
      'Screen',
      'Help',
      'Commands',
      'Examples',
      'Exit codes',
    ]);
  });

  test('of run lists its options in groups', async () => {
    const { stdout } = await runMain(['run', '--help']);
    expect(headings(stdout)).toEqual([
      'Usage',
      'Arguments',
      'Question',
      'Source',
      'Run',
      'Feedback',
      'Stop rules',
      'Transcript',
      'Output',
      'Help',
      'Examples',
      'Exit codes',
    ]);
  });

  test('can be asked for in words', async () => {
    expect((await runMain(['help', 'replay'])).stdout).toBe((await runMain(['replay', '-h'])).stdout);
  });

  test.each(['', ...COMMANDS])('reflectoscope %s --version is the version', async name => {
    expect(await runMain([...words(name), '--version'])).toMatchObject({
      code: 0,
      stdout: '0.1.0\n',
      stderr: '',
    });
  });
});

describe('a command line that is wrong', () => {
  test.each<[string[], RegExp]>([
    [
      ['foo'],
      /^There is no command "foo"\. Commands are: run, replay, library, .*record, serve, .*strategies\.\n/,
    ],
    [['foo', '--json'], /There is no command "foo"/],
    [['What is 2 + 2?'], /To ask a question of your own: reflectoscope run/],
    [['--foo'], /^Unknown option --foo\.\nreflectoscope --help/],
    [['run', '--offlin'], /^Unknown option --offlin\. Did you mean --offline\?\nreflectoscope run --help/],
    [
      ['--label', 'x', 'run'],
      /^Unknown option --label\. It stands after the name of its command: reflectoscope run --label\./,
    ],
    [['run', 'two', 'questions'], /^Too many arguments for 'run'.*Put the question in quotes\./],
    [['replay'], /^A file is missing\.\nreflectoscope replay --help/],
    [['run', '--model'], /^--model needs a value\./],
    [['run', '--model', ''], /^--model cannot be ""\. It is empty\./],
    [['run', '--max-tokens', '0'], /^--max-tokens cannot be "0"\. It must be 1, 2, 3, \.\.\./],
    [['run', '--rounds', '-1'], /^--rounds cannot be "-1"\. It must be 0, 1, 2, \.\.\./],
    [['run', '--rounds', '1.5'], /^--rounds cannot be "1\.5"\./],
    [['run', '--temperature', '2'], /^--temperature cannot be "2"\. It must be from 0 to 1\./],
    [['run', '--temperature', 'warm'], /It must be a number\./],
    [['run', '--stop-when-stable', '1'], /It must be 2 or more\./],
    [['run', '--max-cost', '0'], /It must be more than 0\./],
    [['run', '--cache', '2h'], /^--cache cannot be "2h"\. Allowed choices are off, 5m, 1h\./],
    [['run', '--speed', 'fast'], /^--speed cannot be "fast"\./],
    [
      ['run', '--system', '@missing.txt'],
      /^--system cannot be "@missing\.txt"\. The file missing\.txt is not there\./,
    ],
    [['run', '--system', '@.'], /The file \. is a folder\./],
    [['run', '--reflection-prompt', '  '], /It is empty\./],
  ])('%j', async (argv, sentence) => {
    const { code, stdout, stderr } = await runMain(argv);
    expect(stderr).toMatch(sentence);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  test('cannot send escape sequences to the terminal', async () => {
    for (const argv of [['--\u001b[31mx'], ['\u001b]0;title\u0007'], ['run', '--rounds', '\u009b2J']]) {
      const { stderr } = await runMain(argv);
      expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }
  });
});

describe('options before the name of the command', () => {
  test('count', async () => {
    const { code, stdout } = await runMain([
      '--offline',
      '--no-save',
      '--rounds',
      '0',
      '--question',
      'lily-pond',
      'run',
      '--json',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('"rounds":0');
    expect(stdout).not.toContain('"round":1');
  });

  test('give way to the same options after it', async () => {
    const { stdout } = await runMain([
      ...['--offline', '--rounds', '2', '--no-save'],
      ...['run', '--rounds', '0', '--question', 'lily-pond', '--json'],
    ]);
    expect(stdout).toContain('"rounds":0');
  });

  test('count for the lists too', async () => {
    expect((await runMain(['--json', 'models'])).stdout).toBe((await runMain(['models', '--json'])).stdout);
  });
});

test('what help and version need is loaded without React, Ink, zod or the SDK', async () => {
  const { metafile } = await build({ ...BUNDLING, outdir: 'unwritten', splitting: true });
  const packages = loadedAtStart(metafile).flatMap(
    file => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? [],
  );
  expect([...new Set(packages)]).toEqual(['commander']);
});

function words(name: string): string[] {
  return name === '' ? [] : [name];
}

function headings(help: string): string[] {
  return [...help.matchAll(/^([A-Z][\w ]+):/gm)].flatMap(match => match[1] ?? []);
}

/** The sources in the entry and in the chunks that it imports without being asked. */
function loadedAtStart({ outputs }: Metafile): string[] {
  const entry = Object.keys(outputs).find(name => outputs[name]?.entryPoint === join('src', 'main.ts'));
  const seen = new Set<string>();
  const visit = (name: string | undefined) => {
    const output = name === undefined || seen.has(name) ? undefined : outputs[name];
    if (!output || name === undefined) return;
    seen.add(name);
    for (const { path, kind } of output.imports) if (kind === 'import-statement') visit(path);
  };
  visit(entry);
  return [...seen].flatMap(name => Object.keys(outputs[name]?.inputs ?? {}));
}

test('run says where steps can be had', async () => {
  const { code, stderr } = await runMain(['run', '--offline', '--step', '--question', 'bat-and-ball']);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^--step waits for somebody before every step, and that needs the app in a terminal/,
  );
});
