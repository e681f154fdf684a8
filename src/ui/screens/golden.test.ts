import { describe, expect, test } from 'vitest';
import { createPlayer } from '../../replay/player.ts';
import { type LogEntry, logOf } from '../../run/event-log.ts';
import type { AnyEvent, CallError } from '../../run/events.ts';
import { foldAll } from '../../run/fold.ts';
import type { Run } from '../../run/run.ts';
import type { Line } from '../line.ts';
import type { PlayerState } from '../player-session.ts';
import { debuggerStates } from '../testing/debugger-states.ts';
import { goldenColours, goldenMono, goldenText } from '../testing/golden.ts';
import { laneStates } from '../testing/lane-states.ts';
import { playerState } from '../testing/player-states.ts';
import { recordedEvents } from '../testing/recorded.ts';
import { offlineServices } from '../testing/services.ts';
import { AT_TOP } from '../widgets/scroll.ts';
import { textState } from '../widgets/text-editing.ts';
import { helpFrame } from './help-frame.ts';
import { inspectorFrame } from './inspector-frame.ts';
import { INITIAL, type InspectorState, type Search } from './inspector-state.ts';
import { openOwn, ownFrame } from './own-question.ts';
import { pickerFrame } from './picker-frame.ts';
import { pickerKey } from './picker-keys.ts';
import { choiceOf, firstChoices, initialPicker, type PickerState } from './picker-state.ts';
import { presetsFrame } from './presets-frame.ts';
import { PRESETS_AT_FIRST, type PresetsStep, presetsKey } from './presets-keys.ts';
import { libraryFrame } from './prompt-library-frame.ts';
import { type LibraryStep, libraryKey, openLibrary } from './prompt-library-keys.ts';
import { openForm } from './settings-form.ts';
import { formFrame } from './settings-form-frame.ts';

type Draw = (width: number, height: number) => readonly Line[];

const services = await offlineServices();
const bat = await recordedEvents('bat-and-ball.sonnet-4-6');

const pressed = (...names: string[]): PickerState =>
  names.reduce<PickerState>(
    (state, name) => pickerKey(state, name, services, { width: 80, height: 24 }).state,
    initialPicker(services, firstChoices(services)),
  );
const FORMATS = [
  { id: 'md', name: 'a Markdown document to read' },
  { id: 'html', name: 'a page that replays it' },
];

const picker =
  (state: PickerState, notice?: string): Draw =>
  (width, height) =>
    pickerFrame({ state, services, choice: choiceOf(state, services), notice, width, height }).lines;

const inspector =
  (
    run: Run | undefined,
    state: Partial<InspectorState> = {},
    player?: PlayerState,
    log: readonly LogEntry[] = [],
  ): Draw =>
  (width, height) =>
    inspectorFrame({
      run,
      log,
      state: { ...INITIAL, ...state },
      player,
      notice: undefined,
      width,
      height,
    });

/** The run up to the `count`-th event of a kind in a round. */
function until(events: readonly AnyEvent[], type: string, round: number, count = 1): AnyEvent[] {
  let begun = -1;
  let left = count;
  const place = events.findIndex(event => {
    if (event.type === 'round.started') begun++;
    return begun === round && event.type === type && --left === 0;
  });
  if (place < 0) throw new Error(`there is no ${type} in round ${round}`);
  return events.slice(0, place + 1);
}

/** The run of these events, some time after the last of them. */
function run(events: readonly AnyEvent[], laterMs = 0): Run {
  const folded = foldAll(events);
  if (!folded) throw new Error('no events, no run');
  return { ...folded, at: folded.at + laterMs };
}

function ended(events: readonly AnyEvent[], ...more: Record<string, unknown>[]): Run {
  const last = events.at(-1);
  const placed = more.map((event, index) => ({
    seq: (last?.seq ?? 0) + index + 1,
    at: (last?.at ?? 0) + 10,
    ...event,
  }));
  return run([...events, ...(placed as AnyEvent[])]);
}

const CANCELLED: CallError = { name: 'Cancelled', message: 'The call was cancelled.', retryable: true };
const THROTTLED: CallError = {
  name: 'ThrottlingException',
  message: 'Bedrock is throttling this account.',
  remedy: 'Waiting helps; a quota can be raised.',
  retryable: true,
};

const finished = run(bat);
const wavering = run(await recordedEvents('patient-kettle.nova-lite'));
const failed = run(await recordedEvents('museum-loans.sonnet-4-6'));
const streaming = until(bat, 'call.delta', 1, 60);
const form = (): Draw => {
  const state = pressed();
  const choice = choiceOf(state, services);
  if (!choice) throw new Error('nothing is chosen');
  const overrides = { rounds: '2', maxTokens: 'many' };
  const { form: opened } = { form: openForm(choice.base, overrides) };
  return (width, height) =>
    formFrame({
      form: opened,
      base: choice.base,
      overrides,
      refusal: choiceOf({ ...state, overrides }, services)?.refusal,
      look: services.look(),
      width,
      height,
    }).lines;
};
const presetsAfter =
  (...names: string[]): Draw =>
  (width, height) => {
    const base = choiceOf(pressed(), services)?.base;
    if (!base) throw new Error('nothing is chosen');
    const world = { base, overrides: { rounds: '2' }, saved: { quick: { rounds: '1', cache: 'off' } } };
    const step = names.reduce<PresetsStep>(
      (before, name) => presetsKey(before.presets, { ...world, saved: before.saved }, name),
      { presets: PRESETS_AT_FIRST, overrides: world.overrides, saved: world.saved, closed: false },
    );
    return presetsFrame({ ...world, saved: step.saved, state: step.presets, width, height }).lines;
  };
const promptsAfter =
  (...names: string[]): Draw =>
  (width, height) => {
    const base = choiceOf(pressed(), services)?.base;
    if (!base) throw new Error('nothing is chosen');
    const own = { 'my prompt': { reflection: 'Work it out again with other numbers first.' } };
    const world = { base, overrides: { rounds: '2' }, own };
    const step = names.reduce<LibraryStep>(
      (before, name) =>
        libraryKey(before.library, { base, overrides: before.overrides, own: before.own }, name),
      { library: openLibrary(world), overrides: world.overrides, own, closed: false },
    );
    return libraryFrame({ ...world, ...step, width, height }).lines;
  };
const QUESTION =
  'How many times does the letter r occur in these words?\n\nstrawberry, 世界, 👨‍👩‍👧 and raspberry\n\nAnswer with one number.';
const searchFor = (text: string, typing: boolean): Search => ({
  query: textState(text),
  typing,
  current: 1,
  from: { pinned: undefined, scroll: AT_TOP },
});
const PAUSED = playerState({ playing: false, speed: 2, atMs: 21_500, durationMs: 46_000 });

const PRESENTING = playerState({ ...PAUSED, playing: true, presenting: true });
const NO_ROUND = 'There is no round 7: this run has rounds 0 to 3.';
/** Where round 1 put it right, on the way to the next flip. */
function halted() {
  const player = createPlayer(bat);
  player.step('flip', 1);
  const { count } = player.happened();
  return playerState({
    ...player.position(),
    playing: false,
    markers: player.markers(),
    events: { count, of: bat.length },
    idleMs: 2000,
    stopAt: 'flips',
    loop: true,
  });
}

const STATES: Readonly<Record<string, Draw>> = {
  picker: picker(pressed()),
  'picker-filtered': picker(pressed(...'bat', 'shift+tab', ...'nova')),
  'picker-refused': picker(pressed('tab', ...'opus 5.5')),
  form: form(),
  presets: presetsAfter('down', 'down', 'down'),
  'presets-naming': presetsAfter('ctrl+s', ...'answer once', 'enter'),
  'presets-deleted': presetsAfter(...Array<string>(6).fill('down'), 'ctrl+d'),
  prompts: promptsAfter('down', 'down'),
  'prompts-saved': promptsAfter('ctrl+s', ...'neutral 2', 'enter'),
  'own-question': (width, height) => ownFrame(openOwn(QUESTION, '5'), width, height).lines,
  help: (width, height) => helpFrame('inspector', AT_TOP, width, height),
  waiting: inspector(run(until(bat, 'call.started', 1), 1234)),
  retrying: inspector(
    ended(until(bat, 'call.started', 1), {
      type: 'call.retried',
      call: 1,
      attempt: 1,
      attempts: 4,
      reason: THROTTLED,
      waitMs: 2400,
    }),
  ),
  streaming: inspector(run(streaming)),
  'finished-answer': inspector(finished, { pane: 'answer', scroll: AT_TOP }),
  'finished-diff': inspector(finished, { pane: 'diff', pinned: 1, scroll: AT_TOP }),
  'finished-answer-raw': inspector(finished, { pane: 'answer', raw: true, scroll: AT_TOP }),
  'finished-changes': inspector(finished, { diff: 'changes', pinned: 1, scroll: AT_TOP }),
  'finished-answer-first': inspector(finished, { diff: 'answer-first', pinned: 1, scroll: AT_TOP }),
  'finished-thinking': inspector(finished, { pane: 'thinking', scroll: AT_TOP }),
  'finished-prompt': inspector(finished, { pane: 'prompt', scroll: AT_TOP }),
  failed: inspector(failed),
  cancelled: inspector(
    ended(
      streaming,
      { type: 'call.failed', call: 1, error: CANCELLED },
      { type: 'run.finished', outcome: 'cancelled' },
    ),
  ),
  feedback: inspector(finished, { pane: 'feedback', pinned: 1, scroll: AT_TOP }),
  events: inspector(finished, { pane: 'events', pinned: 1, scroll: AT_TOP }, undefined, logOf(bat)),
  badges: inspector(finished, { pane: 'badges', scroll: AT_TOP }),
  'badges-several': inspector(wavering, { pane: 'badges', scroll: AT_TOP }),
  'badges-none': inspector(run(streaming), { pane: 'badges', scroll: AT_TOP }),
  'what-if': inspector(finished, { pane: 'what-if', pinned: 1, scroll: AT_TOP }),
  'search-typing': inspector(finished, { pane: 'answer', scroll: AT_TOP, search: searchFor('ball', true) }),
  'search-kept': inspector(finished, { pane: 'prompt', scroll: AT_TOP, search: searchFor('cents', false) }),
  'copy-menu': inspector(finished, { pane: 'answer', menu: { kind: 'copy', row: 1 } }),
  'export-menu': inspector(finished, { menu: { kind: 'export', row: 1, formats: FORMATS } }),
  'against-menu': inspector(finished, { menu: { kind: 'against', row: 2 } }),
  'against-first': inspector(finished, { against: 'first', scroll: AT_TOP }),
  empty: inspector(undefined),
  ...debuggerStates(bat),
  ...laneStates(),
  'player-paused': inspector(run(until(bat, 'call.delta', 2, 10)), {}, PAUSED),
  'player-halted': inspector(run(until(bat, 'answer.graded', 1)), {}, halted()),
  'player-going': inspector(
    run(until(bat, 'call.delta', 2, 10)),
    { goTo: { text: textState('1:2') } },
    PAUSED,
  ),
  'player-no-place': inspector(run(bat), { goTo: { text: textState('#7'), problem: NO_ROUND } }, PAUSED),
  'player-untimed': inspector(run(until(bat, 'answer.graded', 1)), {}, { ...halted(), isTimed: false }),
  'presenter-first': inspector(run(until(bat, 'call.delta', 0, 30)), {}, PRESENTING),
  'presenter-diff': inspector(run(until(bat, 'round.finished', 1)), { scroll: AT_TOP }, PRESENTING),
  'presenter-answer': inspector(finished, { pane: 'answer', scroll: AT_TOP }, PRESENTING),
};

const SIZES = [
  [80, 24],
  [120, 36],
  [200, 50],
] as const;

for (const [name, draw] of Object.entries(STATES)) {
  for (const [width, height] of SIZES) {
    test(`${name} at ${width}x${height}`, async () => {
      const lines = draw(width, height);
      expect(lines).toHaveLength(height);
      await expect(await goldenText(lines, width)).toMatchFileSnapshot(
        `golden/${name}.${width}x${height}.txt`,
      );
    });
  }
}

test('side by side at 160x40, where there is room for it', async () => {
  const lines = inspector(finished, { diff: 'side-by-side', pinned: 1, scroll: AT_TOP })(160, 40);
  await expect(await goldenText(lines, 160)).toMatchFileSnapshot('golden/finished-side-by-side.160x40.txt');
});

describe.each(Object.entries(STATES))('%s', (name, draw) => {
  test('without colours', async () => {
    await expect(await goldenMono(draw(80, 24), 80)).toMatchFileSnapshot(`golden/${name}.mono.txt`);
  });
  test.each(['dark', 'light'] as const)('in %s colours', async theme => {
    const painted = await goldenColours(draw(80, 24), 80, theme);
    await expect(painted).toMatchFileSnapshot(`golden/${name}.${theme}.txt`);
  });
});
