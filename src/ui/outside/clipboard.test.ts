import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Environment } from '../theme.ts';
import { copy, osc52, whyNoClipboard } from './clipboard.ts';

const WHAT = { name: 'the answer of round 2', file: 'bat-and-ball-round-2-answer.md' };

/** What stands in the sequences for the clipboard, unwrapped from tmux. */
function onClipboard(sequence: string): string[] {
  const plain = sequence.replaceAll('\u001b\u001b', '\u001b');
  return [...plain.matchAll(/\u001b\]52;c;([A-Za-z0-9+/=]*)\u0007/g)].map(match =>
    Buffer.from(match[1] ?? '', 'base64').toString(),
  );
}

function world(env: Environment = { TERM: 'xterm-256color' }) {
  const written: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'clipboard-'));
  return { written, env, folder, write: (text: string) => void written.push(text) };
}

describe('the sequence', () => {
  test('carries the text to the clipboard, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(osc52(text)).toMatch(/^\u001b\]52;c;[A-Za-z0-9+/=]*\u0007$/);
        expect(onClipboard(osc52(text) ?? '')).toEqual([text]);
      }),
    );
  });

  test('is said twice inside tmux: to it, and through it', () => {
    const sequence = osc52('Five.', { TMUX: '/tmp/tmux-0/default,1,0' });
    expect(sequence).toBe('\u001b]52;c;Rml2ZS4=\u0007\u001bPtmux;\u001b\u001b]52;c;Rml2ZS4=\u0007\u001b\\');
    expect(onClipboard(sequence ?? '')).toEqual(['Five.', 'Five.']);
  });

  test('has an end: 74,994 bytes of text, of which some characters take several', () => {
    expect(osc52('x'.repeat(74_994))).toBeDefined();
    expect(osc52('x'.repeat(74_995))).toBeUndefined();
    expect(osc52('ü'.repeat(37_497))).toBeDefined();
    expect(osc52('ü'.repeat(37_498))).toBeUndefined();
  });
});

describe('copying', () => {
  test('asks the terminal, and promises nothing', () => {
    const { written, ...rest } = world();
    const result = copy('The ball costs $0.05.', WHAT, rest);
    expect(onClipboard(written.join(''))).toEqual(['The ball costs $0.05.']);
    expect(result).toEqual({
      how: 'terminal',
      message:
        'Asked the terminal to copy the answer of round 2 (21 characters). If nothing comes of it, REFLECTOSCOPE_CLIPBOARD=file writes files.',
    });
    expect(copy('x', WHAT, world({ TMUX: 'x' })).message).toContain('tmux needs set-clipboard on for it.');
  });

  test('counts characters as a reader does', () => {
    expect(copy('👨‍👩‍👧é', WHAT, world()).message).toContain('(2 characters)');
    expect(copy('x'.repeat(1204), WHAT, world()).message).toContain('(1,204 characters)');
  });

  test.each<[string, Environment, string]>([
    ['on the Linux console', { TERM: 'linux' }, 'this terminal (linux) has no clipboard'],
    ['on a dumb terminal', { TERM: 'dumb' }, 'this terminal (dumb) has no clipboard'],
    ['inside screen', { TERM: 'screen', STY: '1.pts-0' }, 'screen passes no clipboard on'],
    [
      'when it is asked for',
      { TERM: 'xterm', REFLECTOSCOPE_CLIPBOARD: 'file' },
      'REFLECTOSCOPE_CLIPBOARD is "file"',
    ],
  ])('writes a file %s', (_name, env, why) => {
    const { written, ...rest } = world(env);
    const file = join(rest.folder, 'copied', WHAT.file);
    expect(copy('Fünf.', WHAT, rest)).toEqual({
      how: 'file',
      file,
      message: `Wrote the answer of round 2 (5 characters) to ${file}: ${why}.`,
    });
    expect(readFileSync(file, 'utf8')).toBe('Fünf.');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(rest.folder, 'copied')).mode & 0o777).toBe(0o700);
    expect(written).toEqual([]);
  });

  test('writes a file when the text is too long', () => {
    const { written, ...rest } = world();
    const result = copy('x'.repeat(200_000), WHAT, rest);
    expect(result.how).toBe('file');
    expect(result.message).toMatch(
      /200,000 characters.*it is too long for the clipboard of many terminals\.$/,
    );
    expect(readFileSync(result.file ?? '', 'utf8')).toHaveLength(200_000);
    expect(written).toEqual([]);
  });

  test('overwrites no file: the same text is kept once, another one beside it', () => {
    const here = world({ TERM: 'linux' });
    const file = (text: string) => copy(text, WHAT, here).file?.slice(here.folder.length);
    expect(file('one')).toBe('/copied/bat-and-ball-round-2-answer.md');
    expect(file('two')).toBe('/copied/bat-and-ball-round-2-answer-2.md');
    expect(file('one')).toBe('/copied/bat-and-ball-round-2-answer.md');
    expect(file('two')).toBe('/copied/bat-and-ball-round-2-answer-2.md');
    expect(file('three')).toBe('/copied/bat-and-ball-round-2-answer-3.md');
  });

  test('says so when not even a file can be written', () => {
    const here = world({ TERM: 'linux' });
    writeFileSync(join(here.folder, 'copied'), 'in the way');
    const result = copy('Five.', WHAT, here);
    expect(result).toMatchObject({ how: 'failed' });
    expect(result.message).toMatch(
      /^Could not copy the answer of round 2 \(5 characters\): this terminal \(linux\) has no clipboard, and no file could be written in .*copied: a file stands where a folder should be/,
    );
  });
});

test('a terminal of an unknown kind may have a clipboard', () => {
  expect(whyNoClipboard({})).toBeUndefined();
  expect(whyNoClipboard({ TERM: 'a-terminal-of-next-year' })).toBeUndefined();
  expect(whyNoClipboard({ TERM: 'screen', STY: '1', TMUX: 'inside' })).toBeUndefined();
});
