import { basename, join, sep } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { runsFolder, transcriptName } from './folder.ts';

const nameOf = (question: string) =>
  transcriptName({ id: '01K0SAMPLE', startedAt: '2026-11-24T10:00:00.000Z', question: { id: question } });

describe('the name of a transcript', () => {
  test('has the day, the question and the run', () => {
    expect(nameOf('bat-and-ball')).toBe('2026-11-24_bat-and-ball_01K0SAMPLE.jsonl');
  });

  test.each([
    ['spaces and capitals', 'Bat and Ball', 'bat-and-ball'],
    ['a path', '../../etc/passwd', 'etc-passwd'],
    ['escape sequences', '\u001b[31mred\u0007', '31mred'],
    ['another script', '世界', 'question'],
    ['nothing', '', 'question'],
    ['a long id, cut where a word ends', `${'a'.repeat(39)} b`, 'a'.repeat(39)],
  ])('is safe for a question with %s', (_name, id, slug) => {
    expect(nameOf(id)).toBe(`2026-11-24_${slug}_01K0SAMPLE.jsonl`);
  });

  test('leads to no other folder, whatever the run says of its day and its id', () => {
    const name = (startedAt: string, id: string) => transcriptName({ id, startedAt, question: { id: 'q' } });
    expect(name('../../../up', '../../etc/passwd')).toBe('u_q_etc-passwd.jsonl');
    expect(name('/etc/cron.d/x', `01K\u001b]0;x${'a'.repeat(300)}`)).toMatch(
      /^etc-cron_q_01K-0-xa{40,60}\.jsonl$/,
    );
  });

  test('is one plain file name of a fair length, whatever the question is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), id => {
        expect(nameOf(id)).toMatch(/^2026-11-24_[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?_01K0SAMPLE\.jsonl$/);
        expect(basename(nameOf(id))).toBe(nameOf(id));
      }),
    );
  });
});

describe('the folder of runs', () => {
  afterEach(() => vi.unstubAllEnvs());

  test.runIf(process.platform === 'linux')('follows XDG_DATA_HOME', () => {
    vi.stubEnv('XDG_DATA_HOME', '/data');
    expect(runsFolder()).toBe(join(sep, 'data', 'reflectoscope', 'runs'));
  });

  test('ends with the name of the program and "runs"', () => {
    expect(runsFolder()).toContain('reflectoscope');
    expect(basename(runsFolder())).toBe('runs');
  });
});
