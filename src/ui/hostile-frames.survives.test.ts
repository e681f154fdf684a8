/** Every screen drawn with every text of the corpus: as frames, and as the cells of a terminal. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { compareRounds, sideOf } from '../analysis/compare.ts';
import { openLibrary } from '../library/library.ts';
import { findPlace } from '../replay/place.ts';
import { rowOf } from '../report/row.ts';
import { logOf } from '../run/event-log.ts';
import type { AnyEvent } from '../run/events.ts';
import type { Run } from '../run/run.ts';
import { hostileEvents, hostileSettings } from '../run/testing/hostile-run.ts';
import { sampleEvents, theRun } from '../run/testing/sample-run.ts';
import { readPrompts } from '../strategies/own-prompts.ts';
import { sanitize, sanitizeLine } from '../text/sanitize.ts';
import { isLong } from '../text/testing/effort.ts';
import { forEachHostileInTurn, HOSTILE_TEXTS, type HostileText } from '../text/testing/hostile-texts.ts';
import { createCleaner } from '../transcripts/clean.ts';
import { asLines, temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { libraryFrame } from './library/library-frame.ts';
import { libraryKey } from './library/library-keys.ts';
import { libraryLayout } from './library/library-layout.ts';
import {
  createFinder,
  type LibrarySeen,
  type LibraryState,
  libraryAtFirst,
} from './library/library-state.ts';
import type { Line } from './line.ts';
import { reportFrame } from './report/report-frame.ts';
import { reportAtFirst } from './report/report-state.ts';
import { createReporter } from './report/report-view.ts';
import { compareFrame } from './screens/compare-frame.ts';
import { COMPARE_AT_FIRST } from './screens/compare-state.ts';
import { inspectorFrame } from './screens/inspector-frame.ts';
import { INITIAL, type InspectorState, PANES } from './screens/inspector-state.ts';
import { LIST_AT_FIRST } from './screens/named-list.ts';
import { openOwn, ownFrame, ownPaste } from './screens/own-question.ts';
import { pickerFrame } from './screens/picker-frame.ts';
import { pickerKey } from './screens/picker-keys.ts';
import { choiceOf, firstChoices, initialPicker } from './screens/picker-state.ts';
import { readPresets } from './screens/presets.ts';
import { presetsFrame } from './screens/presets-frame.ts';
import { PRESETS_AT_FIRST } from './screens/presets-keys.ts';
import { libraryFrame as promptsFrame } from './screens/prompt-library-frame.ts';
import { openForm } from './screens/settings-form.ts';
import { formFrame } from './screens/settings-form-frame.ts';
import { debuggerStates } from './testing/debugger-states.ts';
import { playerState } from './testing/player-states.ts';
import { offlineServices } from './testing/services.ts';
import { cellsProblem, frameProblem, type NamedFrame } from './testing/sound-frame.ts';
import { AT_TOP } from './widgets/scroll.ts';
import { textState } from './widgets/text-editing.ts';

type Draw = (width: number, height: number) => readonly Line[];

const SIZES: readonly (readonly [number, number])[] = isLong
  ? [
      [60, 16],
      [80, 24],
      [120, 36],
      [200, 50],
    ]
  : [[80, 24]];

/**
 * Every text on a screen: throws where a frame is not sound, or is not the cells that it says. A screen
 * has many states; in the short test each text meets one of them, and each of them many texts.
 */
async function expectSound(
  drawsOf: (text: string) => readonly Draw[],
  texts: readonly HostileText[] = HOSTILE_TEXTS,
): Promise<void> {
  for (const [width, height] of SIZES) {
    let frames: NamedFrame[] = [];
    let turn = 0;
    const expectCells = async () => {
      expect(await cellsProblem(frames, width, height)).toBeUndefined();
      frames = [];
    };
    await forEachHostileInTurn(async (text, { name }) => {
      const draws = drawsOf(text);
      for (const draw of isLong ? draws : some(draws, turn++)) {
        const lines = draw(width, height);
        const problem = frameProblem(lines, width, height);
        if (problem !== undefined)
          throw new Error(`state ${draws.indexOf(draw)} at ${width}x${height}: ${problem}`);
        frames.push({ name, lines });
      }
      if (frames.length > AT_ONCE) await expectCells();
    }, texts);
    await expectCells();
  }
}

/** So many frames are drawn into one terminal: a terminal of its own for each would take long. */
const AT_ONCE = 300;

/** One of them, another each time. */
function some<T>(all: readonly T[], turn: number): readonly T[] {
  return all.slice(turn % all.length).slice(0, 1);
}

const clean = (events: readonly AnyEvent[]) => events.map(createCleaner());

const inspector =
  (run: Run, events: readonly AnyEvent[], state: Partial<InspectorState> = {}, more = {}): Draw =>
  (width, height) =>
    inspectorFrame({
      run,
      log: logOf(events),
      state: { ...INITIAL, scroll: AT_TOP, ...state },
      player: undefined,
      notice: undefined,
      ...more,
      width,
      height,
    });

describe('Hostile text', () => {
  test('the inspector, in all its panes: every frame is as large as the window, and nothing acts', async () => {
    await expectSound(text => {
      const events = clean(hostileEvents(text));
      const run = theRun(events);
      const query = {
        query: textState('e'),
        typing: false,
        current: 0,
        from: { pinned: undefined, scroll: AT_TOP },
      };
      return [
        ...PANES.map(pane => inspector(run, events, { pane, pinned: 1 })),
        inspector(run, events, { pane: 'answer', raw: true, pinned: 1 }),
        inspector(run, events, { pane: 'diff', diff: 'side-by-side', pinned: 1 }),
        inspector(run, events, { pane: 'diff', diff: 'changes', pinned: 1 }),
        inspector(run, events, { pane: 'answer', pinned: 0, search: query }),
        inspector(run, events, { menu: { kind: 'against', row: 0 }, pinned: 1 }),
      ];
    });
  });

  test('the player and the view for a room: the same', async () => {
    await expectSound(text => {
      const events = clean(hostileEvents(text, { imported: true }));
      const run = theRun(events);
      const paused = playerState({ playing: false });
      return [
        inspector(run, events, {}, { player: paused }),
        inspector(
          run,
          events,
          { goTo: { text: textState(text), problem: placeProblem(text) } },
          { player: paused },
        ),
        inspector(run, events, { pane: 'answer' }, { player: playerState({ presenting: true }) }),
      ];
    });
  });

  test('the next step, its editor, branches and attempts: the same', async () => {
    await expectSound(text => {
      const states = debuggerStates(clean(withText(sampleEvents(), text)));
      return Object.values(states);
    });
  });

  test('two rounds side by side: the same', async () => {
    await expectSound(text => {
      const run = theRun(clean(hostileEvents(/\S/.test(sanitize(text)) ? text : 'x')));
      const [a, b] = [sideOf(run, 0), sideOf(run, 1)];
      if (!a || !b) throw new Error('the rounds have no answers');
      const comparison = compareRounds(a, b);
      const drawn =
        (pane: number, changes = {}): Draw =>
        (width, height) =>
          compareFrame({
            comparison,
            state: { ...COMPARE_AT_FIRST, pane, ...changes },
            notice: undefined,
            width,
            height,
          });
      return [drawn(0), drawn(0, { diff: 'side-by-side' }), drawn(1), drawn(2), drawn(3)];
    });
  });

  test('questions, models and settings where a run is chosen: the same', async () => {
    const services = await offlineServices();
    await expectSound(text => {
      const word = text === '' ? ' ' : text;
      const question = {
        id: word,
        title: text,
        domain: text,
        text: word,
        reference: [text],
        grader: 'text' as const,
      };
      const base = hostileSettings(word);
      const hostile = {
        ...services,
        sourceLine: text,
        questions: [question],
        initial: { model: word, question: word, overrides: { system: text, reflection: text } },
        recorded: undefined,
        settingsFor: () => base,
        refusal: () => text,
      };
      const first = initialPicker(hostile, firstChoices(hostile));
      const picker =
        (state: typeof first): Draw =>
        (width, height) =>
          pickerFrame({
            state,
            services: hostile,
            choice: choiceOf(state, hostile),
            notice: text,
            width,
            height,
          }).lines;
      const filtered = pickerKey(first, 'x', hostile, { width: 80, height: 24 }).state;
      return [
        picker(first),
        picker(filtered),
        (width, height) =>
          formFrame({
            form: openForm(base, { system: text, maxTokens: text }),
            base,
            overrides: { system: text, maxTokens: text },
            refusal: text,
            look: services.look(),
            width,
            height,
          }).lines,
        (width, height) => ownFrame(openOwn(text, text), width, height).lines,
        (width, height) => ownFrame(ownPaste(openOwn(), text, { width, height }), width, height).lines,
      ];
    });
  });

  test('stored prompts and presets: the same', async () => {
    await expectSound(text => {
      const base = hostileSettings(text === '' ? ' ' : text);
      const { saved: own } = readPrompts({
        [text]: { first: text, reflection: text },
        whole: { reflection: text },
      });
      const { saved } = readPresets({
        [text]: { system: text },
        whole: { reflection: text, rounds: '1' },
      });
      return [
        ...[4, 5, 6].map(
          (row): Draw =>
            (width, height) =>
              promptsFrame({
                library: { ...LIST_AT_FIRST, row },
                base,
                overrides: {},
                own,
                notice: text,
                width,
                height,
              }).lines,
        ),
        ...[5, 6, 7].map(
          (row): Draw =>
            (width, height) =>
              presetsFrame({
                state: { ...PRESETS_AT_FIRST, row, said: text },
                base,
                overrides: {},
                saved,
                width,
                height,
              }).lines,
        ),
      ];
    });
  });

  test('a library of runs with hostile names, titles, tags and notes: the same', async () => {
    const folder = temporaryFolder();
    const texts = HOSTILE_TEXTS.filter((_one, index) => isLong || index % 3 === 0);
    for (const [index, { text }] of texts.entries()) {
      const inside = join(folder, fileName(text, index));
      mkdirSync(inside);
      writeFileSync(
        join(inside, `${fileName(text, index)}.jsonl`),
        asLines(withId(hostileEvents(text), index)),
      );
    }
    const library = openLibrary({ folders: [folder], cache: temporaryFolder(), now: () => 0 });
    onTestFinished(() => library.close());
    await library.refresh();
    const rows = library.rows();
    expect(library.status().problems).toEqual([]);
    expect(rows).toHaveLength(texts.length);
    const find = createFinder();
    const drawn =
      (state: LibraryState, text: string): Draw =>
      (width, height) =>
        libraryFrame({
          ...seen(state, width, height),
          state,
          world: library.world(),
          texts: row => library.texts(row),
          where: folder,
          notice: text,
          width,
          height,
        }).lines;
    const seen = (state: LibraryState, width: number, height: number): LibrarySeen => ({
      found: find(rows, library.world(), state),
      status: library.status(),
      forms: [],
      page: libraryLayout(state, { width, height }).list.rows,
    });
    let state = libraryAtFirst();
    await expectSound(text => {
      state = libraryKey(state, 'down', seen(state, 80, 24)).state;
      return [drawn(state, text)];
    }, texts);
  });

  test('the report over runs with hostile models, strategies and domains: the same', async () => {
    const viewOf = createReporter();
    await expectSound(text => {
      const rows = [rowOf(theRun(clean(hostileEvents(text))), `/runs/${text}.jsonl`)];
      const problems = [text];
      const view = viewOf({
        rows,
        problems,
        by: ['model', 'question', 'domain', 'prompt', 'tag'],
        study: false,
      });
      const read = { rows, done: 1, total: 1, problems, isRead: true };
      return view.tables.map(
        ({ id: tab }): Draw =>
          (width, height) =>
            reportFrame({
              state: { ...reportAtFirst(), tab },
              view,
              read,
              where: sanitizeLine(text),
              notice: text,
              width,
              height,
            }),
      );
    });
  });
});

/** What the player says of a place that is none. */
function placeProblem(text: string): string {
  const found = findPlace(`${text}x`, { isTimed: true, durationMs: 1000, atMs: 0, rounds: [] } as never);
  return 'problem' in found ? found.problem : '';
}

/** Two files of one run would be one row. */
function withId([first, ...rest]: readonly AnyEvent[], index: number): AnyEvent[] {
  return [{ ...first, run: `${(first as { run?: string }).run}${index}` } as AnyEvent, ...rest];
}

/** What a file system takes of it, and no other file has. */
function fileName(text: string, index: number): string {
  const taken = text.replaceAll(/[/\0]/g, '').toWellFormed();
  const name = Buffer.from(taken).subarray(0, 120).toString('utf8').replaceAll('\ufffd', '');
  // What begins with a dot is hidden.
  return `${name.replace(/^\./, 'x.')}${index}`;
}

/** The sample run with a text in the place of its question and behind each of its answers. */
function withText(events: readonly AnyEvent[], text: string): AnyEvent[] {
  const seen = new Set<unknown>();
  return events.map((event): AnyEvent => {
    const one = event as Record<string, unknown> & { call?: number };
    if (event.type === 'run.started') {
      const question = { ...(one.question as object), title: text, text: text === '' ? ' ' : text };
      return { ...event, question } as AnyEvent;
    }
    if (event.type === 'call.delta' && one.channel === 'text' && !seen.has(one.call)) {
      seen.add(one.call);
      return { ...event, text: `${text}\n${one.text}` } as AnyEvent;
    }
    if (event.type === 'call.finished') {
      const [{ text: said = '' } = {}] = one.content as { text?: string }[];
      return { ...event, content: [{ text: `${text}\n${said}` }] } as AnyEvent;
    }
    return event;
  });
}
