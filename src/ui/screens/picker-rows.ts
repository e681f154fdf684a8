/** One row of the picker's lists: a model with its price, a question with its reference. Pure. */
import { fit } from '../../text/pad.ts';
import type { Recorded } from '../services.ts';
import type { Roles, Theme } from '../theme.ts';
import type { ModelItem, QuestionItem } from './picker-state.ts';

const PRICE = 14;
const BADGES = 12;

export function drawModel(theme: Theme) {
  return (item: ModelItem, width: number, selected: boolean): string => {
    const { listed } = item;
    const retired = listed?.model.lifecycle === 'retired';
    const price = listed?.priceText ?? 'price unknown';
    // Where there is little room, the name and the price stay.
    const badges = width >= 46 ? ` ${fit(badgesOf(item), BADGES)}` : '';
    const name = fit(item.label, Math.max(4, width - PRICE - badges.length - 1));
    const role: Roles = selected ? 'strong' : retired ? 'muted' : 'text';
    return (
      theme.style(role, name) +
      theme.style('muted', badges) +
      theme.style(selected ? 'text' : 'muted', ` ${fit(price, PRICE, 'right')}`)
    );
  };
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

/** Offline, `●` is recorded with the chosen model, `○` with another one. */
export function drawQuestion(
  theme: Theme,
  recorded: readonly Recorded[] | undefined,
  model: string | undefined,
) {
  return (item: QuestionItem, width: number, selected: boolean): string => {
    const reference = referenceOf(item);
    const dots = recorded ? ` ${fit(recordedSign(item, recorded, model), RECORDED - 1)}` : '';
    const room = Math.max(6, width - (width >= 44 ? REFERENCE + 1 : 0) - dots.length);
    return (
      theme.style(selected ? 'strong' : 'text', fit(item.label, room)) +
      (width >= 44 ? theme.style('muted', ` ${fit(reference, REFERENCE, 'right')}`) : '') +
      theme.style(dots.includes('●') ? 'good' : 'muted', dots)
    );
  };
}

function referenceOf({ question }: QuestionItem): string {
  const [reference] = question.reference ?? [];
  if (reference === undefined) return 'none';
  if (question.grader === 'sql') return 'gold query';
  return question.grader === 'text' ? 'a text' : reference;
}

function recordedSign(item: QuestionItem, recorded: readonly Recorded[], model: string | undefined): string {
  const asked = recorded.filter(({ questionText }) => questionText === item.question.text);
  const others = asked.filter(({ settings }) => settings.model !== model).length;
  const own = asked.length > others ? '●' : '';
  return `${own}${'○'.repeat(others)}`;
}
