import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { AWS_KEY_ID, E_MAIL } from '../export/testing/secrets.ts';
import { fixturesDir } from '../questions/package-root.ts';
import {
  callFinished,
  callStarted,
  delta,
  inOrder,
  roundStarted,
  runStarted,
} from '../run/testing/sample-run.ts';
import { readTranscript } from '../transcripts/read.ts';
import { asLines, temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { makeHome } from './testing/home.ts';
import { runMain } from './testing/in-process.ts';
import { runProgram } from './testing/program.ts';

const RECORDING = join(fixturesDir(), 'recordings', 'bat-and-ball.sonnet-4-6.jsonl');
const OTHER = join(fixturesDir(), 'recordings', 'round-table.nova-lite.jsonl');

/** A transcript with secrets in it, in a folder of its own. */
function secretRun(): string {
  const file = join(temporaryFolder(), 'run.jsonl');
  const said = `Ask ${E_MAIL} for ${AWS_KEY_ID}.`;
  const events = inOrder([
    runStarted(),
    roundStarted(0),
    callStarted(0, 0),
    delta(0, said.slice(0, 9)),
    delta(0, said.slice(9)),
    callFinished(0, {}, { text: said }),
  ]);
  writeFileSync(file, asLines(events));
  return file;
}

const exported = (...args: readonly string[]) => runMain(['export', ...args]);

describe('where it goes', () => {
  test('in a pipe the text of one run is standard output', async () => {
    const { code, stdout, stderr } = await exported(RECORDING, '--to', 'md');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^# Bat and ball\n/);
  });

  test('the name of a file says the format', async () => {
    const out = join(temporaryFolder(), 'spans.otlp.json');
    const { code, stderr } = await exported(RECORDING, '--out', out);
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringMatching(/was written \(\d/) });
    expect(JSON.parse(readFileSync(out, 'utf8'))).toHaveProperty('resourceSpans');
  });

  test('several runs are one table, or one list', async () => {
    const { stdout } = await exported(RECORDING, OTHER, '--to', 'json');
    expect(JSON.parse(stdout)).toHaveLength(2);
  });

  test('several runs that need a file each go to a folder, which is made', async () => {
    const folder = join(temporaryFolder(), 'new', 'docs');
    expect(await exported(RECORDING, OTHER, '--to', 'md')).toMatchObject({
      code: 2,
      stderr: 'md has a file for each run, and these are 2: --out FOLDER says where they go.\n',
    });
    expect(await exported(RECORDING, OTHER, '--to', 'md', '--out', `${folder}/`)).toMatchObject({ code: 0 });
    expect(readdirSync(folder).sort()).toEqual(['bat-and-ball.sonnet-4-6.md', 'round-table.nova-lite.md']);
  });

  test('two transcripts of one name do not replace each other', async () => {
    const [a, b, out] = [secretRun(), secretRun(), temporaryFolder()];
    expect(await exported(a, b, '--to', 'md', '--out', out)).toMatchObject({ code: 0 });
    expect(readdirSync(out).sort()).toEqual(['run-2.md', 'run.md']);
  });

  test('without a format the formats are listed', async () => {
    const { code, stderr } = await exported(RECORDING);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Nothing says what it is to be\. --to names it:\n {2}md +a Markdown document/);
    expect((await exported(RECORDING, '--to', 'pdf')).stderr).toMatch(/^There is no format "pdf"\./);
  });
});

describe('what is there already', () => {
  test('is not replaced without --force', async () => {
    const out = join(temporaryFolder(), 'x.md');
    writeFileSync(out, 'mine');
    expect(await exported(RECORDING, '--out', out)).toMatchObject({
      code: 2,
      stderr: `${out} exists already: give another name, or --force to replace it.\n`,
    });
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect(await exported(RECORDING, '--out', out, '--force')).toMatchObject({ code: 0 });
    expect(readFileSync(out, 'utf8')).toMatch(/^# Bat and ball/);
  });

  test('behind a link it is the file that is replaced, and the link stays', async () => {
    const folder = temporaryFolder();
    const [file, link] = [join(folder, 'x.md'), join(folder, 'link.md')];
    writeFileSync(file, 'mine');
    symlinkSync(file, link);
    await exported(RECORDING, '--out', link, '--force');
    expect(readFileSync(file, 'utf8')).toMatch(/^# Bat and ball/);
  });

  test('the transcript itself is never replaced by what was made of it', async () => {
    const file = secretRun();
    const before = readFileSync(file, 'utf8');
    const { code, stderr } = await exported(file, '--to', 'transcript', '--out', file, '--force');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `${file} is the transcript itself: give the export another name.\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe(before);
    await exported(file, '--to', 'transcript', '--out', join(file, '..'));
    expect(readdirSync(join(file, '..')).sort()).toEqual(['run.jsonl', 'run.redacted.jsonl']);
  });

  test('stays when nothing could be read', async () => {
    const out = join(temporaryFolder(), 'x.csv');
    writeFileSync(out, 'mine');
    const { code, stderr } = await exported('nothing.jsonl', '--out', out, '--force');
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'There is no file nothing.jsonl.\n' });
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect(readdirSync(join(out, '..'))).toEqual(['x.csv']);
  });
});

describe('what goes wrong', () => {
  test('a file that cannot be read is named, and the others are exported', async () => {
    const { code, stdout, stderr } = await exported(RECORDING, 'nothing.jsonl', '--to', 'json');
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'There is no file nothing.jsonl.\n' });
    expect(JSON.parse(stdout)).toHaveLength(1);
  });

  test('a transcript that is cut off is exported as far as it goes, and that is said', async () => {
    const file = join(temporaryFolder(), 'half.jsonl');
    const text = readFileSync(RECORDING, 'utf8');
    writeFileSync(file, text.slice(0, text.length / 2));
    const { code, stdout, stderr } = await exported(file, '--to', 'md');
    expect(code).toBe(0);
    expect(stderr).toContain('the last line is cut off; the run is shown up to there.');
    expect(stdout).toContain('The run has no end');
  });

  test.skipIf(!existsSync('/dev/full'))('a disk that is full is told in a sentence', async () => {
    expect(await exported(RECORDING, '--to', 'md', '--out', '/dev/full')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^\/dev\/full could not be written: the disk is full \(make room on it\)\./,
      ),
    });
  });

  test('a file that grows too large leaves nothing behind, and the old one as it was', async () => {
    const home = makeHome({}, { 'out/x.otlp.json': 'mine' });
    const out = join(home.folder, 'out', 'x.otlp.json');
    const shell = ['/bin/sh', '-c', 'ulimit -f 8 && exec "$0" "$@"', process.execPath];
    const args = ['export', RECORDING, '--out', out, '--force'];
    const { code, stderr } = await runProgram(args, { home, node: shell });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `${out} could not be written: a file may not be that large here. Nothing of it is left there.\n`,
    });
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect(readdirSync(join(out, '..'))).toEqual(['x.otlp.json']);
  });

  test('a file where a folder should be is told', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const { code, stderr } = await exported(RECORDING, '--out', join(folder, 'file', 'x.md'));
    expect(code).toBe(1);
    expect(stderr).toContain('a file stands where a folder should be');
  });

  test.each([
    ['name is too long', (folder: string) => join(folder, `${'x'.repeat(300)}.md`), 'the name is too long'],
    [
      'link leads to itself',
      (folder: string) => {
        symlinkSync(join(folder, 'circle.md'), join(folder, 'circle.md'));
        return join(folder, 'circle.md');
      },
      'it exists already',
    ],
  ])('a place whose %s is told', async (_what, make, why) => {
    const out = make(temporaryFolder());
    expect(await exported(RECORDING, '--out', out)).toMatchObject({
      code: 1,
      stderr: `${out} could not be written: ${why}. Nothing of it is left there.\n`,
    });
  });

  test.skipIf(process.getuid?.() === 0)('a folder without permission is told', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o000);
    onTestFinished(() => chmodSync(folder, 0o700));
    expect(await exported(RECORDING, '--out', join(folder, 'x.md'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('x.md could not be written: this user may not write there.'),
    });
  });

  test('a folder without transcripts is told', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'empty'));
    expect(await exported(join(folder, 'empty'), '--to', 'csv')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no transcript'),
    });
  });
});

describe('what is replaced', () => {
  test.each(['md', 'json', 'csv', 'otlp', 'transcript'])(
    'no secret is in %s, and they are counted',
    async to => {
      const { code, stdout, stderr } = await exported(secretRun(), '--to', to);
      expect(code).toBe(0);
      expect(stdout).not.toContain(E_MAIL);
      expect(stdout).not.toContain(AWS_KEY_ID);
      expect(stdout).toContain('[redacted: e-mail]');
      expect(stderr).toBe('1 e-mail address and 1 AWS key were replaced, in 4 places.\n');
    },
  );

  test.each(['md', 'json', 'csv', 'html', 'transcript'])(
    'notes go along into %s, unless --no-notes is given',
    async to => {
      const file = secretRun();
      const note = { seq: 6, at: 9, type: 'user.noted', round: 0, text: 'Smile at Ludmilla.' };
      writeFileSync(file, `${readFileSync(file, 'utf8')}${JSON.stringify(note)}\n`);
      const withThem = await exported(file, '--to', to);
      const without = await exported(file, '--to', to, '--no-notes');
      expect(withThem.stdout).toContain('Ludmilla');
      expect(without.stdout).not.toContain('Ludmilla');
      expect([without.code, without.stderr]).toEqual([0, withThem.stderr]);
    },
  );

  test("with --no-redact nothing but what matches patterns of one's own", async () => {
    const { stdout, stderr } = await exported(
      secretRun(),
      '--to',
      'json',
      '--no-redact',
      '--redact',
      '/ASK/i',
    );
    expect(stdout).toContain(`[redacted: private] ${E_MAIL} for ${AWS_KEY_ID}.`);
    expect(stderr).toMatch(/^1 match of your patterns was replaced/);
  });

  test('patterns of a file, whose mistakes are told with their line', async () => {
    const file = join(temporaryFolder(), 'names.txt');
    writeFileSync(file, '# names\nfor\n(\n');
    expect(await exported(secretRun(), '--to', 'md', '--redact-file', file)).toMatchObject({
      code: 2,
      stderr: `The pattern of ${file}:3 is not a regular expression: Unterminated group.\n`,
    });
    expect((await exported(secretRun(), '--to', 'md', '--redact-file', 'nowhere')).stderr).toBe(
      'The file nowhere of --redact-file is not there.\n',
    );
  });

  test('a transcript that was shared is a transcript: it can be read, and exported again', async () => {
    const out = join(temporaryFolder(), 'shared.jsonl');
    await exported(secretRun(), '--out', out, '--no-thinking');
    const { events, notices } = await readTranscript(out);
    expect(notices).toEqual([]);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index));
    expect(await exported(out, '--to', 'md')).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('a collector', () => {
  async function collector(status = 200) {
    const got: string[] = [];
    const server = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', chunk => {
        text += chunk;
      });
      request.on('end', () => {
        got.push(`${request.url} ${request.headers['x-key'] ?? ''} ${text}`);
        response.writeHead(status).end('{"message":"not today"}');
      });
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  test('gets a request for each run, redacted', async () => {
    const { got, url } = await collector();
    const { code, stdout, stderr } = await exported(
      RECORDING,
      secretRun(),
      '--otlp',
      url,
      '--otlp-header',
      'x-key=abc',
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(got).toHaveLength(2);
    expect(got[0]).toMatch(/^\/v1\/traces abc \{"resourceSpans"/);
    expect(got.join('')).not.toContain(E_MAIL);
    expect(stderr).toMatch(
      /^1 e-mail.*\n2 runs \(12 spans\) went to http:\/\/127\.0\.0\.1:\d+\/v1\/traces\.\n$/,
    );
  });

  test('that refuses is quoted, and the command fails', async () => {
    const { url } = await collector(400);
    expect(await exported(RECORDING, '--otlp', url)).toMatchObject({
      code: 1,
      stderr: `The collector at ${url}/v1/traces did not take the spans: it answered 400 (not today).\n`,
    });
  });

  test('whose address is none is wrong use, and so is a header', async () => {
    expect(await exported(RECORDING, '--otlp', 'localhost')).toMatchObject({ code: 2 });
    expect(await exported(RECORDING, '--otlp', 'http://localhost', '--otlp-header', 'x')).toMatchObject({
      code: 2,
      stderr: '--otlp-header x is none: it must be NAME=VALUE.\n',
    });
    expect(await exported(RECORDING, '--to', 'otlp', '--otlp-header', 'x=y')).toMatchObject({ code: 2 });
  });

  test('gets nothing that was said where that is not wanted', async () => {
    const { got, url } = await collector();
    await exported(RECORDING, '--otlp', url, '--no-content');
    expect(got[0]).not.toContain('The bat');
  });
});
