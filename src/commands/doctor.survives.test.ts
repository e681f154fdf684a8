/** The doctor where everything is broken, in the built program. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeHome } from './testing/home.ts';
import { builtProgram, runProgram } from './testing/program.ts';

describe('The process', () => {
  test('no home folder, settings that are broken, no credentials that work and no network: the doctor says each, and what would help', async () => {
    const file = join(makeHome().folder, 'file');
    writeFileSync(file, '{');
    const home = makeHome(
      {
        HOME: join(file, 'home'),
        XDG_DATA_HOME: join(file, 'data'),
        XDG_CACHE_HOME: 'relative',
        AWS_CONFIG_FILE: '/nowhere',
        AWS_PROFILE: 'gone',
        AWS_REGION: 'eu-west-1',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
        TERM: 'dumb',
        LC_ALL: 'C',
      },
      { 'config/reflectoscope/config.json': '{' },
    );
    const { code, stdout, stderr } = await runProgram(['doctor'], { home });
    const problems = stdout.split('\n').flatMap(line => / {2}problem {2}([^:]+):/.exec(line)?.[1] ?? []);
    expect(problems).toEqual([
      'home folder',
      'saved runs',
      'index of the library',
      'cache',
      'AWS files',
      'credentials',
      'Bedrock',
      'settings file',
    ]);
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(stdout).not.toContain('could not be looked at');
  });

  // Only root may be somebody whom the system does not know.
  test.skipIf(process.getuid?.() !== 0 || spawnSync('setpriv', ['--version']).status !== 0)(
    'a user whom the system does not know, without HOME: the doctor says that nothing can be kept',
    () => {
      const { status, stdout, stderr } = spawnSync(
        'setpriv',
        ['--reuid=54321', '--regid=54321', '--clear-groups', process.execPath, builtProgram(), 'doctor'],
        { env: { PATH: process.env.PATH, LC_ALL: 'C' }, encoding: 'utf8', cwd: '/' },
      );
      expect(stdout).toContain('  problem  home folder: none is known: nothing can be kept\n');
      expect(stdout).toMatch(/\d+ problems?, \d+ notes\.\n$/);
      expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
    },
  );
});
