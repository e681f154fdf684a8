import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixturesDir } from '../questions/package-root.ts';
import { sampleEvents } from '../run/testing/sample-run.ts';
import { takeLock } from '../transcripts/lock.ts';
import { asLines, temporaryFile, temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { runMain } from './testing/in-process.ts';
import { eventsOf } from './testing/program.ts';

const EVENTS = sampleEvents();
/** Where they do not begin with the first, or are of several runs. */
const linesOf = (stdout: string): unknown[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
const replay = (file: string, ...flags: string[]) => runMain(['replay', ...flags, file]);

describe('replaying a saved run', () => {
  test('prints it as it was printed when it was made', async () => {
    const { code, stdout, stderr } = await replay(temporaryFile(asLines(EVENTS)));
    expect(stdout).toMatch(/^Claude Sonnet 4\.6 · .*\nSource: live\n/);
    expect(stdout).toMatch(/\nStopped by max-rounds: all rounds were made\.\n/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('prints our words in ASCII where the locale is not UTF-8', async () => {
    const { stdout } = await runMain(['replay', temporaryFile(asLines(EVENTS))], { LC_ALL: 'C' });
    expect(stdout).toContain('\nFIX\nAnswer found: 0.05');
    expect(stdout).not.toMatch(/[^ -~\n]/);
  });

  test('with --json prints its events as they are', async () => {
    const { stdout } = await replay(temporaryFile(asLines(EVENTS)), '--json');
    expect(eventsOf(stdout)).toEqual(EVENTS);
  });

  test.each(['--json', '--plain'])('at a speed and with %s prints the same', async flag => {
    const file = temporaryFile(asLines(EVENTS));
    expect(await replay(file, flag, '--speed', '50')).toEqual(await replay(file, flag));
    expect(await replay(file, flag, '--speed', 'max')).toEqual(await replay(file, flag));
  });

  test('of a recording calls it synthetic', async () => {
    const { stdout } = await replay(join(fixturesDir(), 'recordings', 'lily-pond.nova-lite.jsonl'));
    expect(stdout).toContain('\nSource: recording (synthetic)\n');
  });
});

describe('several saved runs', () => {
  test('are printed one after the other', async () => {
    const [one, two] = [temporaryFile(asLines(EVENTS)), temporaryFile(asLines(EVENTS))];
    const { stdout: once } = await replay(one);
    expect((await runMain(['replay', one, two])).stdout).toBe(`${once}\n${once}`);
    const { stdout } = await runMain(['replay', '--json', one, two]);
    expect(linesOf(stdout)).toEqual([...EVENTS, ...EVENTS]);
  });

  test('are all looked at before the first is told', async () => {
    const missing = join(temporaryFolder(), 'x.jsonl');
    const broken = temporaryFile('Dear all,');
    for (const [file, sentence] of [
      [missing, /There is no file .*x\.jsonl\./],
      [broken, /run\.jsonl:1: not a transcript of reflectoscope/],
    ] as const) {
      const { code, stdout, stderr } = await runMain(['replay', temporaryFile(asLines(EVENTS)), file]);
      expect(stderr).toMatch(sentence);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    }
  });
});

describe('from a place on', () => {
  test('what came before is left out, but for how the run began', async () => {
    const file = temporaryFile(asLines(EVENTS));
    const { stdout } = await replay(file, '--json', '--at', '#1');
    const begun = EVENTS.findIndex(event => event.type === 'round.started' && event.round === 1);
    expect(linesOf(stdout)).toEqual([EVENTS[0], ...EVENTS.slice(begun)]);
    const lines = (await replay(file, '--at', '60%')).stdout;
    expect(lines).toContain('Claude Sonnet 4.6');
    expect(lines).not.toContain('Round 0');
    expect(lines).toContain('\nStopped by max-rounds');
  });

  test.each([
    ['soon', /--at: “soon” is no place: write 75%/],
    ['#9', /--at: There is no round 9: this run has rounds 0 to 1\./],
    ['1:00', /--at: 1:00 is behind the end: the run ends at 0:01\./],
  ])('%s is refused with 2, and nothing is printed', async (place, sentence) => {
    const { code, stdout, stderr } = await replay(temporaryFile(asLines(EVENTS)), '--at', place);
    expect(stderr).toMatch(sentence);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

describe('waits', () => {
  /** Ten minutes between two rounds. */
  const late = EVENTS.map(event => ({ ...event, at: event.at + (event.seq > 9 ? 600_000 : 0) }));

  test('are shortened where somebody says so, and the events keep their own times', async () => {
    const { stdout } = await replay(
      temporaryFile(asLines(late)),
      ...['--json', '--speed', '100', '--idle-limit', '1'],
    );
    expect(eventsOf(stdout)).toEqual(late);
  });

  test('may be left as they were, and not be negative', async () => {
    const file = temporaryFile(asLines(EVENTS));
    expect(await replay(file, '--idle-limit', '0')).toMatchObject({ code: 0 });
    expect(await replay(file, '--idle-limit', '-1')).toMatchObject({ code: 2, stdout: '' });
  });
});

test.each(['--loop', '--present'])('%s is for the app: lines are told once', async flag => {
  const { code, stdout, stderr } = await replay(temporaryFile(asLines(EVENTS)), flag);
  expect(stderr).toMatch(
    new RegExp(`^${flag} is for the app in a terminal; lines are told once\\. Leave it out`),
  );
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('of a run that is still being written it says so, and tells what there is', async () => {
  const file = temporaryFile(asLines(EVENTS.slice(0, 6)));
  const lock = takeLock(file);
  const { code, stdout, stderr } = await replay(file);
  lock.release();
  expect(stderr).toMatch(/run\.jsonl is still being written: it is played as far as it has come; /);
  expect(stdout).toContain('The run has no end');
  expect(code).toBe(0);
  expect((await replay(file)).stderr).toBe('');
});

test('times that go back or jump by years do not stop a paced one', async () => {
  const odd = EVENTS.map((event, index) => ({
    ...event,
    at: index === 9 ? 1e12 : index === 12 ? 3 : event.at,
  }));
  const file = temporaryFile(asLines(odd));
  const { stdout } = await replay(file, '--json', '--speed', '1000', '--idle-limit', '0.001');
  expect(eventsOf(stdout)).toEqual(odd);
});

describe('a damaged transcript is told as far as it goes, and file and line are named', () => {
  const whole = asLines(EVENTS);
  const lines = whole.split('\n');

  test.each<[string, string, RegExp]>([
    ['cut off', whole.slice(0, -30), /run\.jsonl:18: the last line is cut off/],
    [
      'with a broken line',
      lines.with(5, '{"seq":').join('\n'),
      /run\.jsonl:6: this line is not JSON; it was passed over/,
    ],
    [
      'with an unknown event',
      lines.toSpliced(-1, 0, '{"seq":18,"at":9,"type":"later.event"}').join('\n'),
      /run\.jsonl:19: later\.event is not known to this version of reflectoscope/,
    ],
  ])('%s', async (_name, text, notice) => {
    const { code, stdout, stderr } = await replay(temporaryFile(text));
    expect(stderr).toMatch(notice);
    expect(stdout).toContain('Round 1: reflect');
    expect(code).toBe(0);
  });

  test('a run without an end says so', async () => {
    const { stdout } = await replay(temporaryFile(asLines(EVENTS.slice(0, 6))));
    expect(stdout).toMatch(/\nThe answer so far:\n {2}The ball \n\nThe run has no end: /);
  });
});

describe('what is no transcript is refused with 2, and nothing is printed', () => {
  test.each<[string, string, RegExp]>([
    [
      'a newer schema',
      asLines([{ ...EVENTS[0], schema: 2 }]),
      /run\.jsonl:1: .*newer reflectoscope \(schema 2; this one reads up to 1\)/,
    ],
    ['another JSON file', '{"a":1}', /run\.jsonl:1: not a transcript of reflectoscope/],
    ['a text', 'Dear all,', /run\.jsonl:1: not a transcript of reflectoscope/],
    ['an empty file', '', /run\.jsonl is empty/],
    ['a transcript without its beginning', asLines(EVENTS.slice(1)), /it begins with round\.started/],
  ])('%s', async (_name, text, sentence) => {
    const { code, stdout, stderr } = await replay(temporaryFile(text), '--json');
    expect(stderr).toMatch(sentence);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('a file that is not there, and a folder', async () => {
    const folder = temporaryFolder();
    expect(await replay(join(folder, 'x'))).toMatchObject({
      code: 2,
      stderr: `There is no file ${folder}/x.\n`,
    });
    expect(await replay(folder)).toMatchObject({
      code: 2,
      stderr: `${folder} is a folder, not a transcript.\n`,
    });
  });
});
