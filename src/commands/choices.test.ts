import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
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

/** What the file of this folder holds. */
const contentOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'));
const folderWith = (content: object) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'config.json'), JSON.stringify(content));
  return folder;
};

describe('what else is kept', () => {
  test('a file with the last choices alone, as it was once written, is read', () => {
    const store = openChoices(folderWith({ version: 1, last: CHOSEN }));
    expect(store).toMatchObject({
      choices: CHOSEN,
      recent: { models: [], questions: [] },
      presets: {},
      look: { theme: 'auto', bell: false, animation: true, step: false },
      notice: undefined,
    });
  });

  test('a file that was written by hand needs no version', () => {
    const store = openChoices(folderWith({ keys: { 'pane.diff': ['x'] }, look: { theme: 'light' } }));
    expect(store).toMatchObject({
      keys: { 'pane.diff': ['x'] },
      look: { theme: 'light', bell: false },
      notice: undefined,
    });
  });

  test('what was run is among the recent ones, the last one first, and five of them stay', () => {
    const folder = temporaryFolder();
    for (const model of ['a', 'b', 'c', 'a', 'd', 'e', 'f'])
      openChoices(folder).remember({ model, question: `q-${model}` });
    openChoices(folder).remember({ model: 'f', question: 'own-question', ownQuestion: 'Why?' });
    expect(openChoices(folder).recent).toEqual({
      models: ['f', 'e', 'd', 'a', 'c'],
      questions: ['q-f', 'q-e', 'q-d', 'q-a', 'q-c'],
    });
  });

  test('presets and the look are there the next time', () => {
    const folder = temporaryFolder();
    openChoices(folder).keepPresets({ quick: { rounds: '1' } });
    openChoices(folder).keepLook({ bell: true });
    openChoices(folder).keepLook({ theme: 'mono' });
    expect(openChoices(folder)).toMatchObject({
      presets: { quick: { rounds: '1' } },
      look: { theme: 'mono', bell: true, animation: true, step: false },
    });
  });

  test('prompts of one’s own are there the next time', () => {
    const folder = temporaryFolder();
    openChoices(folder).keepPrompts({ mine: { reflection: 'Mine.' } });
    expect(openChoices(folder)).toMatchObject({
      prompts: { mine: { reflection: 'Mine.' } },
      presets: {},
      notice: undefined,
    });
    openChoices(folder).keepPrompts({});
    expect(openChoices(folder).prompts).toEqual({});
  });

  test('of two processes each writes its own parts only', () => {
    const folder = temporaryFolder();
    const [one, other] = [openChoices(folder), openChoices(folder)];
    one.keepPresets({ quick: { rounds: '1' } });
    other.keepLook({ theme: 'dark' });
    other.remember({ model: 'b', question: 'q' });
    one.remember({ model: 'a', question: 'p' });
    expect(openChoices(folder)).toMatchObject({
      choices: { model: 'a', question: 'p' },
      recent: { models: ['a', 'b'], questions: ['p', 'q'] },
      presets: { quick: { rounds: '1' } },
      look: { theme: 'dark' },
    });
  });

  test('what nobody here knows stays in the file', () => {
    const folder = folderWith({
      version: 1,
      later: [1],
      last: { model: 'a', mood: 'good' },
      look: { font: 'big' },
      keys: { follow: 'F' },
    });
    const store = openChoices(folder);
    store.remember({ question: 'q' });
    store.keepLook({ bell: true });
    expect(contentOf(folder)).toEqual({
      version: 1,
      later: [1],
      last: { mood: 'good', question: 'q' },
      look: { font: 'big', bell: true },
      keys: { follow: 'F' },
      recent: { models: [], questions: ['q'] },
    });
  });
});

describe('a part that is broken', () => {
  test('is said, and the others are read', () => {
    const store = openChoices(
      folderWith({
        version: 1,
        last: { model: 5 },
        recent: 'x',
        presets: { quick: { rounds: '1' }, odd: 7 },
        look: { theme: 'pink', bell: true },
      }),
    );
    expect(store.notice).toMatch(
      /^What was chosen the last time cannot be read\. What was run recently cannot be read\. Preset "odd" is not read\. It holds no known setting\. The theme in the settings is to be auto, dark, light, mono: it is passed over\. \(.*config\.json\)$/,
    );
    expect(store).toMatchObject({
      choices: {},
      presets: { quick: { rounds: '1' } },
      look: { theme: 'auto', bell: true },
    });
  });

  test('is kept under another name when it is written over', () => {
    const folder = folderWith({ version: 1, last: { model: 5 }, recent: 'x', presets: [1], look: 'dark' });
    const store = openChoices(folder);
    store.remember({ model: 'a' });
    store.keepPresets({ quick: { rounds: '1' } });
    store.keepLook({ bell: true });
    expect(contentOf(folder)).toMatchObject({
      last: { model: 'a' },
      'last-unread': { model: 5 },
      'recent-unread': 'x',
      presets: { quick: { rounds: '1' } },
      'presets-unread': [1],
      look: { bell: true },
      'look-unread': 'dark',
    });
  });

  test('of the presets stays beside those that are saved', () => {
    const folder = folderWith({ presets: { odd: 7, quick: { rounds: '1' } } });
    openChoices(folder).keepPresets({ slow: { rounds: '9' } });
    expect(contentOf(folder).presets).toEqual({ odd: 7, slow: { rounds: '9' } });
  });

  test('of the prompts is said, and stays beside those that are saved', () => {
    const folder = folderWith({ prompts: { odd: 7, mine: { reflection: 'Mine.' } } });
    const store = openChoices(folder);
    expect(store.notice).toMatch(/^Prompt "odd" is not read\. It has no text under "reflection"/);
    store.keepPrompts({ other: { reflection: 'Other.' } });
    expect(contentOf(folder).prompts).toEqual({ odd: 7, other: { reflection: 'Other.' } });
  });
  test('that is no list of prompts is kept under another name', () => {
    const folder = folderWith({ prompts: 'x' });
    openChoices(folder).keepPrompts({ mine: { reflection: 'Mine.' } });
    expect(contentOf(folder)).toMatchObject({
      prompts: { mine: { reflection: 'Mine.' } },
      'prompts-unread': 'x',
    });
  });
});
