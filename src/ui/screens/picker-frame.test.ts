import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineWidth } from '../line.ts';
import type { Services } from '../services.ts';
import { offlineServices } from '../testing/services.ts';
import { textsOf } from '../testing/shown.ts';
import { type PickerInput, pageOf, pickerFrame } from './picker-frame.ts';
import { pickerKey } from './picker-keys.ts';
import { choiceOf, firstChoices, initialPicker, type PickerState } from './picker-state.ts';

const services = await offlineServices();
const pressed = (...keys: string[]): PickerState =>
  keys.reduce<PickerState>(
    (state, key) => pickerKey(state, key, services, { width: 80, height: 27 }).state,
    initialPicker(services, firstChoices(services)),
  );
const input = (state: PickerState, changes: Partial<PickerInput> = {}): PickerInput => ({
  state,
  services,
  choice: choiceOf(state, services),
  notice: undefined,
  width: 80,
  height: 24,
  ...changes,
});
const shown = (state: PickerState, changes: Partial<PickerInput> = {}) =>
  textsOf(pickerFrame(input(state, changes)).lines);
const oneLine = (texts: readonly string[]) => texts.join(' ').replaceAll(/\s+/g, ' ');

describe('why a choice cannot be run', () => {
  const refused = pressed('tab', ...'opus 5.5');
  const refusal = choiceOf(refused, services)?.refusal ?? '';
  test('is said in full, at 80x24, at 120x36, and with how to connect in the smallest window', () => {
    expect(refusal).toContain('or give --endpoint URL.');
    expect(oneLine(shown(refused))).toContain(refusal);
    expect(oneLine(shown(refused, { width: 120, height: 36 }))).toContain(refusal);
    expect(oneLine(shown(refused, { width: 60, height: 16 }))).toContain('or give --endpoint URL.');
  });
  test('of a question that nobody recorded is said in full at 80x24', () => {
    const own = pressed(...'is there life on mars');
    const why = choiceOf(own, services)?.refusal ?? '';
    expect(why).toMatch(/^This question is not recorded/);
    expect(oneLine(shown(own, { width: 120, height: 36 }))).toContain(why);
    expect(oneLine(shown(own))).toContain('or give --endpoint URL.');
  });
  test('goes before any other word, and the lists stay where they are', () => {
    expect(oneLine(shown(refused, { notice: 'Choices are not remembered.' }))).not.toContain(
      'not remembered',
    );
    expect(oneLine(shown(pressed(), { notice: 'Choices are not remembered.' }))).toContain('not remembered');
    expect(shown(refused, { height: 36 }).indexOf(' › opus 5.5')).toBe(
      shown(pressed(), { height: 36 }).indexOf(' › opus 5.5'),
    );
    expect(shown(refused)[3]).toContain('› opus 5.5');
  });
});

describe('what the choice would cost', () => {
  test('stands below its settings, with what the cache would do', () => {
    const texts = shown(pressed());
    const settings = texts.findIndex(text => text.startsWith(' rounds 3'));
    expect(texts[settings + 1]).toMatch(
      /^ about \$0\.0\d+ to 0\.0\d+, four calls {2}if asked live: recordings/,
    );
    expect(texts[settings + 2]).toMatch(
      /^ cache reads from round 3 on, or never: the minimum is 1,024 tokens$/,
    );
  });
  test('is not said of what cannot be run, and gives way to a word of the program', () => {
    expect(oneLine(shown(pressed('tab', ...'opus 5.5')))).not.toContain(' calls');
    const noticed = oneLine(shown(pressed(), { notice: 'Choices are not remembered.' }));
    expect(noticed).toMatch(/four calls .* Choices are not remembered\./);
    expect(noticed).not.toContain('cache reads');
    expect(oneLine(shown(pressed(), { notice: 'So it is. '.repeat(20) }))).not.toContain('four calls');
  });
  test('is said in tokens where no price is known, and without recordings nothing is said of them', () => {
    const live: Services = {
      ...services,
      recorded: undefined,
      refusal: () => undefined,
    };
    const state = pressed('tab', ...'some.model-v9');
    const texts = oneLine(shown(state, { services: live, choice: choiceOf(state, live) }));
    expect(texts).toMatch(/about [\d,]+ to [\d,]+ tokens, four calls; the price of this model is not known/);
    expect(texts).not.toContain('asked live');
  });
});

describe('what surrounds the lists', () => {
  test('names where answers come from', () => {
    expect(shown(pressed())[0]).toMatch(
      /reflectoscope +offline · answers come from recordings \(synthetic\)$/,
    );
    const live: Services = { ...services, recorded: undefined, sourceLine: 'live · http://h\u001b[31m/' };
    const texts = textsOf(pickerFrame(input(pressed(), { services: live })).lines);
    expect(texts[0]).toMatch(/live · http:\/\/h\/$/);
    expect(oneLine(texts)).not.toMatch(/[●○]/);
  });
  test('has a column for the reference where there is room for one', () => {
    expect(shown(pressed())[2]).not.toContain('reference');
    expect(shown(pressed(), { width: 120 })[2]).toContain('reference recorded');
    expect(oneLine(shown(pressed(), { width: 120, height: 36 }))).toMatch(/Bat and ball 0\.05 ●○○○○/);
    expect(oneLine(shown(pressed(), { width: 120, height: 36 }))).toMatch(/Rent still owed gold query ●○/);
  });
  test('tells how much of a long question is not shown', () => {
    expect(oneLine(shown(pressed()))).toMatch(/… 4 lines more/);
  });
  test('in the lowest window leaves the details out, and the lists in', () => {
    const texts = shown(pressed(), { width: 60, height: 16 });
    expect(oneLine(texts)).not.toContain('context');
    expect(texts.filter(text => text.includes('▌'))).not.toEqual([]);
    expect(pageOf(16)).toBeGreaterThan(0);
    expect(pageOf(36)).toBeGreaterThan(pageOf(24));
  });
});

test('the cursor stands behind what was typed', () => {
  expect(pickerFrame(input(pressed())).cursor).toEqual({ x: 42, y: 3 });
  expect(pickerFrame(input(pressed('a', '世'))).cursor).toEqual({ x: 45, y: 3 });
  expect(pickerFrame(input(pressed('tab', 'a'))).cursor).toEqual({ x: 4, y: 3 });
});

test('whatever is typed and however large the window: exactly as many lines, none wider', () => {
  const keys = fc.array(
    fc.oneof(
      fc.constantFrom('tab', 'down', 'end', 'escape', 'space', 'backspace', '世', '👨‍👩‍👧', '.'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).filter(key => /^[^\p{Cc}?]$/u.test(key)),
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(
      keys,
      fc.integer({ min: 60, max: 200 }),
      fc.integer({ min: 16, max: 60 }),
      fc.option(fc.string({ unit: 'grapheme', maxLength: 600 }), { nil: undefined }),
      (names, width, height, notice) => {
        const { lines, cursor } = pickerFrame(input(pressed(...names), { width, height, notice }));
        expect(lines).toHaveLength(height);
        for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(width);
        expect(cursor?.x).toBeLessThan(width);
      },
    ),
  );
});
