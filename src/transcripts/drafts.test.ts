import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { KEEP_MS, openDraft } from './drafts.ts';
import { startChild } from './testing/child.ts';
import { temporaryFile, temporaryFolder } from './testing/temporary-folder.ts';

const VALUE = { prompt: 'a\u2028b "世🎾" \ud83d', round: 2 };

describe('a draft', () => {
  test('is read back by whoever comes next, from a file for its owner only', () => {
    const file = temporaryFile('');
    const draft = openDraft(file);
    expect(draft.read()).toBeUndefined();
    draft.keep(VALUE);
    draft.flush();
    expect(draft.file).toBe(`${file}.draft`);
    expect(openDraft(file).read()).toEqual(VALUE);
    expect(statSync(draft.file).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(file)).sort()).toEqual([basename(file), basename(draft.file)]);
  });

  test('is for its owner only where a killed process left half of one', () => {
    const draft = openDraft(temporaryFile(''));
    writeFileSync(`${draft.file}.new`, '{"pro', { mode: 0o644 });
    draft.keep(VALUE);
    draft.flush();
    expect(draft.read()).toEqual(VALUE);
    expect(statSync(draft.file).mode & 0o777).toBe(0o600);
  });

  test('that is cleared is gone, with what waited', () => {
    const file = temporaryFile('');
    const draft = openDraft(file);
    draft.keep(1);
    draft.flush();
    draft.keep(2);
    draft.clear();
    draft.clear();
    draft.flush();
    expect(draft.read()).toBeUndefined();
    draft.keep(3);
    draft.keep(undefined);
    draft.flush();
    expect(readdirSync(dirname(file))).toEqual([basename(file)]);
    expect(draft.problem()).toBeUndefined();
  });

  test('that is broken is none', () => {
    const draft = openDraft(temporaryFile(''));
    writeFileSync(draft.file, '{"prompt":');
    expect(draft.read()).toBeUndefined();
  });
});

describe('when a draft is in the file', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('within the time that is promised, counted from the first that waits', () => {
    const file = temporaryFile('');
    const draft = openDraft(file);
    const inFile = () => openDraft(file).read();
    draft.keep('a');
    vi.advanceTimersByTime(KEEP_MS - 1);
    draft.keep('ab');
    expect(inFile()).toBeUndefined();
    vi.advanceTimersByTime(1);
    expect(inFile()).toBe('ab');
    draft.keep('abc');
    expect(inFile()).toBe('ab');
    vi.advanceTimersByTime(KEEP_MS);
    expect(inFile()).toBe('abc');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('at once for whoever reads it in the same process', () => {
    const draft = openDraft(temporaryFile(''));
    draft.keep('a');
    expect(draft.read()).toBe('a');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('under a quarter of a second, with time to write it', () => {
    expect(KEEP_MS).toBeLessThanOrEqual(100);
  });
});

describe('a draft that cannot be kept', () => {
  test('says so once, and throws nothing', () => {
    const folder = join(temporaryFolder(), 'missing');
    const draft = openDraft(join(folder, 'run.jsonl'));
    draft.keep(1);
    draft.flush();
    draft.keep(2);
    draft.flush();
    expect(draft.problem()).toMatch(
      /^What is typed cannot be kept in .*run\.jsonl\.draft \(its folder is not there\): it is lost/,
    );
    draft.keep(3);
    draft.flush();
    expect(draft.problem()).toBeUndefined();
    mkdirSync(folder);
    draft.keep(4);
    draft.flush();
    expect(draft.read()).toBe(4);
  });

  test('is told of what is no JSON, and of a file that cannot be removed', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    const draft = openDraft(temporaryFile(''));
    draft.keep(loop);
    draft.flush();
    expect(draft.problem()).toContain('circular');
    const blocked = openDraft(temporaryFile(''));
    mkdirSync(blocked.file);
    blocked.clear();
    expect(blocked.problem()).toContain(blocked.file);
    rmSync(blocked.file, { recursive: true });
  });
});

test('what was typed outlives the process that is killed while more is typed', async () => {
  const file = temporaryFile('');
  const child = startChild('type-draft.ts', file);
  const TYPED_ON = 20;
  for (let typed = 1; typed <= TYPED_ON; typed++) expect(await child.line()).toBe(`${typed}`);
  await child.kill();
  const last = Number((await child.rest()).at(-1) ?? TYPED_ON);
  const kept = openDraft(file).read() as { typed: number; text: string };
  // The first was followed by a pause that is longer than a draft waits.
  expect(kept.typed).toBeGreaterThanOrEqual(1);
  expect(kept.typed).toBeLessThanOrEqual(last + 1);
  expect(kept.text).toBe('x'.repeat(100_000));
  expect(readFileSync(file, 'utf8')).toBe('');
});
