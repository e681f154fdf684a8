/** What the picker remembers: two filtered lists, the changed settings, and what lies over them. Pure. */

import type { ListOptions } from '../../models/list.ts';
import type { Question } from '../../run/question.ts';
import type { Settings } from '../../run/settings.ts';
import { type OwnPrompts, ownAmong } from '../../strategies/prompt-library.ts';
import type { LookSettings } from '../look-settings.ts';
import type { Recent } from '../recent.ts';
import type { Choices, Services } from '../services.ts';
import {
  createList,
  type ListState,
  matching,
  selectedItem,
  withFilter,
  withSelected,
} from '../widgets/list-state.ts';
import { EMPTY_TEXT, type TextState } from '../widgets/text-editing.ts';
import type { OwnState, Written } from './own-question.ts';
import {
  givenModel,
  idsFor,
  type ModelItem,
  markRecent,
  modelItems,
  OWN_ID,
  ownItem,
  type QuestionItem,
  questionItems,
} from './picker-items.ts';
import type { SavedPresets } from './presets.ts';
import type { PresetsState } from './presets-keys.ts';
import type { LibraryState } from './prompt-library-keys.ts';
import { checkOverrides, checksIn } from './setting-checks.ts';
import type { FormState } from './settings-form.ts';
import { knownOverrides, type Overrides, withOverrides } from './settings-schema.ts';

export interface PickerState {
  readonly focus: 'models' | 'questions';
  readonly models: ListState<ModelItem>;
  readonly questions: ListState<QuestionItem>;
  readonly overrides: Overrides;
  readonly over:
    | { readonly kind: 'form'; readonly form: FormState }
    | { readonly kind: 'own'; readonly own: OwnState }
    | {
        readonly kind: 'presets';
        readonly presets: PresetsState;
        /** The form from which one came, and to which one goes back. */
        readonly from: FormState | undefined;
      }
    | { readonly kind: 'prompts'; readonly library: LibraryState; readonly from: FormState | undefined }
    | undefined;
  /** A question that was begun and not chosen; writing goes on with it. */
  readonly draft?: OwnState | undefined;
  /** The user's own presets. */
  readonly saved: SavedPresets;
  /** The user's own prompts. */
  readonly prompts: OwnPrompts;
  readonly look: LookSettings;
  /** A word about the last key. */
  readonly said: string | undefined;
}

/** What to begin with: what was named on the command line goes before what was chosen last. */
export function firstChoices({ initial, flags, defaultModel }: Services): Choices {
  return { ...initial, model: flags.model ?? initial.model ?? defaultModel };
}

export function initialPicker(
  services: Services,
  choices: Choices,
  recent: Recent = services.recent,
): PickerState {
  const { ownQuestion, reference } = choices;
  const model = choices.model ?? services.defaultModel;
  const own = ownQuestion === undefined ? [] : [ownItem(ownQuestion, reference, false)];
  const listed = modelItems(services.models, services.recorded);
  const ids = new Set(listed.map(({ id }) => id));
  const given = [...new Set([model, ...recent.models])].filter(id => !ids.has(id));
  const models = [...given.map(id => givenModel(id, false, services.prices)), ...listed];
  return {
    focus: 'questions',
    models: createList(markRecent(models, recent.models), model),
    questions: createList(
      [...own, ...markRecent(questionItems(services.questions, services.recorded), recent.questions)],
      choices.question,
    ),
    overrides: {
      ...knownOverrides(choices.overrides),
      ...checkOverrides(checksIn(choices.overrides ?? {})),
    },
    over: undefined,
    saved: services.presets(),
    prompts: ownAmong(services.prompts()),
    look: services.look(),
    said: undefined,
  };
}

const LOOKS_LIKE_ID = /^[\w-]+[.:/][\w.:/-]+$/;

/** With another filter for models; what could be an id can be chosen as it is, known or not. */
export function filterModels(
  list: ListState<ModelItem>,
  filter: TextState,
  prices?: ListOptions,
): ListState<ModelItem> {
  const items = list.items.filter(item => !item.typed);
  const typed = filter.text.trim();
  const plain = withFilter(list, filter, items);
  const isListed = items.some(item => item.id === typed);
  const couldBe = /^\S+$/.test(typed) && (LOOKS_LIKE_ID.test(typed) || matching(plain).length === 0);
  if (isListed || !couldBe) return isListed ? withSelected(plain, typed) : plain;
  const ids = idsFor(typed);
  const given = ids.filter(id => !items.some(item => item.id === id)).map(id => givenModel(id, true, prices));
  const offered = withFilter(list, filter, [...items, ...given]);
  // A whole id is meant as it is, although another profile of its model is found by it, too.
  const isMeant = ids.includes(typed) && given.some(item => item.listed);
  return isMeant ? withSelected(offered, typed) : offered;
}

/** From this length on a filter is rather a question. */
const LONG_FILTER = 24;

/** With another filter for questions; what is no title can be asked as it is. */
export function filterQuestions(list: ListState<QuestionItem>, filter: TextState): ListState<QuestionItem> {
  const items = list.items.filter(item => !item.typed);
  const typed = filter.text.trim();
  const plain = withFilter(list, filter, items);
  const couldBe = /\s/.test(typed) || typed.length > LONG_FILTER || matching(plain).length === 0;
  if (typed === '' || !couldBe) return plain;
  return withFilter(list, filter, [...items, ownItem(typed, undefined, true)]);
}

export function clearFilters(state: PickerState): PickerState {
  return {
    ...state,
    models: filterModels(state.models, EMPTY_TEXT),
    questions: filterQuestions(state.questions, EMPTY_TEXT),
  };
}

export interface Choice {
  readonly model: string;
  readonly question: Question;
  /** Before any change. */
  readonly base: Settings;
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
  const laid = withOverrides(base, state.overrides);
  const settings = laid.ok ? laid.settings : base;
  const refusal = laid.ok ? services.refusal(question, settings, checksIn(state.overrides)) : laid.problem;
  return { model, question, base, settings, refusal };
}

/** What to remember of it for the next time. */
export function choicesFrom({ models, questions, overrides }: PickerState): Choices {
  const model = selectedItem(models)?.id;
  const question = selectedItem(questions);
  const own = question?.own ? question : questions.items.find(item => item.id === OWN_ID);
  const reference = own?.question.reference?.[0];
  return {
    ...(model !== undefined && { model }),
    ...(question && { question: question.own ? OWN_ID : question.id }),
    ...(own && { ownQuestion: own.question.text }),
    ...(reference !== undefined && { reference }),
    overrides: { ...overrides },
  };
}

/** With one's own question, chosen; its list shows everything again. */
export function withOwn(state: PickerState, { text, reference }: Written): PickerState {
  const bundled = state.questions.items.filter(item => !item.own);
  const same = bundled.find(({ question }) => question.text.trim() === text);
  // The text of a bundled question is that question, unless it is to be graded in another way.
  if (same && reference === undefined) {
    const items = state.questions.items.filter(item => !item.typed);
    return { ...state, focus: 'questions', questions: createList(items, same.id) };
  }
  const own = ownItem(text, reference, false);
  return { ...state, focus: 'questions', questions: createList([own, ...bundled], own.id) };
}
