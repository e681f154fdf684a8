import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFile, temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import type { Choices } from '../ui/services.ts';
import { openChoices } from './choices.ts';

const CHOSEN: Choices = {
  model: 'us.amazon.nova-lite-v1:0',
  question: 'own-question',
  ownQuestion: 'Why?',
  reference: 'because',
  overrides: { rounds: '2' },
};

test('what was chosen is there the next time', () => {
  const folder = temporaryFolder();
  openChoices(folder).remember(CHOSEN);
  expect(openChoices(folder)).toMatchObject({ choices: CHOSEN, notice: undefined });
});

test('nothing is written before something was chosen', () => {
  const folder = join(temporaryFolder(), 'config');
  expect(openChoices(folder)).toMatchObject({ choices: {}, notice: undefined });
  expect(existsSync(folder)).toBe(false);
});

test('what was not chosen this time is forgotten', () => {
  const folder = temporaryFolder();
  openChoices(folder).remember(CHOSEN);
  openChoices(folder).remember({ question: 'bat-and-ball' });
  expect(openChoices(folder).choices).toEqual({ question: 'bat-and-ball' });
});

test.each([
  ['not JSON', '{"version": 1, "la'],
  ['a list', '[]'],
  ['a text', '"x"'],
  ['empty', ''],
  ['of another shape', '{"version":1,"last":{"model":5}}'],
  ['without a version', '{"last":{}}'],
])('a file that is %s is put aside and said, never overwritten', (_name, text) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'config.json'), text);
  const { choices, notice, remember } = openChoices(folder);
  expect(choices).toEqual({});
  expect(notice).toMatch(/^The settings file was not .*; it is kept as .*config\.json\.bad-\S+\.$/);
  remember(CHOSEN);
  const [file, aside] = readdirSync(folder).sort();
  expect(file).toBe('config.json');
  expect(readFileSync(join(folder, aside ?? ''), 'utf8')).toBe(text);
  expect(openChoices(folder)).toMatchObject({ choices: CHOSEN, notice: undefined });
});

test('a file of a newer version is left alone', () => {
  const folder = temporaryFolder();
  const text = '{"version":2,"last":{"theme":"dark"}}';
  writeFileSync(join(folder, 'config.json'), text);
  const { choices, notice, remember } = openChoices(folder);
  expect(choices).toEqual({});
  expect(notice).toMatch(/config\.json was written by a newer reflectoscope: it is left as it is/);
  remember(CHOSEN);
  expect(readFileSync(join(folder, 'config.json'), 'utf8')).toBe(text);
});

test('a folder that cannot be written to is no reason to stop', () => {
  const { choices, notice, remember } = openChoices(join(temporaryFile('a file'), 'config'));
  expect({ choices, notice }).toEqual({ choices: {}, notice: undefined });
  expect(() => remember(CHOSEN)).not.toThrow();
});

test('a file that cannot be read is no reason to stop, and is said', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'config.json'));
  expect(openChoices(folder)).toMatchObject({
    choices: {},
    notice: expect.stringMatching(/config\.json cannot be read \(EISDIR.*\): choices are not remembered\.$/),
  });
});

test('of two that remember at the same time the last one counts, and the file stays whole', () => {
  const folder = temporaryFolder();
  const [one, other] = [openChoices(folder), openChoices(folder)];
  one.remember(CHOSEN);
  other.remember({ model: 'b' });
  one.remember({ model: 'a' });
  expect(openChoices(folder)).toMatchObject({ choices: { model: 'a' }, notice: undefined });
});

test('escape sequences in the file do not reach the screen', () => {
  const folder = temporaryFolder();
  openChoices(folder).remember({ ownQuestion: '\u001b[2JWhy?\u009b31m' });
  expect(openChoices(folder).choices.ownQuestion).toBe('Why?');
});
