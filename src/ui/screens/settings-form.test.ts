import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FEEDBACK_SOURCES, Settings } from '../../run/settings.ts';
import { STRATEGIES } from '../../strategies/index.ts';
import { lineWidth } from '../line.ts';
import { DEFAULT_LOOK } from '../look-settings.ts';
import { inStyle, textsOf } from '../testing/shown.ts';
import { type FormStep, formKey, formPaste, longText, openForm, withFieldText } from './settings-form.ts';
import { formFrame } from './settings-form-frame.ts';
import { FIELD_IDS, type FieldId, fieldsOf, type Overrides } from './settings-schema.ts';

const base = Settings.parse({ model: 'us.anthropic.claude-sonnet-4-6' });

function pressed(keys: readonly string[], overrides: Overrides = {}, settings = base): FormStep {
  const start: FormStep = { form: openForm(settings, overrides), overrides, closed: false };
  return keys.reduce((step, key) => formKey(step.form, step.overrides, settings, key), start);
}
const FIRST = FIELD_IDS.indexOf('rounds');
const to = (id: FieldId) => Array<string>(FIELD_IDS.indexOf(id) - FIRST).fill('down');
const drawn = ({ form, overrides }: FormStep, width = 80, height = 24, refusal?: string) =>
  formFrame({ form, overrides, base, refusal, width, height });

describe('a field with choices', () => {
  test('goes through them, both ways and around', () => {
    expect(pressed(['right']).overrides).toEqual({ rounds: '4' });
    expect(pressed(['left', 'left']).overrides).toEqual({ rounds: '1' });
    expect(pressed([...to('repeatQuestion'), 'space']).overrides).toEqual({ repeatQuestion: 'yes' });
    expect(pressed([...to('repeatQuestion'), 'left']).overrides).toEqual({ repeatQuestion: 'yes' });
    expect(pressed([...to('answerStable'), 'left']).overrides).toEqual({ answerStable: '5' });
  });
  test('that is as at first again is no change', () => {
    expect(pressed(['right', 'left']).overrides).toEqual({});
  });
  test('is where one begins, unless it leaves no choice', () => {
    expect(FIELD_IDS[pressed([]).form.row]).toBe('rounds');
    expect(pressed(['up', 'right', 'left']).overrides).toEqual({});
  });
  test('takes no text', () => {
    expect(pressed(['7', 'x']).overrides).toEqual({});
    expect(formPaste(openForm(base, {}), {}, base, '9').overrides).toEqual({});
  });
});

describe('a field for text', () => {
  test('takes characters, spaces and the arrows of a text', () => {
    const step = pressed([...to('system'), 'B', 'e', 'space', 'k', 'left', 'o', 'right', '!']);
    expect(step.overrides).toEqual({ system: 'Be ok!' });
  });
  test('keeps the line breaks of a paste where they belong to it, and shows them as ⏎', () => {
    const { form } = pressed(to('system'));
    const step = formPaste(form, {}, base, 'one\r\ntwo');
    expect(step.overrides).toEqual({ system: 'one\ntwo' });
    expect(textsOf(drawn(step).lines)[8]).toBe('▌system prompt        one⏎two');
    const number = pressed(to('maxCost'));
    expect(formPaste(number.form, {}, base, '0.5\n').overrides).toEqual({ maxCost: '0.5 ' });
  });
  test('emptied again is no change where it was empty', () => {
    expect(pressed([...to('maxCost'), '1', 'backspace']).overrides).toEqual({});
    expect(pressed([...to('maxTokens'), 'ctrl+u']).overrides).toEqual({ maxTokens: '' });
  });
  test('is not changed by looking at it, also when it holds what the form shows otherwise', () => {
    const recorded = Settings.parse({ model: base.model, system: 'tab\there\nand a line' });
    expect(pressed([...to('system'), 'left', 'end', 'down'], {}, recorded).overrides).toEqual({});
  });
});

describe('keys', () => {
  test('up and down stop at the ends; tab and shift+tab are the same', () => {
    expect(pressed(['up', 'up']).form.row).toBe(0);
    expect(pressed(Array(30).fill('down')).form.row).toBe(FIELD_IDS.length - 1);
    expect(pressed(['tab', 'tab', 'shift+tab']).form.row).toBe(FIRST + 1);
  });
  test.each(['enter', 'escape', 'ctrl+s'])('%s is done', key => {
    expect(pressed(['right', key])).toMatchObject({ closed: true, overrides: { rounds: '4' } });
    expect(pressed([...to('system'), 'x', key])).toMatchObject({ closed: true, overrides: { system: 'x' } });
  });
  test('ctrl+r sets everything back, also the text under the cursor', () => {
    const step = pressed([...to('system'), 'x', 'ctrl+r'], { rounds: '1', maxCost: 'abc' });
    expect(step.overrides).toEqual({});
    expect(step.form.text.text).toBe('');
  });
});

describe('the screen', () => {
  test('shows what is chosen, what was changed, and what is wrong', () => {
    const { lines } = drawn(pressed(['right'], { maxTokens: 'many', cache: '1h' }));
    const texts = textsOf(lines);
    expect(texts[2]).toBe(' strategy             self-reflection');
    expect(texts[3]).toMatch(/^▌rounds +0 {2}1 {2}2 {2}3 \[4\] 5 {2}6 /);
    expect(texts[4]).toBe(' cache                1h   was 5m');
    expect(texts[15]).toBe(' max tokens           ▲ many   was 4096');
    expect(inStyle(lines, 'bad')).toEqual([' ▲ many']);
  });
  test('says what the field means, and what it may be', () => {
    const about = textsOf(drawn(pressed([])).lines);
    const help = about.indexOf(' Rounds after round 0.');
    expect(about[help + 1]).toBe(' It may be a whole number from 0 to 20.');
    expect(textsOf(drawn(pressed(to('maxCost'))).lines)).toContain(' It may be a number above 0.');
  });
  test('says in full why it cannot be run', () => {
    const refusal = `"Bat and ball" is recorded, but for up to 3 reflections, not 8. ${'To ask Bedrock itself, set up AWS. '.repeat(4)}`;
    const text = textsOf(drawn(pressed([]), 80, 24, refusal).lines)
      .join(' ')
      .replaceAll(/\s+/g, ' ');
    expect(text).toContain(refusal.trim());
  });
  test('puts the cursor into the text that is written', () => {
    expect(drawn(pressed([...to('system'), 'a', 'b'])).cursor).toEqual({ x: 24, y: 8 });
    expect(drawn(pressed([])).cursor).toBeUndefined();
  });
  test('in a low window keeps the row of the cursor in sight, and says how many there are', () => {
    for (let row = FIRST; row < FIELD_IDS.length; row++) {
      const { lines } = drawn(pressed(Array(row - FIRST).fill('down')), 60, 16, 'No. '.repeat(60));
      const texts = textsOf(lines);
      expect(texts.filter(text => text.startsWith('▌'))).toHaveLength(1);
      expect(texts[0]).toMatch(new RegExp(`^ Settings +\\d+ of ${FIELD_IDS.length}$`));
    }
  });
  test('has exactly as many lines as the window, none wider', () => {
    const keys = fc.array(
      fc.constantFrom('down', 'up', 'right', 'left', 'space', 'x', '世', '👨‍👩‍👧', 'ctrl+r'),
      {
        maxLength: 60,
      },
    );
    const sizes = [fc.integer({ min: 60, max: 200 }), fc.integer({ min: 16, max: 60 })] as const;
    fc.assert(
      fc.property(
        keys,
        ...sizes,
        fc.option(fc.string(), { nil: undefined }),
        (names, width, height, refusal) => {
          const { lines, cursor } = drawn(pressed(names), width, height, refusal);
          expect(lines).toHaveLength(height);
          for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(width);
          if (cursor) expect(cursor.x).toBeLessThan(width);
        },
      ),
    );
  });
});

describe('a strategy', () => {
  const choosing = (overrides: Overrides) =>
    drawn({ form: openForm(base, overrides), overrides, closed: false });
  test('has its parameters below it, and only those that it goes by', () => {
    const overrides = { strategy: 'self-consistency', 'self-consistency.samples': '5' };
    const texts = textsOf(choosing(overrides).lines);
    expect(texts[2]).toBe(' strategy             self-consistency   was self-reflection');
    expect(texts[3]).toMatch(/^▌samples +2 {2}3 {2}4 \[5\] 6 {2}7/);
    expect(texts).toContain(' window               4');
    expect(texts.join('\n')).not.toContain(' rounds ');
  });
  test('is gone through with the arrows, and its changes stay while another one is looked at', () => {
    const there = ['up', 'right', 'down', 'right'];
    expect(pressed(there).overrides).toEqual({ strategy: 'self-refine', rounds: '4' });
    expect(pressed([...there, 'up', 'left']).overrides).toEqual({ rounds: '4' });
  });
  test('of any kind and with any feedback keeps the frame, 80 by 24 too', () => {
    for (const { id } of STRATEGIES) {
      for (const feedback of FEEDBACK_SOURCES) {
        const overrides = { strategy: id, feedback };
        let step: FormStep = { form: openForm(base, overrides), overrides, closed: false };
        for (let row = 0; row < fieldsOf(base, overrides).length; row++) {
          const { lines } = drawn(step);
          expect(lines).toHaveLength(24);
          for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(80);
          expect(textsOf(lines).filter(text => text.startsWith('▌'))).toHaveLength(1);
          step = formKey(step.form, overrides, base, 'down');
        }
      }
    }
  });
});

describe('the look', () => {
  const look = DEFAULT_LOOK;
  const withLook = (...keys: string[]) => {
    const start: FormStep = { form: openForm(base, {}), overrides: {}, closed: false };
    return keys.reduce((step, key) => formKey(step.form, step.overrides, base, key, look), start);
  };
  const last = Array<string>(30).fill('down');

  test('has its fields at the end, below a heading', () => {
    const { form } = withLook(...last);
    const texts = textsOf(
      formFrame({ form, base, overrides: {}, look, refusal: undefined, width: 80, height: 24 }).lines,
    );
    const heading = texts.indexOf(' About the screen, not the run');
    expect(texts.slice(heading + 1, heading + 5)).toEqual([
      ' theme                auto',
      ' bell                 off',
      ' animation            on',
      expect.stringMatching(/^▌step +\[off\] on$/),
    ]);
  });
  test('is changed at once, and is no change of the settings', () => {
    expect(withLook(...last, 'right')).toMatchObject({ overrides: {}, look: { step: true } });
    expect(withLook(...last, 'up', 'right')).toMatchObject({ overrides: {}, look: { animation: false } });
    expect(withLook(...last, 'up', 'up', 'space')).toMatchObject({ overrides: {}, look: { bell: true } });
    expect(withLook(...last, 'up', 'up', 'up', 'left')).toMatchObject({
      overrides: {},
      look: { theme: 'mono' },
    });
  });
  test('is not reset with the settings', () => {
    const step = withLook('right', ...last, 'ctrl+r');
    expect(step.overrides).toEqual({});
    expect(step.look).toBeUndefined();
  });
  test('is reached in a low window, too', () => {
    const { form } = withLook(...last);
    const { lines } = formFrame({
      form,
      base,
      overrides: {},
      look,
      refusal: undefined,
      width: 60,
      height: 16,
    });
    expect(lines).toHaveLength(16);
    expect(textsOf(lines).join()).toContain('▌step');
    expect(textsOf(lines)[0]).toMatch(/(\d+) of \1$/);
  });
});

describe('a text that is written elsewhere', () => {
  test('is one of several lines', () => {
    const { form } = pressed(to('system'));
    expect(longText(form, base, {})?.id).toBe('system');
    expect(longText(pressed([]).form, base, {})).toBeUndefined();
  });
  test('comes back to its field, and to what is being written in it', () => {
    const { form } = pressed(to('system'));
    const step = withFieldText(form, {}, base, 'system', 'Be brief.\nBe kind.');
    expect(step.overrides).toEqual({ system: 'Be brief.\nBe kind.' });
    expect(step.form.text.text).toBe('Be brief.\nBe kind.');
  });
  test('that is as at first again is no change', () => {
    const { form } = pressed(to('system'));
    expect(withFieldText(form, { system: 'x' }, base, 'system', '').overrides).toEqual({});
  });
});
