/** A field in which a model is chosen: the arrows go through the list, and what is typed narrows it. Pure. */
import { editText, type TextEdit, textState } from '../widgets/text-editing.ts';

export interface ModelChoice {
  readonly id: string;
  readonly name: string;
}

export interface ModelField {
  /** What was typed to find one; empty while all are offered. */
  readonly typed: string;
  /** The model that is chosen; `undefined` where nothing is called as typed. */
  readonly id: string | undefined;
}

export function openModel(id: string): ModelField {
  return { typed: '', id };
}

/**
 * Those that are called as typed, then what was typed as an id of its own: a model need not be in the
 * list. `first` is the model at first, which need not be in it either.
 */
export function offeredModels(
  { typed }: Pick<ModelField, 'typed'>,
  models: readonly ModelChoice[],
  first: string,
): ModelChoice[] {
  const isListed = models.some(({ id }) => id === first);
  const all = isListed ? [...models] : [{ id: first, name: first }, ...models];
  const wanted = typed.trim();
  if (wanted === '') return all;
  const words = wanted.toLowerCase().split(/\s+/);
  const isIn = (text: string) => words.every(word => text.toLowerCase().includes(word));
  // An id has letters that nobody means who types a part of a name.
  const named = all.filter(({ name }) => isIn(name));
  const found = [...named, ...all.filter(one => !named.includes(one) && isIn(`${one.name} ${one.id}`))];
  const exact = found.find(({ id }) => id === wanted);
  if (exact) return [exact, ...found.filter(one => one !== exact)];
  return /\s/.test(wanted) ? found : [...found, { id: wanted, name: `${wanted} (as typed)` }];
}

/** One further in what is offered, around its ends. */
export function nextModel(
  field: ModelField,
  models: readonly ModelChoice[],
  first: string,
  by: 1 | -1,
): ModelField {
  const offered = offeredModels(field, models, first);
  const at = offered.findIndex(({ id }) => id === field.id);
  const next = offered[(at + by + offered.length) % offered.length];
  return next ? { ...field, id: next.id } : field;
}

/** With an edit of what is typed. It has no cursor but the one at its end. */
export function typedModel(
  field: ModelField,
  models: readonly ModelChoice[],
  first: string,
  edit: TextEdit,
): ModelField {
  const { text: typed } = editText(textState(field.typed), edit);
  if (typed === field.typed) return field;
  const offered = offeredModels({ typed }, models, first);
  const isKept = typed.trim() === '' && offered.some(({ id }) => id === field.id);
  return { typed, id: isKept ? field.id : (offered[0]?.id ?? undefined) };
}

/** What was typed has done its work once the field is left, unless it found nothing. */
export function leftModel(field: ModelField): ModelField {
  return field.id === undefined ? field : { ...field, typed: '' };
}
