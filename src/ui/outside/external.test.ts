import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Environment } from '../theme.ts';
import { editInEditor, openInPager } from './external.ts';
import type { Ended, Program } from './hand-over.ts';

const OK: Ended = { code: 0, signal: null };
const LONG = 60_000;

/** A terminal that is handed over to pretended programs; each runs for `ms`. */
function outside(env: Environment, run: (program: Program) => Ended | undefined = () => OK, ms = LONG) {
  const programs: Program[] = [];
  const log: string[] = [];
  let time = 0;
  return {
    programs,
    log,
    env,
    now: () => time,
    suspend: async (work: () => Promise<void>) => {
      log.push('given');
      await work();
      log.push('taken back');
    },
    spawn: async (program: Program) => {
      programs.push(program);
      log.push(program.command);
      const ended = run(program);
      if (!ended) throw Object.assign(new Error('spawn ENOENT'), { code: 'ENOENT' });
      time += ms;
      return ended;
    },
  };
}

/** A pretended editor that does this to the file. */
function editor(change: (file: string) => void, env: Environment = { EDITOR: 'ed' }, ms = LONG) {
  return outside(
    env,
    ({ args }) => {
      change(args.at(-1) ?? '');
      return OK;
    },
    ms,
  );
}

describe('a pager', () => {
  test('gets the text while the terminal is its own', async () => {
    const world = outside({ TERM: 'xterm' });
    expect(await openInPager('A text.', world)).toBeUndefined();
    expect(world.programs).toEqual([
      { command: 'less', args: [], env: { TERM: 'xterm', LESS: '-R' }, input: 'A text.' },
    ]);
    expect(world.log).toEqual(['given', 'less', 'taken back']);
  });

  test('is the one that is set, with its arguments, and its own settings', async () => {
    const world = outside({ PAGER: '"/opt/my pager/most" -s', LESS: '-M' });
    await openInPager('A text.', world);
    expect(world.programs).toMatchObject([
      { command: '/opt/my pager/most', args: ['-s'], env: { LESS: '-M' } },
    ]);
  });

  test('that ends at once leaves what it wrote to be read', async () => {
    const world = outside({ PAGER: 'cat' }, () => OK, 3);
    expect(await openInPager('A text.', world)).toBeUndefined();
    expect(world.log).toEqual(['given', 'cat', 'sh', 'taken back']);
    expect(world.programs[1]?.args.at(-1)).toContain('Press Enter');
  });

  test('is no problem where nothing can be waited for', async () => {
    const world = outside({ PAGER: 'cat' }, ({ command }) => (command === 'sh' ? undefined : OK), 3);
    expect(await openInPager('A text.', world)).toBeUndefined();
  });

  test('that is missing, or fails, is said', async () => {
    const missing = outside({ PAGER: '/opt/most' }, () => undefined);
    expect(await openInPager('A text.', missing)).toBe(
      'most could not be started: there is no such program. Set PAGER to a program that is there.',
    );
    expect(missing.log).toEqual(['given', '/opt/most', 'taken back']);
    const failing = outside({}, () => ({ code: 2, signal: null }));
    expect(await openInPager('A text.', failing)).toBe('less ended with code 2.');
    const killed = outside({}, () => ({ code: null, signal: 'SIGKILL' }));
    expect(await openInPager('A text.', killed)).toBe('less ended with SIGKILL.');
  });

  test('is not started when the terminal cannot be handed over', async () => {
    const world = outside({});
    const suspend = async () => {
      throw new Error('The terminal is already suspended');
    };
    expect(await openInPager('A text.', { ...world, suspend })).toBe(
      'The terminal could not be handed over: The terminal is already suspended.',
    );
    expect(world.programs).toEqual([]);
  });
});

describe('an editor', () => {
  test.each<[Environment, string, string[]]>([
    [{}, 'vi', []],
    [{ EDITOR: 'nano' }, 'nano', []],
    [{ VISUAL: 'code --wait', EDITOR: 'nano' }, 'code', ['--wait']],
    [{ VISUAL: '', EDITOR: '"/opt/my editor/edit" -n' }, '/opt/my editor/edit', ['-n']],
  ])('with %j is %s', async (env, command, args) => {
    const world = editor(() => {}, env);
    await editInEditor('Why?', world);
    expect(world.programs[0]).toMatchObject({
      command,
      args: [...args, expect.stringMatching(/question\.md$/)],
    });
    expect(world.log).toEqual(['given', command, 'taken back']);
  });

  test('has the text in a file that only the user can read, and that is gone afterwards', async () => {
    let seen = { file: '', text: '', modes: [0, 0] };
    const world = editor(file => {
      const modes = [file, dirname(file)].map(path => statSync(path).mode & 0o777);
      seen = { file, text: readFileSync(file, 'utf8'), modes };
      writeFileSync(`${file}~`, 'a backup');
    });
    await editInEditor('Why?', world);
    expect(seen).toMatchObject({ text: 'Why?', modes: [0o600, 0o700] });
    expect(existsSync(dirname(seen.file))).toBe(false);
    expect(process.listeners('exit').filter(listener => listener.name === 'removeNow')).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['Why?', 'Why not?', 'Why not?'],
    ['Why?', 'Why not?\n', 'Why not?'],
    ['Why?\n', 'Why not?\n', 'Why not?\n'],
    ['Why?', 'One\r\ntwo\r\n', 'One\ntwo'],
    ['Why?', '', ''],
    ['Why?', 'A\u001b[2Jb\u202e', 'Ab'],
    ['Why?', '👨‍👩‍👧 何\n', '👨‍👩‍👧 何'],
  ])('that makes %j to %j gives %j', async (before, written, after) => {
    const world = editor(file => writeFileSync(file, written));
    expect(await editInEditor(before, world)).toEqual({ kind: 'changed', text: after });
  });

  test('that saves by putting another file in the place is as good', async () => {
    const world = editor(file => {
      rmSync(file);
      writeFileSync(file, 'Why not?\n');
    });
    expect(await editInEditor('Why?', world)).toEqual({ kind: 'changed', text: 'Why not?' });
  });

  test('that changes nothing says so, a last newline apart', async () => {
    const unchanged = { kind: 'unchanged', message: 'Nothing was changed in the editor.' };
    expect(
      await editInEditor(
        'Why?',
        editor(() => {}),
      ),
    ).toEqual(unchanged);
    expect(
      await editInEditor(
        'Why?',
        editor(file => writeFileSync(file, 'Why?\n')),
      ),
    ).toEqual(unchanged);
    expect(
      await editInEditor(
        '',
        editor(() => {}),
      ),
    ).toEqual(unchanged);
  });

  test('that comes back at once without a change may have opened a window', async () => {
    expect(
      await editInEditor(
        'Why?',
        editor(() => {}, { EDITOR: 'code' }, 3),
      ),
    ).toEqual({
      kind: 'unchanged',
      message:
        'Nothing was changed in the editor. An editor with a window must be told to wait: EDITOR="code --wait".',
    });
  });

  test('that is left with an error leaves the text as it was', async () => {
    const world = outside({ EDITOR: 'vim' }, ({ args }) => {
      writeFileSync(args.at(-1) ?? '', 'half a thou');
      return { code: 1, signal: null };
    });
    expect(await editInEditor('Why?', world)).toEqual({
      kind: 'failed',
      message: 'vim ended with code 1: the text is as it was.',
    });
  });

  test('that is missing is said', async () => {
    expect(
      await editInEditor(
        'Why?',
        outside({ VISUAL: 'ed --wait' }, () => undefined),
      ),
    ).toEqual({
      kind: 'failed',
      message:
        'ed could not be started: there is no such program. Set VISUAL or EDITOR to a program that is there.',
    });
  });

  test('that takes the file away is said', async () => {
    const result = await editInEditor(
      'Why?',
      editor(file => rmSync(file)),
    );
    expect(result).toMatchObject({
      kind: 'failed',
      message: "The editor's file cannot be read: it is gone. The text is as it was.",
    });
  });
});
