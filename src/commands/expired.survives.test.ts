/** Credentials that expire between two rounds, for a run without the app and in the app. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { framesOf } from '../recorded/frames.ts';
import { anAnswer, TEXT } from '../recorded/testing/an-answer.ts';
import { httpError, startLocalBedrock, streamOf } from '../recorded/testing/local-bedrock.ts';
import { readForResume } from '../transcripts/resume.ts';
import { startInPty } from '../ui/testing/pty.ts';
import { makeHome, runsIn } from './testing/home.ts';
import { builtProgram, eventsOf, runProgram } from './testing/program.ts';
import { listens, waitsAt } from './testing/stepped-app.ts';

const EXPIRED = httpError(
  403,
  'ExpiredTokenException',
  'The security token included in the request is expired',
);

/** A Bedrock that takes the old key for one call, and the new one for ever; and a home with the old one in it. */
async function worldOfKeys() {
  const keys: string[] = [];
  const server = await startLocalBedrock(({ headers }) => {
    const [, key = ''] = /Credential=(\w+)/.exec(String(headers.authorization)) ?? [];
    keys.push(key);
    return key === 'AKIDNEW' || keys.length === 1 ? streamOf(framesOf(anAnswer())) : EXPIRED;
  });
  onTestFinished(() => server.close());
  const home = makeHome({ AWS_REGION: 'us-east-1' });
  const put = (key: string) => {
    mkdirSync(join(home.folder, '.aws'), { recursive: true });
    const lines = ['[default]', `aws_access_key_id=${key}`, 'aws_secret_access_key=secret', ''];
    writeFileSync(join(home.folder, '.aws', 'credentials'), lines.join('\n'));
  };
  put('AKIDOLD');
  const args = ['--endpoint', server.url, '--question', 'bat-and-ball', '--rounds', '1'];
  return { home, keys, put, args, url: server.url };
}

describe('The wire', () => {
  test('credentials that expire between two rounds: the run says what to do, ends with 3, and is gone on with once there are new ones', async () => {
    const { home, keys, put, args, url } = await worldOfKeys();
    const file = join(home.folder, 'run.jsonl');
    const first = await runProgram(['run', ...args, '--transcript', file], { home });
    expect(first.code).toBe(3);
    expect(first.stdout).toContain(TEXT);
    expect(first.stdout).toContain('The AWS credentials have expired.');
    expect(first.stdout).toContain('Refresh them (for SSO: aws sso login), then go on with the run');
    expect(first.stderr).toContain(`Go on with it: reflectoscope resume ${file}`);
    put('AKIDNEW');
    const second = await runProgram(['resume', file, '--endpoint', url, '--json'], { home });
    expect(second.code).toBe(0);
    expect(eventsOf(second.stdout).at(-1)).toMatchObject({ outcome: 'stopped', rule: 'max-rounds' });
    expect(keys).toEqual(['AKIDOLD', 'AKIDOLD', 'AKIDNEW']);
  });

  test('credentials that expire while the app waits between two rounds: new ones in ~/.aws are found without a new start', async () => {
    const { home, keys, put, args } = await worldOfKeys();
    const app = startInPty([builtProgram(), ...args, '--step'], {
      columns: 120,
      rows: 40,
      cwd: home.folder,
      env: { ...home.env },
    });
    await listens(app);
    await app.waitFor('enter run');
    app.press('enter');
    await waitsAt(app, 'Round 0 · answer');
    app.press('enter');
    await waitsAt(app, 'Round 1 · reflection');
    app.press('enter');
    await app.waitFor('The AWS credentials have expired.');
    await waitsAt(app, 'Round 1 · reflection');
    put('AKIDNEW');
    app.press('enter');
    await app.waitFor(() => keys.length === 3);
    expect(keys).toEqual(['AKIDOLD', 'AKIDOLD', 'AKIDNEW']);
    await app.waitFor(() => !app.text().includes('The AWS credentials have expired.'));
    const [name = '', ...others] = readdirSync(runsIn(home)).filter(one => one.endsWith('.jsonl'));
    const file = join(runsIn(home), name);
    // The call goes on while the sentence is gone already.
    await app.waitFor(() => readFileSync(file, 'utf8').split('"type":"call.finished"').length === 3);
    app.press('ctrl+c');
    app.kill('SIGTERM');
    await app.exit();
    expect(others).toEqual([]);
    const { run } = await readForResume(file);
    expect(run.calls.map(call => call?.status)).toEqual(['finished', 'failed', 'finished']);
  });
});
