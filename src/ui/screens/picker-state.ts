/** What the picker remembers: two filtered lists, one's own question, and the changed settings. Pure. */
import type { ListedModel } from '../../models/list.ts';
import type { Question } from '../../run/question.ts';
import type { Settings } from '../../run/settings.ts';
import type { Choices, Recorded, Services } from '../services.ts';
import {
  createList,
  type ListItem,
  type ListState,
  selectedItem,
  withFilter,
  withItems,
} from '../widgets/list-state.ts';
import type { TextState } from '../widgets/text-editing.ts';
import { type Overrides, withOverrides } from './settings-fields.ts';

export interface ModelItem extends ListItem {
  /** Absent for an id that was typed as it is. */
  readonly listed: ListedModel | undefined;
}

export interface QuestionItem extends ListItem {
  readonly question: Question;
}

export interface PickerState {
  readonly focus: 'models' | 'questions';
  readonly models: ListState<ModelItem>;
  readonly questions: ListState<QuestionItem>;
  readonly overrides: Overrides;
}

const TYPED_GROUP = 'as typed';
const OWN_GROUP = 'your own';

export function initialPicker(services: Services): PickerState {
  const { initial, flags } = services;
  const model = flags.model ?? initial.model ?? services.defaultModel;
  const own = initial.ownQuestion === undefined ? [] : [ownItem(initial.ownQuestion, initial.reference)];
  const questions = createList([...own, ...services.questions.map(questionItem)], initial.question);
  const listed = modelItems(services.models, services.recorded);
  const known = listed.some(item => item.id === model);
  const models = createList(known ? listed : [...listed, typedModel(model)], model);
  return { focus: 'questions', models, questions, overrides: initial.overrides ?? {} };
}

/** The models; offline, those that were recorded come first. */
export function modelItems(
  models: readonly ListedModel[],
  recorded: readonly Recorded[] | undefined,
): ModelItem[] {
  const ids = new Set(recorded?.map(({ settings }) => settings.model));
  const items = models.map((listed): ModelItem => {
    const { model } = listed;
    return {
      id: listed.id,
      label: model.name,
      group: ids.has(listed.id) ? 'recorded' : model.provider,
      keywords: `${listed.id} ${model.provider} ${listed.otherIds.join(' ')}`,
      listed,
    };
  });
  return [...items.filter(item => ids.has(item.id)), ...items.filter(item => !ids.has(item.id))];
}

function typedModel(id: string): ModelItem {
  return { id, label: id, group: TYPED_GROUP, listed: undefined };
}

function questionItem(question: Question): QuestionItem {
  return {
    id: question.id,
    label: question.title ?? question.id,
    group: question.domain,
    keywords: question.id,
    question,
  };
}

/** A question of one's own, with a right answer if one is known. */
export function ownItem(text: string, reference?: string): QuestionItem {
  const numeric = reference !== undefined && /^[^\p{L}]*\d[^\p{L}]*$/u.test(reference);
  const question: Question = {
    id: 'own-question',
    title: 'Your question',
    domain: OWN_GROUP,
    text,
    grader: reference === undefined ? 'text' : numeric ? 'numeric' : 'exact',
    ...(reference !== undefined && { reference: [reference] }),
  };
  return {
    id: 'own-question',
    label: text.replace(/\s+/g, ' ').slice(0, 60),
    group: OWN_GROUP,
    keywords: text,
    question,
  };
}

/** With another filter for models; what looks like an id of its own can be chosen as it is. */
export function filterModels(list: ListState<ModelItem>, filter: TextState): ListState<ModelItem> {
  const known = list.items.filter(item => item.listed !== undefined);
  const typed = filter.text.trim();
  const isId = /^[\w-]+[.:/][\w.:/-]+$/.test(typed) && !known.some(item => item.id === typed);
  return withFilter(withItems(list, isId ? [...known, typedModel(typed)] : known), filter);
}

/** With another filter for questions; a text that no question matches can be asked as it is. */
export function filterQuestions(list: ListState<QuestionItem>, filter: TextState): ListState<QuestionItem> {
  const bundled = list.items.filter(item => item.group !== OWN_GROUP);
  const typed = filter.text.trim();
  const own =
    typed === '' ? list.items.filter(item => item.group === OWN_GROUP && item.keywords !== undefined) : [];
  const items = /\s/.test(typed) || typed.length > 24 ? [...bundled, ownItem(typed)] : [...own, ...bundled];
  return withFilter(withItems(list, items), filter);
}

export interface Choice {
  readonly model: string;
  readonly question: Question;
  readonly settings: Settings;
  /** Why it cannot be run. */
  readonly refusal: string | undefined;
}

/** What would be run now; `undefined` when nothing is selected. */
export function choiceOf(state: PickerState, services: Services): Choice | undefined {
  const model = selectedItem(state.models)?.id;
  const question = selectedItem(state.questions)?.question;
  if (model === undefined || question === undefined) return undefined;
  const base = services.settingsFor(model, question);
  const settings = withOverrides(base, state.overrides);
  if ('problem' in settings) return { model, question, settings: base, refusal: settings.problem as string };
  return { model, question, settings, refusal: services.refusal(question, settings) };
}

/** What to remember of it for the next time. */
export function choicesFrom(state: PickerState): Choices {
  const question = selectedItem(state.questions);
  const own = question?.group === OWN_GROUP ? question.question : undefined;
  const model = selectedItem(state.models)?.id;
  return {
    ...(model !== undefined && { model }),
    ...(question && { question: question.id }),
    ...(own && { ownQuestion: own.text }),
    ...(own?.reference?.[0] !== undefined && { reference: own.reference[0] }),
    overrides: state.overrides,
  };
}

/** With one's own question, chosen; its list shows everything again. */
export function withOwn(state: PickerState, text: string, reference: string | undefined): PickerState {
  const bundled = state.questions.items.filter(item => item.group !== OWN_GROUP);
  const own = ownItem(text, reference);
  return { ...state, focus: 'questions', questions: createList([own, ...bundled], own.id) };
}
