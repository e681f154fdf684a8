/** One row of the picker's lists: a model with its price, a question with its reference. Pure. */
import { type AccountModels, isInvocable } from '../../models/account.ts';
import { graphemes } from '../../text/graphemes.ts';
import { fit } from '../../text/pad.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { textWidth } from '../../text/width.ts';
import { type Line, span } from '../line.ts';
import type { Recorded } from '../services.ts';
import type { Role } from '../theme.ts';
import type { ModelItem, QuestionItem } from './picker-items.ts';

export interface RowLook {
  /** Cells. */
  readonly width: number;
  readonly selected: boolean;
  /** Which graphemes of the label the filter found, in ascending order. */
  readonly matched?: readonly number[];
}

const PRICE = 14;
/** Room for a price that holds up to a length of the prompt. */
const LONG_PRICE = 22;
const BADGES = 12;
const WIDE = 58;

/** Where there is little room, the name and the price stay. */
export function modelRow(
  item: ModelItem,
  { width, selected, matched }: RowLook,
  account?: AccountModels,
): Line {
  const { listed } = item;
  const retired = listed?.model.lifecycle === 'retired';
  const price = fit(priceOf(item, width), width >= WIDE ? LONG_PRICE : PRICE, 'right');
  const badges = width >= 46 ? ` ${fit(badgesOf(item, account), BADGES)}` : '';
  const room = Math.max(1, width - price.length - badges.length - 1);
  return [
    ...marked(fit(item.label, room), matched, selected ? 'strong' : retired ? 'muted' : 'text'),
    span(badges, 'muted'),
    span(` ${price}`, selected ? 'text' : 'muted'),
  ];
}

/** Where a price that depends on the length of the prompt has no room, `+` says that it is the least. */
function priceOf({ listed, ownPrice }: ModelItem, width: number): string {
  if (!listed) return ownPrice ?? 'price unknown';
  const limit = listed.priceText.indexOf(' to ');
  return width >= WIDE || limit < 0 ? listed.priceText : `${listed.priceText.slice(0, limit)}+`;
}

/** What cannot be run says so, before what it could do. */
function badgesOf({ id, listed }: ModelItem, account: AccountModels | undefined): string {
  const isElsewhere = account !== undefined && isInvocable(id, account) === false;
  if (listed?.model.lifecycle === 'retired') return 'retired';
  if (isElsewhere) return 'not here';
  if (!listed) return '';
  const { model } = listed;
  return [model.cache ? 'cache' : '', model.thinking.form === 'none' ? '' : 'think']
    .filter(Boolean)
    .join(' ');
}

const REFERENCE = 14;
const RECORDED = 8;
/** A list as wide as this shows the reference. */
export const ROOM_FOR_REFERENCE = 44;

export interface QuestionLook extends RowLook {
  readonly recorded: readonly Recorded[] | undefined;
  /** The id of the chosen model. */
  readonly model: string | undefined;
}

/** Offline, `●` is recorded with the chosen model, `○` with another one. */
export function questionRow(item: QuestionItem, look: QuestionLook): Line {
  const { width, selected, matched, recorded, model } = look;
  const dots = recorded ? ` ${fit(recordedSigns(item, recorded, model), RECORDED - 1)}` : '';
  const reference = width >= ROOM_FOR_REFERENCE ? ` ${fit(referenceOf(item), REFERENCE, 'right')}` : '';
  const room = Math.max(1, width - textWidth(reference) - textWidth(dots));
  return [
    ...marked(fit(item.label, room), matched, selected ? 'strong' : 'text'),
    span(reference, 'muted'),
    span(dots, dots.includes('●') ? 'good' : 'muted'),
  ];
}

function referenceOf({ question }: QuestionItem): string {
  const [reference] = question.reference ?? [];
  if (reference === undefined) return 'none';
  if (question.grader === 'sql') return 'gold query';
  const isLong = question.grader === 'text' || question.grader === 'translation';
  return isLong ? 'a text' : sanitizeLine(reference);
}

function recordedSigns(item: QuestionItem, recorded: readonly Recorded[], model: string | undefined): string {
  const asked = recorded.filter(({ questionText }) => questionText === item.question.text);
  const others = asked.filter(({ settings }) => settings.model !== model).length;
  return `${asked.length > others ? '●' : ''}${'○'.repeat(others)}`;
}

/** A label with what was found in it; what was cut off has no place any more. */
function marked(label: string, matched: readonly number[] | undefined, role: Role): Line {
  if (!matched?.length) return [span(label, role)];
  const found = new Set(matched);
  const parts: { text: string; isFound: boolean }[] = [];
  for (const [index, text] of [...graphemes(label)].entries()) {
    const isFound = found.has(index);
    const last = parts.at(-1);
    if (last?.isFound === isFound) last.text += text;
    else parts.push({ text, isFound });
  }
  return parts.map(({ text, isFound }) => span(text, isFound ? 'match' : role));
}
