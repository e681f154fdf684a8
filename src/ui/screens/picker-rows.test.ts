import { expect, test } from 'vitest';
import { listModels } from '../../models/list.ts';
import type { Question } from '../../run/question.ts';
import { lineWidth } from '../line.ts';
import { textOf } from '../testing/shown.ts';
import { givenModel, modelItems, ownItem, questionItem } from './picker-items.ts';
import { modelRow, questionRow } from './picker-rows.ts';

const MODELS = modelItems(listModels(), undefined);
const row = (name: string, width: number) => {
  const item = MODELS.find(one => one.label === name);
  if (!item) throw new Error(`no ${name}`);
  return textOf(modelRow(item, { width, selected: false }));
};

test('a model has its price at every width, and what it can where there is room', () => {
  expect(row('Claude Sonnet 4.6', 35)).toBe('Claude Sonnet 4.6    $3.30 / $16.50');
  expect(row('Claude Sonnet 4.6', 51)).toBe('Claude Sonnet 4.6       cache think  $3.30 / $16.50');
  expect(row('Claude Haiku 5.5', 61)).toMatch(/ \$0\.11 \/ \$0\.55 to 100K$/);
  expect(row('Claude 3.7 Sonnet', 51)).toContain('retired');
  expect(textOf(modelRow(givenModel('my.model', true), { width: 51, selected: true }))).toMatch(
    /^my\.model +price unknown$/,
  );
});

const question = (text: string, reference?: string[], grader: Question['grader'] = 'numeric') =>
  questionItem({ id: 'q', domain: 'd', text, title: 'A title', grader, ...(reference && { reference }) });
const recorded = (text: string, ...models: string[]) =>
  models.map(model => ({ questionText: text, settings: { model } as never }));

test('a question has its reference, or what kind of one it has', () => {
  const reference = (item: ReturnType<typeof question>) =>
    textOf(questionRow(item, { width: 50, selected: false, recorded: undefined, model: undefined }));
  expect(reference(question('t', ['42']))).toMatch(/^A title +42$/);
  expect(reference(question('t', ['SELECT 1'], 'sql'))).toMatch(/gold query$/);
  expect(reference(question('t', ['Ein Hafen'], 'text'))).toMatch(/a text$/);
  expect(reference(question('t', ['Ein Hafen'], 'translation'))).toMatch(/a text$/);
  expect(reference(question('t'))).toMatch(/none$/);
});

test('offline, a dot stands for each model it is recorded with, the first for the chosen one', () => {
  const dots = (model: string, ...models: string[]) =>
    textOf(
      questionRow(question('t'), { width: 30, selected: false, recorded: recorded('t', ...models), model }),
    )
      .replace('A title', '')
      .trim();
  expect(dots('a', 'a', 'b', 'c')).toBe('●○○');
  expect(dots('x', 'a', 'b')).toBe('○○');
  expect(dots('x')).toBe('');
  expect(
    textOf(questionRow(question('t'), { width: 30, selected: false, recorded: undefined, model: 'a' })),
  ).toBe('A title');
});

test('what the filter found in a name is marked, as far as it is seen', () => {
  const item = ownItem('世界 and 👨‍👩‍👧', undefined, false);
  const look = { selected: false, matched: [1, 3, 4, 7], recorded: undefined, model: undefined };
  const found = (width: number) =>
    questionRow(item, { ...look, width })
      .filter(({ style }) => style === 'match')
      .map(({ text }) => text);
  expect(found(30)).toEqual(['界', 'an', '👨‍👩‍👧']);
  expect(found(7)).toEqual(['界', 'a…']);
});

test('rows are as wide as their place, also with wide characters and hostile ones', () => {
  const items = [
    ownItem('世界 👨‍👩‍👧\n\u001b[31mred '.repeat(9), '世\n界', false),
    question('t', ['9'.repeat(40)]),
  ];
  for (let width = 12; width < 90; width++) {
    for (const item of items) {
      const line = questionRow(item, {
        width,
        selected: true,
        matched: [0, 1, 3],
        recorded: recorded('t', 'a'),
        model: 'a',
      });
      expect(lineWidth(line)).toBe(width);
      expect(textOf(line)).not.toMatch(/[\n\u001b]/);
    }
    for (const model of [...MODELS, givenModel('a\u001b[31m.b', true)]) {
      expect(lineWidth(modelRow(model, { width: Math.max(width, 20), selected: false }))).toBe(
        Math.max(width, 20),
      );
    }
  }
});
