/** The request of a round as it was sent: what is new in it, what was sent before, where the cache points are. Pure. */
import { diffWords } from '../../../diff/words.ts';
import { messageText, requestSettings, systemText } from '../../../plain/request.ts';
import type { CachePoint, Message } from '../../../run/events.ts';
import { type Call, type Round, type Run, threadOf } from '../../../run/run.ts';
import { lookUp } from '../../../text/look-up.ts';
import { rowsView } from './diff-panel.ts';
import { callOfLane, type Shown, shownLane } from './shown.ts';
import { type Element, h, type Tree } from './tree.ts';

export function promptPanel(shown: Shown, round: Round): Tree[] {
  const { run } = shown;
  const call = callOfLane(run, round, shownLane(shown));
  if (!call) return [h('p', 'quiet', 'Nothing was sent yet.')];
  const known = made.get(call.request);
  if (known?.edits === run.edits) return known.tree;
  const tree = promptViews(run, call);
  made.set(call.request, { edits: run.edits, tree });
  return tree;
}

/** A request does not change once it was sent. */
const made = new WeakMap<Call['request'], { readonly edits: Run['edits']; readonly tree: Tree[] }>();

function promptViews(run: Run, call: Call): Tree[] {
  if (run.imported?.unknown.includes('prompts')) {
    return [h('p', 'quiet', 'The source of this run does not tell the prompts.')];
  }
  const thread = threadOf(run, call);
  const firstNew = thread.length - call.request.messages.length;
  const views = (from: number, to: number, isNew: boolean) =>
    thread.slice(from, to).map((message, place) => messageView(run, call, message, from + place, isNew));
  return [
    h('p', 'sent', requestSettings(call).join('   ')),
    ...systemViews(call),
    ...(firstNew > 0 ? [sentBefore(firstNew, views(0, firstNew, false))] : []),
    ...views(firstNew, thread.length, true),
  ];
}

function sentBefore(count: number, views: readonly Tree[]): Element {
  const which = count === 1 ? 'Message 1 was sent before' : `Messages 1 to ${count} were sent before`;
  return h('details', 'before', h('summary', {}, which), ...views);
}

function systemViews(call: Call): Tree[] {
  if (call.request.system.length === 0) return [];
  return [
    h(
      'section',
      'message',
      h('h3', {}, 'system'),
      h('div', { class: 'text', dir: 'auto' }, systemText(call)),
      pointView(call, 'system'),
    ),
  ];
}

function messageView(run: Run, call: Call, message: Message, place: number, isNew: boolean): Element {
  const text = messageText(message);
  const proposed = isNew ? proposedFor(run, call, message, text) : undefined;
  return h(
    'section',
    `message from-${message.role === 'assistant' ? 'model' : 'user'}${isNew ? ' new' : ''}`,
    h('h3', {}, `${place + 1} ${message.role}`, isNew && h('span', 'flag', 'new')),
    proposed !== undefined && h('p', 'note warned', lookUp(CHANGED, message.role) ?? EDITED),
    proposed === undefined
      ? h('div', { class: 'text', dir: 'auto' }, text)
      : rowsView(diffWords(proposed, text).parts, { folds: 'none' }),
    pointView(call, place),
  );
}

const CHANGED: Readonly<Record<string, string>> = {
  assistant: 'Not as the model wrote it: changed by a person (error injection).',
};
const EDITED = 'Edited by a person. What changed against the proposed turn:';

/** What stood there before a person changed it, where one did. */
function proposedFor(run: Run, call: Call, { role }: Message, text: string): string | undefined {
  const changes = run.edits
    .filter(({ round }) => round === call.round)
    .map(({ change }) => (role === 'assistant' ? change.answer : change.prompt));
  const change = changes.findLast(one => one?.text === text);
  return change && change.proposed !== text ? change.proposed : undefined;
}

function pointView({ request }: Call, after: CachePoint['after']): Tree | false {
  const point = request.cachePoints.find(one => one.after === after);
  return point !== undefined && h('p', 'point', `◆ cache point (${point.ttl}): all above is the prefix`);
}
