import { describe, expect, test } from 'vitest';
import type { Choices, Services } from '../services.ts';
import { offlineServices } from '../testing/services.ts';
import { matching, rowsOf, selectedItem, withSelected } from '../widgets/list-state.ts';
import { EMPTY_TEXT, textState } from '../widgets/text-editing.ts';
import {
  choiceOf,
  choicesFrom,
  clearFilters,
  filterModels,
  filterQuestions,
  firstChoices,
  initialPicker,
  type PickerState,
  withOwn,
} from './picker-state.ts';

const services = await offlineServices();
const start = (choices: Choices = {}, changes: Partial<Services> = {}): PickerState => {
  const all = { ...services, initial: choices, ...changes };
  return initialPicker(all, firstChoices(all));
};
const models = (filter: string) => filterModels(start().models, textState(filter));
const questions = (filter: string) => filterQuestions(start().questions, textState(filter));
const ids = (list: ReturnType<typeof models> | ReturnType<typeof questions>) =>
  matching<{ id: string; label: string }>(list).map(({ id }) => id);

describe('the start', () => {
  test('chooses the default model and the first question', () => {
    expect(choiceOf(start(), services)).toMatchObject({
      model: 'us.anthropic.claude-sonnet-4-6',
      question: { id: 'bat-and-ball' },
      refusal: undefined,
    });
  });
  test('models that were recorded come first', () => {
    const groups = start().models.items.map(item => item.group);
    expect(groups.slice(0, 6)).toEqual([...Array(5).fill('recorded'), 'Anthropic']);
    const live = start({}, { recorded: undefined }).models.items.map(item => item.group);
    expect(live).not.toContain('recorded');
  });
  test('offline, questions that nobody recorded come last and say so, each domain once', () => {
    const mine = { id: 'mine', domain: 'mathematics', text: 'Mine?', grader: 'text' as const };
    const shown = start({}, { questions: [mine, ...services.questions] });
    expect(shown.questions.items.at(-1)).toMatchObject({ id: 'mine', group: 'mathematics, not recorded' });
    const headings = rowsOf(shown.questions).flatMap(row => (row.type === 'heading' ? row.group : []));
    expect(new Set(headings).size).toBe(headings.length);
    const live = start({}, { questions: [mine, ...services.questions], recorded: undefined });
    expect(live.questions.items[0]).toMatchObject({ id: 'mine', group: 'mathematics' });
  });
  test('takes what may be run on this machine from this start, and gives it to the run', () => {
    const overrides = { feedback: 'command', 'check.command': 'true' };
    const asked: unknown[] = [];
    const refusal: Services['refusal'] = (_question, settings, checks) => {
      asked.push(settings.feedback.source, checks);
      return undefined;
    };
    const state = start({ overrides }, { refusal });
    choiceOf(state, { ...services, refusal });
    expect(asked).toEqual(['command', { check: 'true' }]);
    expect(choicesFrom(state).overrides).toEqual(overrides);
  });
  test('restores what was chosen the last time, and the command line goes first', () => {
    const last = { model: 'us.amazon.nova-lite-v1:0', question: 'lily-pond', overrides: { rounds: '1' } };
    expect(choiceOf(start(last), services)).toMatchObject({
      model: 'us.amazon.nova-lite-v1:0',
      question: { id: 'lily-pond' },
      settings: { strategy: { rounds: 1 } },
    });
    expect(choiceOf(start(last, { flags: { model: 'other.model' } }), services)?.model).toBe('other.model');
  });
  test('a question or a model that is no more is passed over, or taken as it is', () => {
    expect(choiceOf(start({ question: 'gone', model: 'gone.model' }), services)).toMatchObject({
      model: 'gone.model',
      question: { id: 'bat-and-ball' },
    });
  });
});

describe('the filter for models', () => {
  test('finds names, providers and ids', () => {
    expect(ids(models('sonnet 4.6'))).toEqual(['us.anthropic.claude-sonnet-4-6']);
    expect(ids(models('amazon nova micro'))).toEqual(['us.amazon.nova-micro-v1:0']);
    expect(ids(models('claude-haiku-4-5'))).toContain('us.anthropic.claude-haiku-4-5-20251001-v1:0');
  });
  test.each([
    'my.own-model-v1:0',
    'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123',
    'arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.some.model-v1:0',
    'nonsense',
  ])('offers %s as it was typed, for it may be an id', id => {
    const list = models(id);
    expect(ids(list)).toEqual([id]);
    expect(selectedItem(list)).toMatchObject({ id, listed: undefined, typed: true });
  });
  test('a whole id is meant as it is, although its model is listed under another', () => {
    const list = models('eu.anthropic.claude-sonnet-4-6');
    expect(selectedItem(list)).toMatchObject({ id: 'eu.anthropic.claude-sonnet-4-6', typed: true });
    expect(selectedItem(list)?.listed?.model.name).toBe('Claude Sonnet 4.6');
    const other = models('anthropic.claude-sonnet-4-6');
    // Its bare id cannot be called.
    expect(selectedItem(other)?.id).toBe('us.anthropic.claude-sonnet-4-6');
  });
  test('a part of an id is a filter, and the listed models go first', () => {
    const list = models('us.anthropic.claude-sonnet');
    expect(selectedItem(list)?.listed).toBeDefined();
    expect(ids(list).at(-1)).toBe('us.anthropic.claude-sonnet');
  });
  test('words are no id', () => {
    expect(ids(models('no such model'))).toEqual([]);
  });
  test('what was typed is gone with the filter, but not what was given', () => {
    const given = start({ model: 'given.model' });
    const typed = filterModels(given.models, textState('typed.model'));
    const cleared = filterModels(typed, EMPTY_TEXT);
    expect(cleared.items.map(({ id }) => id)).toContain('given.model');
    expect(cleared.items.map(({ id }) => id)).not.toContain('typed.model');
  });
});

describe('the filter for questions', () => {
  test('finds titles, domains and ids', () => {
    expect(ids(questions('lily'))).toEqual(['lily-pond']);
    expect(ids(questions('sql more'))[0]).toBe('solar-surplus');
  });
  test('finds texts: a piece of one stands before what was typed, scattered words behind it', () => {
    expect(ids(questions('twelve-year-old'))).toContain('bat-and-ball');
    expect(ids(questions('how much does the BALL cost')).slice(0, 2)).toEqual([
      'bat-and-ball',
      'typed-question',
    ]);
    expect(ids(questions('ball'))[0]).toBe('bat-and-ball');
    expect(ids(questions('ball day'))[0]).toBe('typed-question');
  });
  test('what no question has can be asked as it is, in any script', () => {
    for (const text of ['地球の年齢は?', '👨‍👩‍👧?', 'xyzzy']) {
      expect(selectedItem(questions(text))?.question).toMatchObject({
        text,
        grader: 'text',
        id: 'own-question',
      });
    }
  });
  test('what looks like a question is offered behind what was found', () => {
    expect(ids(questions('bat and')).slice(0, 2)).toEqual(['bat-and-ball', 'typed-question']);
  });
  test('one’s own question stays where it is while one filters', () => {
    const state = withOwn(start(), { text: 'Why is the sky blue?', reference: 'Rayleigh' });
    const filtered = filterQuestions(state.questions, textState('lily'));
    expect(ids(filtered)).toEqual(['lily-pond']);
    expect(filterQuestions(filtered, EMPTY_TEXT).items[0]?.label).toBe('Why is the sky blue?');
    expect(ids(filterQuestions(state.questions, textState('sky')))).toEqual(['own-question']);
  });
  test('clearing shows everything again', () => {
    const state = start();
    const narrowed = { ...state, models: models('nova'), questions: questions('lily') };
    const cleared = clearFilters(narrowed);
    expect(cleared.models.items).toEqual(state.models.items);
    expect(matching(cleared.questions)).toHaveLength(state.questions.items.length);
    expect(selectedItem(cleared.questions)?.id).toBe('bat-and-ball');
  });
});

describe('one’s own question', () => {
  test('is chosen, with the grader that its reference calls for', () => {
    const graders = [undefined, '42', '$0.05', 'Monday'].map(
      reference => choiceOf(withOwn(start(), { text: 'How many?', reference }), services)?.question.grader,
    );
    expect(graders).toEqual(['text', 'numeric', 'numeric', 'exact']);
  });
  test('with the text of a bundled one is that one', () => {
    const text = services.questions[3]?.text.trim() ?? '';
    expect(choiceOf(withOwn(start(), { text, reference: undefined }), services)?.question).toBe(
      services.questions[3],
    );
    expect(choiceOf(withOwn(start(), { text, reference: '1' }), services)?.question.id).toBe('own-question');
  });
  test('replaces the one before', () => {
    const once = withOwn(start(), { text: 'One?', reference: undefined });
    const twice = withOwn(once, { text: 'Two?', reference: undefined });
    expect(twice.questions.items.filter(item => item.own).map(item => item.label)).toEqual(['Two?']);
  });
});

describe('what is remembered', () => {
  const again = (state: PickerState) => start(choicesFrom(state));
  test('leads to the same choice the next time', () => {
    const own = withOwn(start(), { text: 'One\ntwo 世界?', reference: '3' });
    const lite = { ...own, models: models('nova lite'), overrides: { rounds: '2' } };
    for (const state of [start(), own, lite, { ...start(), questions: questions('a typed question') }]) {
      expect(choiceOf(again(state), services)).toEqual(choiceOf(state, services));
    }
  });
  test('one’s own question is kept while another one is chosen', () => {
    const own = withOwn(start(), { text: 'One?', reference: '3' });
    const other = { ...own, questions: withSelected(own.questions, 'lily-pond') };
    expect(choicesFrom(other)).toMatchObject({ question: 'lily-pond', ownQuestion: 'One?', reference: '3' });
  });
});

describe('what was recorded', () => {
  const pick = (model: string, question: string) => start({ model, question });
  test('runs as it is, for every recording, and no other model does without a word', () => {
    const recorded = services.recorded ?? [];
    expect(recorded.length).toBeGreaterThan(30);
    for (const { questionText, settings } of recorded) {
      const question = services.questions.find(({ text }) => text === questionText);
      expect(question, questionText).toBeDefined();
      const choice = choiceOf(pick(settings.model, question?.id ?? ''), services);
      expect(choice?.refusal, `${question?.id} ${settings.model}`).toBeUndefined();
      expect(choice?.settings).toEqual(settings);
      const away = choiceOf(pick('us.anthropic.claude-opus-5-5', question?.id ?? ''), services);
      expect(away?.refusal).toContain('is not recorded with us.anthropic.claude-opus-5-5');
      expect(away?.refusal).toContain('To ask Bedrock itself');
    }
  });
  test('a setting that was not recorded is refused, and so is one that is not legal', () => {
    const choice = (overrides: Record<string, string>) => choiceOf(start({ overrides }), services);
    expect(choice({ rounds: '8' })?.refusal).toMatch(/up to 3 reflections, not 8.*To ask Bedrock itself/);
    expect(choice({ maxCost: 'a lot' })?.refusal).toBe('Cost cap, USD: "a lot" is not a number above 0.');
    expect(choice({ thinking: '99999999' })?.refusal).toBeDefined();
  });
});

describe('what was run last', () => {
  const recent = { models: ['my.model', 'us.amazon.nova-lite-v1:0'], questions: ['lily-pond', 'gone'] };
  const state = initialPicker(services, firstChoices(services), recent);
  const groups = (list: typeof state.models | typeof state.questions) =>
    rowsOf<{ id: string; label: string }>(list).flatMap(row => (row.type === 'heading' ? [row.group] : []));

  test('comes first in a group of its own, the last one first, and stands only once', () => {
    expect(groups(state.models).slice(0, 2)).toEqual(['recent', 'recorded']);
    const models = matching(state.models).map(({ id }) => id);
    expect(models.slice(0, 2)).toEqual(recent.models);
    expect(new Set(models).size).toBe(models.length);
    expect(groups(state.questions)[0]).toBe('recent');
    expect(ids(state.questions)[0]).toBe('lily-pond');
  });
  test('is where it belongs under a filter', () => {
    const found = filterQuestions(state.questions, textState('pond'));
    expect(ids(found)).toContain('lily-pond');
    expect(groups(found)).not.toContain('recent');
    expect(groups(filterQuestions(found, EMPTY_TEXT))[0]).toBe('recent');
  });
  test('does not change what is chosen', () => {
    const choices = { ...firstChoices(services), question: 'bat-and-ball' };
    expect(choiceOf(initialPicker(services, choices, recent), services)).toMatchObject({
      model: 'us.anthropic.claude-sonnet-4-6',
      question: { id: 'bat-and-ball' },
    });
  });
});
