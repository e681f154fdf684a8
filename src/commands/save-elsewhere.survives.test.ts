/** The built app in a terminal, whose transcript cannot be written any more. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { foldAll } from '../run/fold.ts';
import { readTranscript } from '../transcripts/read.ts';
import { withFault } from '../transcripts/testing/faulty-disk.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { startInPty } from '../ui/testing/pty.ts';
import { makeHome, runsIn } from './testing/home.ts';
import { builtProgram } from './testing/program.ts';
import { listens } from './testing/stepped-app.ts';

describe('The disk', () => {
  test('a disk that is full under a run in the app: it goes on, says so once, and W saves all of it elsewhere', async () => {
    const { node, env } = withFault({ code: 'ENOSPC', in: 'reflectoscope/runs', at: 5000 });
    const home = makeHome(env);
    const other = join(temporaryFolder(), 'elsewhere');
    const app = startInPty(
      [...node, builtProgram(), '--offline', '--question', 'bat-and-ball', '--speed', 'max'],
      {
        columns: 120,
        rows: 36,
        cwd: home.folder,
        env: { ...home.env },
      },
    );
    await listens(app);
    await app.waitFor('enter run');
    app.press('enter');
    await app.waitFor('stopped by max-rounds');
    await app.waitFor('W saves it in another folder');
    expect(app.text()).toContain('the disk is full');

    // A folder that cannot be: the text is there again, and nothing is lost.
    app.type('W');
    await app.waitFor('save the run in another folder');
    for (let count = 0; count < home.folder.length; count++) app.press('backspace');
    app.paste('/dev/null/x');
    app.press('enter');
    await app.waitFor('a file stands where a folder should be');

    app.type('W');
    await app.waitFor('/dev/null/x');
    for (let count = 0; count < '/dev/null/x'.length; count++) app.press('backspace');
    app.paste(other);
    app.press('enter');
    await app.waitFor('Saved whole in');
    app.press('ctrl+q');
    expect((await app.exit()).code).toBe(0);

    const [name = ''] = readdirSync(other);
    const { events, notices } = await readTranscript(join(other, name));
    expect(notices).toEqual([]);
    expect(foldAll(events)?.outcome).toMatchObject({ kind: 'stopped', rule: 'max-rounds' });
    // The half that was written stays, with no half line in it.
    expect((await readTranscript(join(runsIn(home), name))).notices).toEqual([]);
    expect(existsSync(join(runsIn(home), `${name}.lock`))).toBe(false);
  });
});
