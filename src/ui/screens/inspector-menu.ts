/** The choices that lie over a pane: what to copy or export, and which round a diff is against. Pure. */
import { attemptPlace } from '../../plain/edit-words.ts';
import { answerCall, type Call, gradeOfCall, type Run } from '../../run/run.ts';
import { truncate } from '../../text/pad.ts';
import { type BranchChoice, branchChoices } from '../debugger/branch-choices.ts';
import type { BranchHow, ExportFormat } from '../desk.ts';
import type { KeyName } from '../key-names.ts';
import { commandOf } from '../keys.ts';
import { EMPTY, type Line, line, span, wrapped } from '../line.ts';
import { COPYABLES, type Copyable } from '../outside/copied.ts';
import { type Against, againstAttempt } from '../panes/diff.ts';
import { fromTop } from './inspector-scroll.ts';
import { type InspectorState, type Menu, shownCall, shownLane, shownRound } from './inspector-state.ts';

interface Item<T> {
  readonly value: T;
  readonly label: string;
  /** What to know about it. */
  readonly about?: string;
}

export interface MenuStep {
  readonly state: InspectorState;
  /** Present when something is to be copied. */
  readonly copy?: Copyable;
  /** Present when the run is to be exported: as what. */
  readonly exportAs?: string;
  /** Present when a branch is wanted. */
  readonly branch?: BranchHow;
  /** Why nothing came of the key. */
  readonly say?: string;
}

export function openExports(state: InspectorState, formats: readonly ExportFormat[]): InspectorState {
  return { ...state, menu: { kind: 'export', row: 0, formats } };
}

export function openMenu(
  state: InspectorState,
  kind: Exclude<Menu['kind'], 'export'>,
  run: Run | undefined,
): InspectorState {
  const rows = { copy: firstCopy(state), against: rowOf(againstItems(run, state), state.against), branch: 0 };
  return { ...state, menu: { kind, row: rows[kind] } };
}

/** What one looks at is what one would copy. */
function firstCopy({ pane }: InspectorState): number {
  const meant: Copyable = pane === 'diff' || pane === 'prompt' ? pane : 'answer';
  return Math.max(
    0,
    COPYABLES.findIndex(({ id }) => id === meant),
  );
}

export function menuKey(state: InspectorState, name: KeyName, run: Run | undefined): MenuStep {
  const { menu } = state;
  if (!menu) return { state };
  const items = itemsOf(menu, run, state);
  switch (commandOf(name, 'menu')) {
    case 'select.up':
      return { state: atRow(state, menu, menu.row - 1, items.length) };
    case 'select.down':
      return { state: atRow(state, menu, menu.row + 1, items.length) };
    case 'choose':
      return chosen({ ...state, menu: undefined }, menu, run);
    case 'back':
      return { state: { ...state, menu: undefined } };
    default:
      return { state };
  }
}

function atRow(state: InspectorState, menu: Menu, row: number, count: number): InspectorState {
  return { ...state, menu: { ...menu, row: Math.min(Math.max(0, row), count - 1) } };
}

function chosen(state: InspectorState, { kind, row, formats = [] }: Menu, run: Run | undefined): MenuStep {
  if (kind === 'export') {
    const format = formats[row]?.id;
    return format === undefined ? { state } : { state, exportAs: format };
  }
  if (kind === 'copy') {
    const copy = COPYABLES[row]?.id;
    return copy ? { state, copy } : { state };
  }
  if (kind === 'branch') {
    const choice = branchItems(run, state)[row]?.value;
    if (!choice) return { state };
    return choice.isPossible ? { state, branch: choice.id } : { state, say: choice.reason ?? '' };
  }
  const against = againstItems(run, state)[row]?.value;
  if (against === undefined) return { state };
  // Whoever chooses what to compare with wants to see it.
  return { state: fromTop({ ...state, pane: 'diff', against }, run) };
}

function itemsOf(
  { kind, formats = [] }: Menu,
  run: Run | undefined,
  state: InspectorState,
): readonly Item<unknown>[] {
  switch (kind) {
    case 'copy':
      return COPYABLES.map(({ id, label }) => ({ value: id, label }));
    case 'against':
      return againstItems(run, state);
    case 'branch':
      return branchItems(run, state);
    case 'export':
      return formats.map(exportItem);
  }
}

function exportItem({ id, name }: ExportFormat): Item<string> {
  return {
    value: id,
    label: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    about: 'Keys, passwords and e-mail addresses are replaced before it is written.',
  };
}

function branchItems(run: Run | undefined, state: InspectorState): Item<BranchChoice>[] {
  const round = shownRound(state, run);
  if (!run || round === undefined) return [];
  return branchChoices(run, round).map(choice => ({
    value: choice,
    label: choice.label,
    ...(choice.reason !== undefined && { about: choice.reason }),
  }));
}

const LONGEST_ANSWER = 40;

/** The two that go along with the round, then the other attempts at it, then every whole answer by its round. */
function againstItems(run: Run | undefined, state: InspectorState): Item<Against>[] {
  const shown = shownRound(state, run);
  const lane = shownLane(state, run);
  const rounds = (run?.rounds ?? []).filter(
    round =>
      round.index !== shown && run !== undefined && answerCall(run, round, lane)?.status === 'finished',
  );
  return [
    { value: 'previous', label: 'The round before' },
    { value: 'first', label: 'The first answer' },
    ...(run ? attemptItems(run, state) : []),
    ...rounds.map((round): Item<Against> => {
      const words = run ? answerWords(run, answerCall(run, round, lane)) : '';
      return { value: round.index, label: `Round ${round.index}${words}` };
    }),
  ];
}

function attemptItems(run: Run, state: InspectorState): Item<Against>[] {
  const place = attemptPlace(run, shownRound(state, run) ?? 0, shownCall(state, run), shownLane(state, run));
  return (place?.calls ?? []).flatMap((id, index): Item<Against>[] => {
    const call = run.calls[id];
    if (!place || index + 1 === place.number || call?.status !== 'finished') return [];
    const label = `Attempt ${index + 1} of ${place.of}${answerWords(run, call)}`;
    return [{ value: againstAttempt(id), label }];
  });
}

function answerWords(run: Run, call: Call | undefined): string {
  const round = run.rounds.findLast(({ index }) => index === call?.round);
  const answer = gradeOfCall(round, call)?.extracted?.replaceAll(/\s+/g, ' ').trim();
  return answer ? `   answer ${truncate(answer, LONGEST_ANSWER)}` : '';
}

function rowOf<T>(items: readonly Item<T>[], value: T): number {
  return Math.max(
    0,
    items.findIndex(item => item.value === value),
  );
}

const TITLES: Readonly<Record<Menu['kind'], string>> = {
  copy: 'Copy what?',
  export: 'Export the run as what?',
  against: 'Compare with which answer?',
  branch: 'Branch from here: a new run that shares what came before',
};

/** As many lines as there is room for, with the row under the cursor among them. */
export function menuLines(
  menu: Menu,
  run: Run | undefined,
  state: InspectorState,
  width: number,
  height: number,
): Line[] {
  const items = itemsOf(menu, run, state);
  const head = [...wrapped(TITLES[menu.kind], width, 'heading').slice(0, 1), EMPTY];
  const room = Math.max(1, height - head.length);
  const from = Math.min(Math.max(0, menu.row - room + 1), Math.max(0, items.length - room));
  const rows = items.map(({ label }, index) =>
    index === menu.row ? line(span('▌ ', 'accent'), span(label, 'strong')) : line('  ', label),
  );
  const about = items[menu.row]?.about;
  const foot = about === undefined ? [] : [EMPTY, ...wrapped(about, width, 'muted')];
  return [...head, ...rows.slice(from, from + room), ...foot].slice(0, height);
}
