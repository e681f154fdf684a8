import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixturesDir } from '../questions/package-root.ts';
import type { AnyEvent, EventOf } from '../run/events.ts';
import { foldAll } from '../run/fold.ts';
import { readTranscript } from '../transcripts/read.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { runMain } from './testing/in-process.ts';

const BALL = join(fixturesDir(), 'recordings', 'bat-and-ball.sonnet-4-6.jsonl');
const CUT = join(fixturesDir(), 'recordings', 'museum-loans.sonnet-4-6.jsonl');

/** A run as somebody's Bedrock would have answered it, from a recorded one. */
async function savedRun(
  folder: string,
  change: (events: AnyEvent[]) => AnyEvent[] = events => events,
  from = BALL,
): Promise<string> {
  const { events } = await readTranscript(from);
  const file = join(folder, 'run.jsonl');
  const live = events.map(event =>
    event.type === 'run.started' ? { ...event, provenance: 'live', shows: undefined } : event,
  );
  const lines = change(live as AnyEvent[]).map((event, seq) => JSON.stringify({ ...event, seq }));
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

/** Another question, so that nothing bundled can answer it. */
function ownQuestion(events: AnyEvent[]): AnyEvent[] {
  const ours = (event: AnyEvent): AnyEvent =>
    JSON.parse(JSON.stringify(event).replaceAll('a bat and a ball', 'a cup and a spoon'));
  const [head, ...rest] = events;
  const asked = rest.findIndex(({ type }) => type === 'call.started');
  const question = { ...QUESTION, text: (ours(head as AnyEvent) as RunStarted).question.text };
  const started = { ...head, question, run: '01JTESTTESTTESTTESTTESTOWN' } as AnyEvent;
  return [started, ...rest.map((event, index) => (index === asked ? ours(event) : event))];
}

type RunStarted = EventOf<'run.started'>;
const QUESTION = { id: 'cup-and-spoon', title: 'Cup and spoon', domain: 'mathematics', grader: 'numeric' };

const headOf = async (file: string) => (await readTranscript(file)).events[0];

describe('record', () => {
  test('makes a recording that answers every turn, and says what it holds', async () => {
    const folder = temporaryFolder();
    const file = await savedRun(folder);
    const to = join(folder, 'talk');
    const { code, stdout } = await runMain(['record', file, '--to', to, '--shows', 'a FIX in round 1']);
    const made = join(to, 'bat-and-ball.claude-sonnet-4-6.jsonl');
    expect(code).toBe(0);
    expect(stdout).toContain(
      `Recorded: ${made}\nIt holds 4 turns of "Bat and ball" with Claude Sonnet 4.6.\n`,
    );
    expect(stdout).toContain(`reflectoscope run --recordings ${to} --question bat-and-ball`);
    expect(await headOf(made)).toMatchObject({ provenance: 'recorded', shows: 'a FIX in round 1' });
    const [before, after] = await Promise.all([readTranscript(file), readTranscript(made)]);
    expect(after.notices).toEqual([]);
    expect(after.events.slice(1)).toEqual(before.events.slice(1));
  });

  test('puts it where offline answers are looked for, and the question can be asked', async () => {
    const folder = temporaryFolder();
    const file = await savedRun(folder, ownQuestion);
    const data = { XDG_DATA_HOME: join(folder, 'data') };
    const recorded = await runMain(['record', file], data);
    expect(recorded.stdout).toContain('It holds 4 turns of "Cup and spoon"');
    expect(readdirSync(join(folder, 'data', 'reflectoscope', 'recordings'))).toEqual([
      'cup-and-spoon.claude-sonnet-4-6.jsonl',
    ]);
    const run = await runMain(['run', '--offline', '--question', 'cup-and-spoon', '--no-save'], data);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('Stopped by max-rounds');
    const listed = await runMain(['questions', '--json'], data);
    const entry = JSON.parse(listed.stdout).find(({ id }: { id: string }) => id === 'cup-and-spoon');
    expect(entry.recorded).toMatchObject([
      { model: 'us.anthropic.claude-sonnet-4-6', provenance: 'recorded' },
    ]);
  });

  test("names a question of one's own by its text, and tells the id by which it is asked", async () => {
    const folder = temporaryFolder();
    const own = (events: AnyEvent[]) => {
      const [head, ...rest] = ownQuestion(events);
      const { text } = (head as RunStarted).question;
      return [
        { ...head, question: { id: 'own-question', domain: 'your own', text, grader: 'text' } } as AnyEvent,
        ...rest,
      ];
    };
    const data = { XDG_DATA_HOME: join(folder, 'data') };
    const { stdout } = await runMain(['record', await savedRun(folder, own)], data);
    const [, id = ''] = /--question (\S+)/.exec(stdout) ?? [];
    expect(id).toMatch(/^together-a-cup-and-a-[0-9a-f]{6}$/);
    expect(stdout).toContain(`${id}.claude-sonnet-4-6.jsonl`);
    const run = await runMain(['run', '--offline', '--question', id, '--no-save'], data);
    expect([run.code, run.stderr]).toEqual([0, expect.not.stringContaining('No recording')]);
    const listed = await runMain(['questions'], data);
    expect(listed.stdout).toContain(`  ${id} Together, a cup and a spoon cost 1.10`);
  });

  test('leaves out notes when it is told to, and numbers what is left', async () => {
    const folder = temporaryFolder();
    const noted = (events: AnyEvent[]) => [
      ...events.slice(0, -1),
      { seq: 0, at: 1, type: 'user.noted', round: 0, text: 'Mine.' } as AnyEvent,
      ...events.slice(-1),
    ];
    const file = await savedRun(folder, noted);
    const without = await runMain(['record', file, '--to', join(folder, 'a'), '--no-notes']);
    const withThem = await runMain(['record', file, '--to', join(folder, 'b')]);
    expect(withThem.stdout).toContain('your notes too (--no-notes leaves them out)');
    expect(without.stdout).not.toContain('notes');
    const [a, b] = await Promise.all(
      ['a', 'b'].map(name => readTranscript(join(folder, name, 'bat-and-ball.claude-sonnet-4-6.jsonl'))),
    );
    expect(a?.events.map(({ seq }) => seq)).toEqual(a?.events.map((_event, index) => index));
    expect(a?.events.filter(({ type }) => type === 'user.noted')).toEqual([]);
    expect(b?.events.length).toBe((a?.events.length ?? 0) + 1);
  });

  test('keeps what a branch has of its parent, so that it answers from the start', async () => {
    const folder = temporaryFolder();
    const branched = (events: AnyEvent[]) => {
      const end = events.findIndex(event => event.type === 'round.finished');
      const note = { seq: 0, at: 1, type: 'user.noted', round: 0, text: 'Mine.' } as AnyEvent;
      const [head, ...rest] = events;
      return [
        { ...head, parent: { run: 'A', round: 0, seq: end + 1 } } as AnyEvent,
        ...rest.slice(0, end - 1),
        note,
        ...rest.slice(end - 1),
      ];
    };
    const file = await savedRun(folder, branched);
    const { stdout } = await runMain([
      'record',
      file,
      '--to',
      join(folder, 'to'),
      '--no-notes',
      '--name',
      'made',
    ]);
    expect(stdout).toContain('It holds 4 turns');
    const [before, after] = await Promise.all([file, join(folder, 'to', 'made.jsonl')].map(readTranscript));
    const inherited = (events: readonly AnyEvent[] = []) =>
      foldAll(events)?.calls.map(call => call?.inherited);
    expect(inherited(after?.events)).toEqual(inherited(before?.events));
    expect(inherited(after?.events)).toContain(true);
  });

  test('says how many calls had no whole answer', async () => {
    const folder = temporaryFolder();
    const file = await savedRun(folder, events => events, CUT);
    const { stdout } = await runMain(['record', file, '--to', join(folder, 'a')]);
    expect(stdout).toContain('It holds 2 turns of');
    expect(stdout).toContain('One call had no whole answer.');
  });

  test('what was synthetic or imported stays so', async () => {
    for (const provenance of ['synthetic', 'imported']) {
      const folder = temporaryFolder();
      const file = await savedRun(folder, ([head, ...rest]) => [
        { ...head, provenance } as AnyEvent,
        ...rest,
      ]);
      await runMain(['record', file, '--to', join(folder, 'to'), '--name', 'made']);
      expect(await headOf(join(folder, 'to', 'made.jsonl'))).toMatchObject({ provenance });
    }
  });
});

describe('what cannot be recorded', () => {
  test.each<[string, (events: AnyEvent[]) => AnyEvent[], RegExp]>([
    ['a run without a whole answer', events => events.slice(0, 10), /holds no whole answer/],
    [
      'a run of which nobody knows what was asked',
      ([head, ...rest]) => [
        {
          ...head,
          provenance: 'imported',
          imported: { from: 'x', file: 'y', unknown: ['prompts'] },
        } as AnyEvent,
        ...rest,
      ],
      /does not say what the model was asked/,
    ],
    [
      'a run that does not begin with its question',
      ([head, ...rest]) => [
        { ...head, question: { id: 'q', text: 'Something else.', domain: 'd', grader: 'text' } } as AnyEvent,
        ...rest,
      ],
      /Nothing was recorded: none of its turns would be found again/,
    ],
  ])('%s', async (_what, change, message) => {
    const folder = temporaryFolder();
    const file = await savedRun(folder, change);
    const to = join(folder, 'to');
    const { code, stderr } = await runMain(['record', file, '--to', to]);
    expect(stderr).toMatch(message);
    expect(code).not.toBe(0);
    expect(existsSync(to) ? readdirSync(to) : []).toEqual([]);
  });

  test('a file that is there is never written over, and a run is recorded once', async () => {
    const folder = temporaryFolder();
    const file = await savedRun(folder);
    const to = join(folder, 'to');
    mkdirSync(to);
    writeFileSync(join(to, 'mine.jsonl'), 'mine');
    writeFileSync(join(to, 'bat-and-ball.claude-sonnet-4-6.jsonl'), 'mine');
    const taken = await runMain(['record', file, '--to', to, '--name', 'mine']);
    expect([taken.code, taken.stderr]).toEqual([
      2,
      expect.stringMatching(/mine\.jsonl exists already, .*--name\.\n/),
    ]);
    expect(readFileSync(join(to, 'mine.jsonl'), 'utf8')).toBe('mine');
    const numbered = await runMain(['record', file, '--to', to]);
    expect(numbered.stdout).toContain('bat-and-ball.claude-sonnet-4-6-2.jsonl');
    const beside = await runMain(['record', file, '--to', folder]);
    expect([beside.code, beside.stderr]).toEqual([
      2,
      expect.stringContaining('can be answered from as it is'),
    ]);
    const again = await runMain(['record', file, '--to', to, '--name', 'other']);
    expect([again.code, again.stderr]).toEqual([
      2,
      expect.stringContaining('This run is recorded already, in '),
    ]);
  });

  test.each(['a/b', '..', '.jsonl', 'a\\b'])('--name %s is no name of a file', async name => {
    const folder = temporaryFolder();
    const { code, stderr } = await runMain([
      'record',
      await savedRun(folder),
      '--to',
      join(folder, 'to'),
      '--name',
      name,
    ]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('--name is the name of a file')]);
  });

  test('a file that is not there, or no folder to write into', async () => {
    const folder = temporaryFolder();
    expect((await runMain(['record', join(folder, 'no.jsonl')])).stderr).toMatch(/^There is no file /);
    const file = await savedRun(folder);
    const { code, stderr } = await runMain(['record', file, '--to', join(file, 'below')]);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/could not be written: a file stands where a folder should be\./),
    ]);
  });
});
