/** Every command on a disk that fails, as the built program. Codes that cannot be had are made by faulty-disk.ts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { FORMATS } from '../export/exporters.ts';
import { fixturesDir } from '../questions/package-root.ts';
import { foldAll } from '../run/fold.ts';
import { readTranscript } from '../transcripts/read.ts';
import { withFault } from '../transcripts/testing/faulty-disk.ts';
import { asOther } from '../transcripts/testing/other-user.ts';
import { smallDisk } from '../transcripts/testing/small-disk.ts';
import { temporaryFile, temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { makeHome, runsIn } from './testing/home.ts';
import { runMain } from './testing/in-process.ts';
import { builtProgram, runProgram, startProgram } from './testing/program.ts';

const RECORDING = join(fixturesDir(), 'recordings', 'bat-and-ball.sonnet-4-6.jsonl');
const RUN = ['run', '--offline', '--question', 'bat-and-ball', '--rounds', '1', '--speed', 'max'];
const HAS_FULL = existsSync('/dev/full');

/** Into a new file, on a disk that fails. */
async function runOn(fault: Parameters<typeof withFault>[0], args: readonly string[]) {
  const { node, env } = withFault(fault);
  const home = makeHome(env);
  const ended = await runProgram(args, { home, node: [process.execPath, ...node] });
  return { ...ended, home };
}

const isWhole = async (file: string) => {
  const { events, notices } = await readTranscript(file);
  return notices.length === 0 && foldAll(events)?.outcome?.kind === 'stopped';
};
/** How often the failing transcript is spoken of. */
const timesSaid = (stderr: string) => stderr.match(/cannot be written any more/g)?.length ?? 0;

describe('The disk', () => {
  test('a disk that is full in mid-run (a real one): the run goes on, says so once, and names --rescue', async context => {
    const file = join(smallDisk(context, 8), 'run.jsonl');
    const { code, stdout, stderr } = await runProgram([...RUN, '--transcript', file]);
    expect(timesSaid(stderr)).toBe(1);
    expect(stderr).toContain(
      `The transcript cannot be written any more: the disk is full (make room on it). The run goes on. The next time --rescue DIR names another folder. What is missing is written once that works again: ${file}\nSaved up to there: ${file}\n`,
    );
    expect(stdout).toContain('Stopped by max-rounds');
    expect(code).toBe(1);
    // No half line.
    expect((await readTranscript(file)).notices).toEqual([]);
  });

  test.each([
    ['ENOSPC', 'the disk is full (make room on it)'],
    ['EDQUOT', 'the quota of the disk is used up (make room on it)'],
    ['EIO', 'the disk reports an error, it may be failing (EIO)'],
  ])(
    '%s while a run is written: with --rescue the whole run is in the other folder, and the exit code is 0',
    async (name, words) => {
      const other = temporaryFolder();
      const file = join(temporaryFolder(), 'failing', 'run.jsonl');
      const { code, stderr } = await runOn({ code: name, in: 'failing', at: 5000 }, [
        ...RUN,
        ...['--transcript', file, '--rescue', other],
      ]);
      const saved = join(other, 'run.jsonl');
      expect(stderr).toContain(
        `The transcript ${file} cannot be written any more: ${words}. The run is saved whole in ${saved} instead (--rescue).\nSaved: ${saved}\n`,
      );
      expect(timesSaid(stderr)).toBe(1);
      expect(code).toBe(0);
      expect(await isWhole(saved)).toBe(true);
      expect((await readTranscript(file)).notices).toEqual([]);
    },
  );

  test('a full disk that has room again before the end: what is missing is written, and the transcript is whole', async () => {
    const flag = temporaryFile('', 'full');
    const file = join(temporaryFolder(), 'failing', 'run.jsonl');
    const { node, env } = withFault({ code: 'ENOSPC', in: 'failing', at: 5000, while: flag });
    const program = startProgram([...RUN.slice(0, -1), '4', '--transcript', file], {
      home: makeHome(env),
      node: [process.execPath, ...node],
    });
    await program.saw(/cannot be written any more/);
    rmSync(flag);
    const { code, stderr } = await program.ended;
    expect(stderr).toContain(`The transcript ${file} is whole again: what was missing is written.\n`);
    expect(stderr).toContain(`Saved: ${file}\n`);
    expect([code, await isWhole(file)]).toEqual([0, true]);
  });

  test.each(['file', 'folder'])(
    'the %s of a run is removed in mid-run: it is said once, and all of it is written anew',
    async what => {
      const home = makeHome();
      const program = startProgram([...RUN.slice(0, -1), '8'], { home });
      await program.saw(/Round 0/);
      const [name = ''] = readdirSync(runsIn(home)).filter(one => one.endsWith('.jsonl'));
      const file = join(runsIn(home), name);
      rmSync(what === 'file' ? file : runsIn(home), { recursive: true });
      const { code, stderr } = await program.ended;
      expect(timesSaid(stderr)).toBe(1);
      expect(stderr).toContain('it was removed while it was written');
      expect(stderr).toContain(`Saved: ${file}\n`);
      expect([code, await isWhole(file)]).toEqual([0, true]);
    },
  );

  test('too many open files when a run begins: the run goes on unsaved, and that is said once', async () => {
    const { code, stdout, stderr } = await runOn({ code: 'EMFILE', in: 'runs', at: 'open' }, RUN);
    expect(stderr.match(/The run is not saved/g)).toHaveLength(1);
    expect(stderr).toContain(
      '(the program has too many files open (close some)). --transcript FILE names another place.',
    );
    expect(stdout).toContain('Stopped by max-rounds');
    expect(code).toBe(0);
  });

  test.each([
    [
      'a name that is too long',
      (folder: string) => join(folder, `${'x'.repeat(300)}.jsonl`),
      'the name is too long',
    ],
    [
      'a path that is too long',
      (folder: string) => join(folder, ...Array<string>(30).fill('y'.repeat(200)), 'a.jsonl'),
      'the name is too long',
    ],
    [
      'a file where a folder should be',
      () => join(temporaryFile(''), 'run.jsonl'),
      'a file stands where a folder should be',
    ],
  ])(
    '%s for --transcript: nothing is asked, with a sentence and exit code 2',
    async (_name, fileIn, words) => {
      const file = fileIn(temporaryFolder());
      const { code, stdout, stderr } = await runMain([...RUN, '--transcript', file]);
      expect(stderr).toContain(
        `The run is not saved: ${file} cannot be written (${words}). --transcript FILE names another place.\n`,
      );
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    },
  );

  test('a folder where the transcript should be: it stays, with a sentence and exit code 2', async () => {
    const folder = temporaryFolder();
    const { code, stderr } = await runMain([...RUN, '--transcript', folder]);
    expect(stderr).toContain(`${folder} exists already, and a transcript is never written over`);
    expect([code, existsSync(folder)]).toEqual([2, true]);
  });

  test.for<[string, Record<string, string>]>([
    ['no HOME', {}],
    ['an empty HOME', { HOME: '' }],
  ])(
    '%s, for a user whom nobody knows: the run goes on, and says where it could be saved',
    ([, home], context) => {
      const env = { PATH: process.env.PATH, AWS_EC2_METADATA_DISABLED: 'true', LC_ALL: 'C.UTF-8', ...home };
      const { status, stdout, stderr } = asOther(context, [builtProgram(), ...RUN], temporaryFolder(), env);
      expect(stderr).toMatch(
        /The run is not saved: \/nonexistent\/\S+ cannot be written \(this user may not write there\)\. --transcript FILE names another place\./,
      );
      expect(stdout).toContain('Stopped by max-rounds');
      expect(status).toBe(0);
    },
  );

  test('a HOME that can only be read: the run goes on, and says where it could be saved', context => {
    const home = temporaryFolder();
    chmodSync(home, 0o555);
    const env = { PATH: process.env.PATH, HOME: home, AWS_EC2_METADATA_DISABLED: 'true' };
    const { status, stderr } = asOther(context, [builtProgram(), ...RUN], home, env);
    expect(stderr).toMatch(/The run is not saved: .* cannot be written \(this user may not write there\)\./);
    expect([status, readdirSync(home)]).toEqual([0, []]);
  });

  test.skipIf(!HAS_FULL).each(FORMATS.map(({ id }) => id))(
    'a full disk under export --to %s: a sentence, and exit code 1',
    async id => {
      const said = await runMain(['export', RECORDING, '--to', id, '--out', '/dev/full']);
      expect(said).toMatchObject({
        code: 1,
        stderr: expect.stringContaining(
          '/dev/full could not be written: the disk is full (make room on it). Nothing of it is left there.\n',
        ),
      });
    },
  );

  test('a full disk while an export replaces a file: the old one stays whole, and nothing lies beside it', async () => {
    const out = temporaryFile('the old one', 'failing.md');
    const { code, stderr } = await runOn({ code: 'ENOSPC', in: 'failing.md', at: 1000 }, [
      ...['export', RECORDING, '--out', out, '--force'],
    ]);
    expect(stderr).toContain(`${out} could not be written: the disk is full (make room on it).`);
    expect([code, readFileSync(out, 'utf8')]).toEqual([1, 'the old one']);
    expect(readdirSync(join(out, '..'))).toEqual(['failing.md']);
  });

  test('a full disk under a report (--html): a sentence, exit code 1, and nothing is left of it', async () => {
    const out = join(temporaryFolder(), 'failing.html');
    const { code, stderr } = await runOn({ code: 'ENOSPC', in: 'failing.html', at: 1000 }, [
      ...['report', RECORDING, '--html', out],
    ]);
    expect(stderr).toContain(`${out} could not be written: the disk is full (make room on it).`);
    expect([code, readdirSync(join(out, '..'))]).toEqual([1, []]);
  });

  test.each([
    ['ENOSPC', 'the disk is full (make room on it)'],
    ['EIO', 'the disk reports an error, it may be failing (EIO)'],
  ])(
    '%s under record: a sentence, another folder is named, and no half recording is left',
    async (name, words) => {
      const to = join(temporaryFolder(), 'failing');
      const { code, stderr } = await runOn({ code: name, in: 'failing', at: 1000 }, [
        'record',
        RECORDING,
        '--to',
        to,
      ]);
      expect(stderr).toMatch(
        /could not be written: (.*)\. Nothing of it is left there; --to DIR names another folder\.\n$/,
      );
      expect(stderr).toContain(words);
      expect([code, readdirSync(to)]).toEqual([1, []]);
    },
  );

  test.each([
    ['ENOSPC', 'the disk is full (make room on it)'],
    ['EDQUOT', 'the quota of the disk is used up (make room on it)'],
  ])(
    '%s under import: what was imported stays whole, the rest is named, and no half run is left',
    async (name, words) => {
      const chat = (word: string) => ({
        messages: [
          { role: 'user', content: word },
          { role: 'assistant', content: 'y'.repeat(900) },
        ],
      });
      const source = temporaryFile(
        [chat('a'), chat('b'), chat('c')].map(one => JSON.stringify(one)).join('\n'),
        'chats.jsonl',
      );
      const to = join(temporaryFolder(), 'failing');
      const args = ['import', source, '--to', to];
      const { code, stderr } = await runOn({ code: name, in: 'failing', at: 4500 }, args);
      expect(stderr).toContain(`Nothing more can be saved in ${to}: ${words}.\n`);
      expect(stderr).toMatch(
        /1 run was imported before; the same command goes on from there\. --to DIR names another folder\./,
      );
      expect(code).toBe(1);
      for (const file of readdirSync(to)) expect((await readTranscript(join(to, file))).notices).toEqual([]);
      // The same command goes on from there.
      expect((await runMain(args)).code).toBe(0);
      expect(readdirSync(to)).toHaveLength(3);
    },
  );

  test.skipIf(!HAS_FULL)('a full disk under standard output: a sentence, and exit code 1', async () => {
    const child = spawn(
      'sh',
      ['-c', 'exec "$0" "$@" > /dev/full', process.execPath, builtProgram(), 'questions'],
      {
        env: { ...makeHome().env },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let stderr = '';
    child.stderr.on('data', chunk => {
      stderr += chunk;
    });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(stderr).toBe('The output could not be written: the disk is full (make room on it).\n');
  });

  test.skipIf(!HAS_FULL)(
    'a full disk under the log of serve: requests are answered all the same',
    async () => {
      const command = 'exec "$0" "$@" 2> /dev/full';
      const args = [
        process.execPath,
        builtProgram(),
        'serve',
        '--log',
        'json',
        '--port',
        '0',
        '--speed',
        'max',
      ];
      const child = spawn('sh', ['-c', command, ...args], {
        env: { ...makeHome().env },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const first = await lines.next();
      const url = /http:\S+/.exec(first.done ? '' : first.value)?.[0] ?? '';
      for (let count = 0; count < 3; count++)
        expect((await fetch(`${url}/foundation-models`)).status).toBeLessThan(500);
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      expect((await ended)[1]).toBeNull();
    },
  );
});
