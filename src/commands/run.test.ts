import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFile, temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { runMain } from './testing/in-process.ts';
import { eventsOf } from './testing/program.ts';

const OFFLINE = ['run', '--offline', '--no-save', '--question', 'bat-and-ball'];
const NOVA_LITE = 'us.amazon.nova-lite-v1:0';

describe('what cannot be run is said in a sentence, and nothing goes to standard output', () => {
  test.each<[string, string[], number, RegExp]>([
    ['no question', ['run'], 2, /^Give a question in quotes, --question ID .*, or - to read/],
    ['an empty question', ['run', '  '], 2, /^The question is empty\.$/],
    [
      'an unknown question',
      ['run', '--question', 'x'],
      2,
      /^There is no question "x"\. There are: bat-and-ball,/,
    ],
    [
      'two questions',
      ['run', 'x', '--question', 'bat-and-ball'],
      2,
      /^Give a question or --question ID, not both\.$/,
    ],
    [
      'a stray reference',
      ['run', 'x', '--label', 'yes', '--reference', 'no'],
      2,
      /^The reference "no" is none of the labels \(yes\)/,
    ],
    ['too many rounds', [...OFFLINE, '--rounds', '99'], 2, /^--rounds goes from 0 to 20\.$/],
    [
      'a cache the model does not have',
      [...OFFLINE, '--model', NOVA_LITE, '--cache', '1h'],
      2,
      /^Nova Lite keeps its cache for 5m, not for 1h: use --cache 5m or --cache off\.$/,
    ],
    [
      'a thinking budget too small',
      [...OFFLINE, '--thinking', '1000'],
      2,
      /^A thinking budget has at least 1,024 tokens; /,
    ],
    [
      'an effort the model does not know',
      [...OFFLINE, '--thinking', 'banana'],
      2,
      /does not know the effort "banana"\. It takes/,
    ],
    [
      'an answer longer than the model writes',
      [...OFFLINE, '--max-tokens', '9999999'],
      2,
      /writes at most \d+ tokens: use --max-tokens/,
    ],
    [
      'offline and live',
      ['run', 'x', '--offline', '--live'],
      2,
      /^--offline and --live exclude each other: choose one\.$/,
    ],
    [
      'offline and an endpoint',
      ['run', 'x', '--offline', '--endpoint', 'http://x'],
      2,
      /^--offline and --endpoint exclude each other/,
    ],
    [
      'a bad endpoint',
      ['run', 'x', '--endpoint', 'localhost:80'],
      2,
      /^"localhost:80" in --endpoint is not a URL: give one like/,
    ],
    [
      'saved and not saved',
      ['run', '--offline', '--question', 'bat-and-ball', '--no-save', '--transcript', 'x'],
      2,
      /^--no-save and --transcript exclude each other/,
    ],
    [
      'a question nobody recorded',
      ['run', '--offline', 'Why?'],
      3,
      /^This question is not recorded; \d+ others are .* To ask Bedrock itself, set up AWS credentials/,
    ],
    [
      'a model nobody recorded',
      [...OFFLINE, '--model', 'us.deepseek.r1-v1:0'],
      3,
      /^"Bat and ball" is not recorded with us\.deepseek\.r1-v1:0, but with /,
    ],
    [
      'a prompt nobody recorded',
      [...OFFLINE, '--reflection-prompt', 'Again!'],
      3,
      /another reflection prompt/,
    ],
    [
      'live without credentials',
      ['run', 'x', '--live'],
      3,
      /^No AWS credentials were found\. Set AWS_PROFILE .* or use --offline\.$/,
    ],
  ])('%s', async (_name, argv, code, sentence) => {
    const said = await runMain([...argv, '--json']);
    expect(said.stderr.split('\n')[0]).toMatch(sentence);
    expect(said.stdout).toBe('');
    expect(said.code).toBe(code);
  });

  test('and who did not choose recordings is told why it is them', async () => {
    const { stderr } = await runMain(['run', 'Why?', '--json']);
    expect(stderr).toMatch(/\nNo AWS credentials were found, so answers come from recordings\.\n$/);
  });
});

describe('--json', () => {
  test('prints the events and nothing else, up to the end of the run', async () => {
    const { code, stdout, stderr } = await runMain([...OFFLINE, '--json']);
    const events = eventsOf(stdout);
    expect(events[0]).toMatchObject({ type: 'run.started', provenance: 'synthetic' });
    expect(events.at(-1)).toMatchObject({ type: 'run.finished', outcome: 'stopped', rule: 'max-rounds' });
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  test('prints the same as the transcript, once control characters are read back', async () => {
    const transcript = join(temporaryFolder(), 'new', 'folder', 'run.jsonl');
    const { stdout } = await runMain([
      ...['run', '--offline', '--question', 'bat-and-ball', '--json'],
      ...['--transcript', transcript],
    ]);
    const saved = readFileSync(transcript, 'utf8').trimEnd().split('\n');
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line)),
    ).toEqual(saved.map(line => JSON.parse(line)));
  });
});

describe('the transcript', () => {
  const saving = ['run', '--offline', '--question', 'lily-pond', '--rounds', '0'];

  test('goes to the data folder, and where it is and how it is replayed is said', async () => {
    const { stderr } = await runMain(saving);
    expect(stderr).toMatch(
      /^Offline \(--offline\): answers come from recordings\.\nSaved: (\S+\/data\/reflectoscope\/runs\/\S+_lily-pond_\w{26}\.jsonl)\nReplay it: reflectoscope replay \1\n$/,
    );
  });

  test('of a run that did not come to its end says how to go on with it', async () => {
    const { stderr } = await runMain(['run', '--offline', '--question', 'museum-loans']);
    expect(stderr).toMatch(
      /\nSaved: (\S+)\nReplay it: reflectoscope replay \1\nGo on with it: reflectoscope resume \1\n$/,
    );
  });

  test('is not written with --no-save', async () => {
    const { stdout, stderr } = await runMain([...saving, '--no-save']);
    expect(stderr).not.toContain('Saved');
    expect(stdout).toContain('Round 0');
  });

  test('never replaces a file', async () => {
    const file = temporaryFile('mine');
    const { code, stdout, stderr } = await runMain([...saving, '--transcript', file]);
    expect(stderr).toContain(
      `${file} exists already, and a transcript is never written over: give another name.\n`,
    );
    expect({ code, stdout, kept: readFileSync(file, 'utf8') }).toEqual({ code: 2, stdout: '', kept: 'mine' });
  });

  test('that cannot be written where it was asked for is refused', async () => {
    const { code, stderr } = await runMain([...saving, '--transcript', join(temporaryFile(''), 'run.jsonl')]);
    expect(stderr).toMatch(
      /The run is not saved: \S+ cannot be written \(a file stands where a folder should be\)\. --transcript FILE names another place\./,
    );
    expect(code).toBe(2);
  });

  test('that has no data folder to go to does not stop the run, and that is said once', async () => {
    const { code, stdout, stderr } = await runMain(saving, {
      XDG_DATA_HOME: join(temporaryFile(''), 'data'),
    });
    expect(stderr.match(/The run is not saved/g)).toHaveLength(1);
    expect(stderr).not.toContain('Saved:');
    expect(stdout).toContain('Round 0');
    expect(code).toBe(0);
  });

  test('leaves nothing beside it', async () => {
    const folder = temporaryFolder();
    await runMain([...saving, '--transcript', join(folder, 'run.jsonl')]);
    expect(readdirSync(folder)).toEqual(['run.jsonl']);
  });
});

describe('the exit code', () => {
  test('is 1 when the run failed, and the lines say why', async () => {
    const { code, stdout } = await runMain(['run', '--offline', '--no-save', '--question', 'museum-loans']);
    expect(code).toBe(1);
    expect(stdout).toContain('ModelStreamErrorException: ');
    expect(stdout).toMatch(/\nFailed in round 2\.\n/);
  });
});

describe('signs', () => {
  const printed = (variables: Record<string, string>) => runMain([...OFFLINE, '--rounds', '1'], variables);

  test('are for a UTF-8 locale; without one, and for a screen reader, our own words are ASCII', async () => {
    const { stdout } = await printed({});
    expect(stdout).toMatch(/^Claude Sonnet 4\.6 · Bat and ball · self-reflection ×1\n/);
    expect(stdout).toMatch(/\n✓ FIX\nAnswer found: /);
    for (const variables of [{ LC_ALL: 'C' }, { ACCESSIBLE: '1' }, { INK_SCREEN_READER: 'true' }]) {
      const plain = await printed(variables);
      expect(plain.stdout).toMatch(/^Claude Sonnet 4\.6 \| Bat and ball \| self-reflection x1\n/);
      expect(plain.stdout).toMatch(/\nFIX\nAnswer found: /);
      expect(plain.code).toBe(0);
    }
  });
});

test('two offline runs print the same words and the same times', async () => {
  const [first, second] = [await runMain(OFFLINE), await runMain(OFFLINE)];
  expect(first.stdout).toBe(second.stdout);
});
