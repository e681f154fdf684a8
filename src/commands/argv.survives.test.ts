import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { fixturesDir } from '../questions/package-root.ts';
import { sampleEvents } from '../run/testing/sample-run.ts';
import { effort } from '../text/testing/effort.ts';
import { expectNoMistake } from '../text/testing/sentence.ts';
import { asLines } from '../transcripts/testing/temporary-folder.ts';
import { EXIT } from './exit-codes.ts';
import { runMain } from './testing/in-process.ts';

const COMMANDS = [
  '',
  'run',
  'replay',
  'library',
  'resume',
  'branch',
  'record',
  'serve',
  'cost',
  'report',
  'compare',
  'export',
  'import',
  'models',
  'questions',
  'strategies',
  'help',
] as const;

/** Neither hosts to listen on or to ask, nor what runs a program, nor a run that is as slow as it was. */
const NOT_TRIED = new Set(['--host', '--endpoint', '--check', '--send', '--otlp']);

const root = mkdtempSync(join(tmpdir(), 'reflectoscope-argv-'));
const cwd = join(root, 'cwd');
const before = process.cwd();

beforeAll(() => {
  mkdirSync(join(cwd, 'folder'), { recursive: true });
  const whole = asLines(sampleEvents());
  writeFileSync(join(cwd, 'run.jsonl'), whole);
  writeFileSync(join(cwd, 'folder', 'open.jsonl'), whole.split('\n').slice(0, -3).join('\n'));
  writeFileSync(join(cwd, 'broken.jsonl'), whole.slice(0, 50));
  writeFileSync(join(cwd, 'questions.json'), '[{"id":"a","text":"b","grader":"text"}]');
  writeFileSync(join(cwd, 'prices.json'), '{"m":{"input":1}}');
  writeFileSync(join(cwd, 'rules.yaml'), 'default: No.');
  writeFileSync(join(cwd, 'chat.json'), readFileSync(join(fixturesDir(), 'questions.json')));
  process.chdir(cwd);
});
afterAll(() => {
  process.chdir(before);
  rmSync(root, { recursive: true, force: true });
});

/** What is of some use to some option, and what is of none. */
const VALUES = [
  'run.jsonl',
  'run.jsonl#1',
  'run.jsonl#99',
  'run.jsonl#-1',
  'folder',
  'folder/open.jsonl',
  'broken.jsonl',
  'questions.json',
  'prices.json',
  'rules.yaml',
  'chat.json',
  'nothing',
  'nothing/at/all',
  'bat-and-ball',
  'self-refine',
  'best-of-n',
  'us.anthropic.claude-sonnet-4-6',
  'us.amazon.nova-lite-v1:0',
  '0',
  '1',
  '3',
  '-1',
  '0.5',
  '1e9',
  '1e999',
  '9007199254740993',
  'NaN',
  'Infinity',
  '',
  ' ',
  'a',
  'rounds=3',
  'samples=-1',
  '__proto__=1',
  '__proto__',
  'constructor',
  'off',
  '5m',
  'max',
  'high',
  'md',
  'html',
  'cast',
  'csv',
  'json',
  'dark',
  'numeric',
  'chat',
  'model,rounds',
  'model:sonnet cost:>1 "',
  'cost:>1e999 (',
  '75%',
  '1:23',
  '#2',
  '-',
  '--',
  '-x',
  '@run.jsonl',
  '@nothing',
  'throttle@before',
  '{"a":1}',
  '\u001b[2J',
  '\ud800',
  '😀',
  'a'.repeat(5000),
] as const;

/** What fits an option, by what its help calls its value. */
const FITTING: Readonly<Record<string, readonly string[]>> = {
  n: ['1', '2', '9'],
  usd: ['1'],
  seconds: ['0.01', '60'],
  share: ['0', '0.5', '1'],
  bits: ['1'],
  t: ['0', '1'],
  x: ['max', '1000'],
  runs: ['1'],
  file: ['run.jsonl', 'questions.json', 'prices.json', 'rules.yaml', 'new.jsonl'],
  dir: ['folder', 'made'],
  folder: ['folder', 'made'],
  id: ['bat-and-ball', 'us.anthropic.claude-sonnet-4-6', 'self-refine', 'best-of-n', 'debate'],
  text: ['Why?', '@run.jsonl'],
  query: ['model:sonnet', 'rounds:>1 -is:twin', 'ball'],
  place: ['75%', '#1', '83s'],
  how: ['default', 'off', '2048', 'high'],
  settings: ['model', 'model,strategy'],
  format: ['md', 'json', 'chat', 'inspect'],
};
/** The first argument of a command, as it should be. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  run: ['How much is it?'],
  branch: ['run.jsonl#0', 'run.jsonl'],
  compare: ['run.jsonl#0 run.jsonl#1', 'run.jsonl folder/open.jsonl'],
  import: ['chat.json', 'folder'],
  strategies: [''],
};
const FILES = ['run.jsonl', 'folder', 'folder/open.jsonl', 'broken.jsonl'];

interface Flag {
  readonly name: string;
  readonly takes: boolean;
  readonly fitting: readonly string[];
}

/** As the help of the command lists them. */
async function flagsOf(command: string): Promise<Flag[]> {
  const { stdout } = await runMain([...(command === '' ? [] : [command]), '--help']);
  return [...stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)(?: [<[](\w+))?/gm)]
    .map(([, name = '', takes]) => ({
      name,
      takes: takes !== undefined,
      fitting: FITTING[takes ?? ''] ?? VALUES,
    }))
    .filter(({ name }) => !NOT_TRIED.has(name));
}

/** Only this machine may be spoken to. */
function forbidNetwork() {
  const connect = net.Socket.prototype.connect;
  const strangers: unknown[] = [];
  const spy = vi.spyOn(net.Socket.prototype, 'connect').mockImplementation(function (
    this: net.Socket,
    ...given: unknown[]
  ) {
    const [first] = (Array.isArray(given[0]) ? given[0] : given) as [{ host?: string; path?: string }];
    const { host = 'localhost', path } = typeof first === 'object' ? first : {};
    if (path === undefined && !/^(?:localhost|127\.0\.0\.1|::1)$/.test(host)) strangers.push(host);
    return connect.apply(this, given as Parameters<typeof connect>);
  });
  return { strangers, stop: () => spy.mockRestore() };
}

/** Whoever goes on until somebody interrupts is interrupted. */
const PATIENCE_MS = 400;

async function tried(argv: readonly string[]): Promise<void> {
  const stdin = vi
    .spyOn(process, 'stdin', 'get')
    .mockReturnValue(Readable.from(['How much is it?']) as typeof process.stdin);
  const network = forbidNetwork();
  const timer = setInterval(() => {
    // A second one would end the process.
    if (process.emit('SIGHUP')) clearInterval(timer);
  }, PATIENCE_MS);
  try {
    const { code, stdout, stderr } = await runMain(argv);
    expect(Object.values(EXIT)).toContain(code);
    expectNoMistake(stderr.replaceAll(/'[^']*'|"[^"]*"/g, ''));
    expect(stdout).not.toMatch(/This is a fault of the program|\n\s+at .*:\d+:\d+/);
    if (code === EXIT.usage || code === EXIT.configuration) expect(`${stdout}${stderr}`.trim()).not.toBe('');
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(network.strangers).toEqual([]);
    expect(readdirSync(root)).toEqual(['cwd']);
  } finally {
    clearInterval(timer);
    network.stop();
    stdin.mockRestore();
  }
}

describe('Fuzz', () => {
  test('any words as arguments: an exit code that is documented, a sentence, nothing written elsewhere, no network', async () => {
    const words = fc.array(
      fc.oneof(
        fc.constantFrom<string>(
          ...COMMANDS,
          ...VALUES,
          '--json',
          '--plain',
          '--help',
          '--version',
          '-h',
          '-V',
          '--no-x',
        ),
        fc.string({ maxLength: 8 }),
      ),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(words, async argv => tried(argv)),
      { numRuns: effort(25, 1_500) },
    );
  });

  test.each(COMMANDS.filter(name => name !== 'help'))(
    'options of "%s" in any combination and with any values: an exit code that is documented, a sentence',
    async command => {
      const flags = await flagsOf(command);
      expect(flags.length).toBeGreaterThan(2);
      const value = fc.constantFrom<string>(...VALUES);
      const option = fc.constantFrom(...flags).chain(({ name, takes, fitting }) =>
        fc
          .tuple(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...fitting) }, value), fc.nat({ max: 19 }))
          .map(([given, way]) => {
            // Now and then as it should not be.
            if (takes === (way === 0)) return [name];
            return way > 15 ? [`${name}=${given}`] : [name, given];
          }),
      );
      const first = fc
        .constantFrom(...(ARGUMENTS[command] ?? FILES))
        .map(text => (command === 'run' ? [text] : text.split(' ').filter(Boolean)));
      const argv = fc
        .tuple(
          fc.array(option, { maxLength: 4 }),
          fc.oneof(
            { weight: 3, arbitrary: command === '' ? fc.constant([]) : first },
            fc.array(value, { maxLength: 2 }),
          ),
        )
        .map(([options, rest]) => [...(command === '' ? [] : [command]), ...options.flat(), ...rest]);
      await fc.assert(
        fc.asyncProperty(argv, async words => tried(words)),
        { numRuns: effort(5, 300) },
      );
    },
  );
});
