/** What the picker's lists hold: models and questions, bundled, typed or of one's own. Pure. */
import { type ListedModel, type ListOptions, listedModel } from '../../models/list.ts';
import { priceText } from '../../models/prices.ts';
import { resolveModel } from '../../models/resolve.ts';
import { profileId } from '../../models/types.ts';
import type { Question } from '../../run/question.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { OWN_QUESTION } from '../recent.ts';
import type { Recorded } from '../services.ts';
import type { ListItem } from '../widgets/list-state.ts';

export interface ModelItem extends ListItem {
  /** Absent for an id that the catalogue does not know. */
  readonly listed: ListedModel | undefined;
  /** Offered because it stands in the filter. */
  readonly typed: boolean;
  /** Of an id that the catalogue does not know and the user has a price of. */
  readonly ownPrice?: string;
}

export interface QuestionItem extends ListItem {
  readonly question: Question;
  readonly own: boolean;
  readonly typed: boolean;
}

export const OWN_ID = OWN_QUESTION;

const TYPED_GROUP = 'as typed';
const OWN_GROUP = 'your own';

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
      typed: false,
    };
  });
  return [...items.filter(item => ids.has(item.id)), ...items.filter(item => !ids.has(item.id))];
}

/** An id, a profile or an ARN as somebody gave it; `typed` while it stands in the filter. */
export function givenModel(id: string, typed: boolean, prices?: ListOptions): ModelItem {
  const model = resolveModel(id);
  const price = model ? undefined : prices?.own?.get(id);
  return {
    id,
    label: sanitizeLine(id),
    group: TYPED_GROUP,
    listed: model && listedModel(model, id, [], prices),
    typed,
    ...(price && { ownPrice: priceText(price) }),
  };
}

/** The ids that a typed one offers: of a model that must be called through a profile, its profiles. */
export function idsFor(typed: string): string[] {
  const model = resolveModel(typed);
  if (!model || typed !== model.base || model.onDemand !== false) return [typed];
  return model.profiles.map(({ prefix }) => profileId(model.base, prefix));
}

/** The questions by their domains; offline, those that nobody recorded come last, and say so. */
export function questionItems(
  questions: readonly Question[],
  recorded: readonly Recorded[] | undefined,
): QuestionItem[] {
  const texts = recorded && new Set(recorded.map(({ questionText }) => questionText));
  const items = byDomain(questions).map(question =>
    questionItem(question, texts?.has(question.text) === false ? NOT_RECORDED : ''),
  );
  return [...items.filter(isRecorded), ...items.filter(item => !isRecorded(item))];
}

const NOT_RECORDED = ', not recorded';

function isRecorded({ group }: QuestionItem): boolean {
  return !group?.endsWith(NOT_RECORDED);
}

/** Each domain once, in the order in which they come. */
function byDomain(questions: readonly Question[]): Question[] {
  return [...Map.groupBy(questions, ({ domain }) => domain).values()].flat();
}

export function questionItem(question: Question, which = ''): QuestionItem {
  return {
    id: question.id,
    label: sanitizeLine(question.title ?? question.id),
    group: `${sanitizeLine(question.domain)}${which}`,
    keywords: question.id,
    text: question.text,
    question,
    own: false,
    typed: false,
  };
}

/** With their places among what was used last. */
export function markRecent<T extends ListItem>(items: readonly T[], recentIds: readonly string[]): T[] {
  return items.map(item => {
    const recent = recentIds.indexOf(item.id);
    return recent < 0 ? item : { ...item, recent };
  });
}

/** A question of one's own, with a right answer if one is known; `typed` while it stands in the filter. */
export function ownItem(text: string, reference: string | undefined, typed: boolean): QuestionItem {
  const numeric = reference !== undefined && /^[^\p{L}]*\d[^\p{L}]*$/u.test(reference);
  const question: Question = {
    id: OWN_ID,
    domain: OWN_GROUP,
    text,
    grader: reference === undefined ? 'text' : numeric ? 'numeric' : 'exact',
    ...(reference !== undefined && { reference: [reference] }),
  };
  return {
    id: typed ? 'typed-question' : OWN_ID,
    label: sanitizeLine(text),
    group: OWN_GROUP,
    keywords: text,
    question,
    own: true,
    typed,
  };
}
