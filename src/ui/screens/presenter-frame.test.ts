import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logOf } from '../../run/event-log.ts';
import {
  callStarted,
  delta,
  noted,
  QUESTION,
  roundStarted,
  runOf,
  runStarted,
  sampleEvents,
  theRun,
} from '../../run/testing/sample-run.ts';
import { lineWidth } from '../line.ts';
import { playerState } from '../testing/player-states.ts';
import { recordedEvents } from '../testing/recorded.ts';
import { textsOf } from '../testing/shown.ts';
import { AT_TOP, FOLLOWING } from '../widgets/scroll.ts';
import { inspectorFrame } from './inspector-frame.ts';
import { paneExtent } from './inspector-pane-lines.ts';
import { INITIAL, type InspectorInput, type InspectorState, PANES } from './inspector-state.ts';

const bat = await recordedEvents('bat-and-ball.sonnet-4-6');
const finished = theRun(bat);

function input(changes: Partial<Omit<InspectorInput, 'state'>> = {}, state: Partial<InspectorState> = {}) {
  return {
    run: finished,
    log: [],
    state: { ...INITIAL, scroll: AT_TOP, ...state },
    player: playerState({ presenting: true }),
    notice: undefined,
    width: 120,
    height: 36,
    ...changes,
  };
}
const frame = (...given: Parameters<typeof input>) => textsOf(inspectorFrame(input(...given)));

describe('the view for a room', () => {
  test('says what it is, how far it has come and what the round did, and what it cost', () => {
    const lines = frame();
    expect(lines[1]).toMatch(
      /^ {15}Sonnet 4\.6 · Bat and ball .* recording \(synthetic\) {2}round 3 of 3 {2}\S \w+$/,
    );
    expect(lines.at(-2)).toMatch(/^ {15}in .* cost /);
    expect([lines[0], lines[2], lines.at(-1)]).toEqual(['', '', '']);
  });
  test.each([
    [80, 'synthetic', 'recording (synthetic)'],
    [120, 'synthetic', 'recording (synthetic)'],
    [80, 'imported', 'imported'],
    [120, 'recorded', 'recording'],
  ] as const)(
    '%i columns wide says of a %s run that it is none of a model asked now',
    (width, provenance, words) => {
      const head = inspectorFrame(input({ run: { ...finished, provenance }, width }))[1] ?? [];
      expect(head).toContainEqual({ text: `${words}  `, style: 'warning' });
      expect(textsOf([head])[0]).toMatch(/Bat and ball .*round 3 of 3 {2}\S \w+$/);
    },
  );
  test('says nothing of where a live run comes from', () => {
    expect(frame({ run: { ...finished, provenance: 'live' } })[1]).not.toMatch(/live|recording/);
  });
  test('has no list of rounds, no names of panes and no keys', () => {
    const text = frame().join('\n');
    for (const word of ['Rounds', 'Thinking', 'pause', '? keys']) expect(text).not.toContain(word);
  });
  test('is one column in the middle, no wider than can be read from the back', () => {
    for (const [width, margin] of [
      [80, 4],
      [120, 15],
      [200, 55],
    ] as const) {
      for (const line of inspectorFrame(input({ width }, { pane: 'answer' }))) {
        expect(lineWidth(line)).toBeLessThanOrEqual(width - margin + 1);
        const text = textsOf([line])[0] ?? '';
        expect(text.trim() === '' || text.startsWith(' '.repeat(margin))).toBe(true);
      }
    }
  });
  test('shows the question above the first answer, and only there', () => {
    const begun = runOf(runStarted(), roundStarted(0), callStarted(0, 0), delta(0, 'Five cents.'));
    const lines = frame({ run: begun, height: 60 });
    expect(lines.join(' ').replaceAll(/\s+/g, ' ')).toContain(`${QUESTION.text} Five cents.`);
    expect(frame({ run: finished, height: 60 }).join(' ')).not.toContain('What does the ball cost?');
  });
  test('shows the beginning of a long question', () => {
    const question = { ...QUESTION, text: Array.from({ length: 30 }, (_, row) => `row ${row}`).join('\n') };
    const begun = runOf(runStarted({ question }), roundStarted(0), callStarted(0, 0), delta(0, 'Yes.'));
    const text = frame({ run: begun }).join('\n');
    expect(text).toContain('row 4');
    expect(text).not.toContain('row 9');
    expect(text).toContain('Yes.');
  });
  test('sets lines apart where all of them have room so', () => {
    const run = runOf(runStarted(), roundStarted(0), callStarted(0, 0), delta(0, 'One.\n\nTwo.'));
    const rows = (height: number) => {
      const lines = frame({ run, height }, { pane: 'answer' });
      return lines.findIndex(line => line.includes('Two.')) - lines.findIndex(line => line.includes('One.'));
    };
    expect([rows(36), rows(16)]).toEqual([4, 2]);
  });
  test('a word of the program is told, and that a recording stops in the middle', () => {
    expect(frame({ notice: 'There is no flip after this.' }).at(-4)).toContain('There is no flip');
    const killed = runOf(runStarted(), roundStarted(0), callStarted(0, 0), delta(0, 'The'));
    const player = playerState({ presenting: true, ended: true, playing: false });
    expect(frame({ run: killed, player }).join('\n')).toContain('The recording ends here');
  });
  test('has what is written or chosen on the whole screen, as always', () => {
    const text = frame({}, { menu: { kind: 'copy', row: 0 } }).join('\n');
    expect(text).toContain('Rounds');
  });
});

describe('what only the speaker is to know', () => {
  const events = [
    ...sampleEvents(),
    { seq: 18, at: 1700, type: 'user.noted', round: 1, text: 'ask the room' },
  ];
  const run = theRun(events as never);
  test.each(PANES)('is not shown in the pane %s', pane => {
    expect(run.rounds[1]?.note).toBe('ask the room');
    const shown = frame({ run, log: logOf(events as never), height: 80 }, { pane });
    expect(shown.join('\n')).not.toMatch(/ask the room|user\.noted|•/);
  });
  test('and is there again for whoever leaves the view', () => {
    const player = playerState({ presenting: false });
    expect(frame({ run, player }, { pane: 'feedback' }).join('\n')).toContain('ask the room');
    expect(noted(1, 'x')).toMatchObject({ type: 'user.noted' });
  });
});

test('whatever the size and the pane: exactly as many lines as the screen has, none wider', () => {
  fc.assert(
    fc.property(
      fc.nat(bat.length - 1),
      fc.integer({ min: 60, max: 200 }),
      fc.integer({ min: 16, max: 60 }),
      fc.constantFrom(...PANES),
      fc.oneof(fc.constant(FOLLOWING), fc.record({ offset: fc.nat(300), follow: fc.boolean() })),
      fc.option(fc.string({ unit: 'grapheme', maxLength: 400 }), { nil: undefined }),
      (last, width, height, pane, scroll, notice) => {
        const seen = input({ run: theRun(bat.slice(0, last + 1)), width, height, notice }, { pane, scroll });
        const lines = inspectorFrame(seen);
        expect(lines).toHaveLength(height);
        for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(width);
        expect(paneExtent(seen).height).toBeGreaterThan(0);
      },
    ),
    { numRuns: 60 },
  );
});
