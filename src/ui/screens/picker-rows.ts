/** One row of the picker's lists: a model with its price, a question with its reference. Pure. */
import { fit } from '../../text/pad.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { textWidth } from '../../text/width.ts';
import { type Line, span } from '../line.ts';
import type { Recorded } from '../services.ts';
import type { ModelItem, QuestionItem } from './picker-items.ts';

const PRICE = 14;
/** Room for a price that holds up to a length of the prompt. */
const LONG_PRICE = 22;
const BADGES = 12;

/** Where there is little room, the name and the price stay. */
export function modelRow(item: ModelItem, width: number, selected: boolean): Line {
  const { listed } = item;
  const retired = listed?.model.lifecycle === 'retired';
  const price = fit(listed?.priceText ?? 'price unknown', width >= 58 ? LONG_PRICE : PRICE, 'right');
  const badges = width >= 46 ? ` ${fit(badgesOf(item), BADGES)}` : '';
  const room = Math.max(1, width - price.length - badges.length - 1);
  return [
    span(fit(item.label, room), selected ? 'strong' : retired ? 'muted' : 'text'),
    span(badges, 'muted'),
    span(` ${price}`, selected ? 'text' : 'muted'),
  ];
}

function badgesOf({ listed }: ModelItem): string {
  if (!listed) return '';
  const { model } = listed;
  if (model.lifecycle === 'retired') return 'retired';
  return [model.cache ? 'cache' : '', model.thinking.form === 'none' ? '' : 'think']
    .filter(Boolean)
    .join(' ');
}

const REFERENCE = 14;
const RECORDED = 8;
/** A list as wide as this shows the reference. */
export const ROOM_FOR_REFERENCE = 44;

/** Offline, `●` is recorded with the chosen model, `○` with another one. */
export function questionRow(
  item: QuestionItem,
  width: number,
  selected: boolean,
  recorded: readonly Recorded[] | undefined,
  model: string | undefined,
): Line {
  const dots = recorded ? ` ${fit(recordedSigns(item, recorded, model), RECORDED - 1)}` : '';
  const reference = width >= ROOM_FOR_REFERENCE ? ` ${fit(referenceOf(item), REFERENCE, 'right')}` : '';
  const room = Math.max(1, width - textWidth(reference) - textWidth(dots));
  return [
    span(fit(item.label, room), selected ? 'strong' : 'text'),
    span(reference, 'muted'),
    span(dots, dots.includes('●') ? 'good' : 'muted'),
  ];
}

function referenceOf({ question }: QuestionItem): string {
  const [reference] = question.reference ?? [];
  if (reference === undefined) return 'none';
  if (question.grader === 'sql') return 'gold query';
  return question.grader === 'text' ? 'a text' : sanitizeLine(reference);
}

function recordedSigns(item: QuestionItem, recorded: readonly Recorded[], model: string | undefined): string {
  const asked = recorded.filter(({ questionText }) => questionText === item.question.text);
  const others = asked.filter(({ settings }) => settings.model !== model).length;
  return `${asked.length > others ? '●' : ''}${'○'.repeat(others)}`;
}
