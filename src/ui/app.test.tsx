import { describe, expect, test } from 'vitest';
import type { AnyEvent } from '../run/events.ts';
import { App } from './app.tsx';
import { DEFAULT_LOOK, type LookSettings } from './look-settings.ts';
import type { SavedPresets } from './screens/presets.ts';
import type { Services } from './services.ts';
import { recordedEvents } from './testing/recorded.ts';
import { renderToScreen } from './testing/screen.ts';
import { memory, offlineServices, type ScriptedRun, scriptedRun } from './testing/services.ts';
import { createTheme } from './theme.ts';
import type { Left } from './use-shown-run.ts';

const bat = await recordedEvents('bat-and-ball.sonnet-4-6');
const streaming = bat.slice(0, bat.findIndex(event => event.type === 'round.finished') + 30);

interface Options {
  readonly columns?: number;
  readonly rows?: number;
  readonly changes?: Partial<Services>;
  /** What each run has to tell at its start. */
  readonly events?: readonly AnyEvent[];
  readonly notice?: string;
}

/** The app, the runs that were started in it, and how it was left. */
async function app({ columns = 80, rows = 24, changes = {}, events = streaming, notice }: Options = {}) {
  const runs: ScriptedRun[] = [];
  const asked: string[] = [];
  const left: Left[] = [];
  let rings = 0;
  const services = await offlineServices({
    start(question, settings) {
      asked.push(`${question.id} ${settings.model} ${settings.strategy.rounds}`);
      const run = scriptedRun(events);
      runs.push(run);
      return run;
    },
    ...changes,
  });
  const screen = await renderToScreen(
    <App
      services={services}
      themeOf={setting => createTheme(setting === 'auto' ? 'dark' : setting)}
      world={{ env: {}, folder: '', write: () => {} }}
      onRing={() => rings++}
      notice={notice}
      onRepaint={() => {}}
      onLeave={how => left.push(how)}
    />,
    { columns, rows },
  );
  return { screen, runs, asked, left, rings: () => rings };
}

const cancelledEnd = (events: readonly AnyEvent[]) => {
  const seq = events.at(-1)?.seq ?? 0;
  const at = events.at(-1)?.at ?? 0;
  const call = { name: 'Cancelled', message: 'The call was cancelled.', retryable: true };
  return [
    { seq: seq + 1, at, type: 'call.failed', call: 1, error: call },
    { seq: seq + 2, at, type: 'run.finished', outcome: 'cancelled' },
  ] as AnyEvent[];
};

describe('a run that goes on', () => {
  test('the first Ctrl+C cancels and keeps the text, the second quits as interrupted', async () => {
    const { screen, runs, left } = await app();
    await screen.press('enter', 'ctrl+c');
    expect(runs[0]?.cancelled()).toBe(true);
    expect(screen.text()).toContain('Cancelled; the text so far is kept. Ctrl+C again quits.');
    runs[0]?.push(...cancelledEnd(streaming));
    await screen.settle('■ cancelled');
    expect(screen.text()).toContain('That is not the same');
    expect(left).toEqual([]);
    await screen.press('ctrl+c');
    await screen.waitUntilExit();
    expect(left[0]?.interrupted).toBe(true);
    expect(left[0]?.run?.outcome).toEqual({ kind: 'cancelled' });
    expect(screen.buffer()).toBe('normal');
  });

  test('two Ctrl+C in one chunk cancel and quit, and the run is told as it ends', async () => {
    const { screen, runs, left } = await app();
    await screen.press('enter');
    await screen.type('\u0003\u0003');
    await screen.waitUntilExit();
    expect(runs[0]?.cancelled()).toBe(true);
    expect(left[0]?.interrupted).toBe(true);
    expect(left[0]?.run?.outcome).toBeUndefined();
    runs[0]?.push(...cancelledEnd(streaming));
    expect(left[0]?.run?.outcome).toEqual({ kind: 'cancelled' });
  });

  test('Esc and q say that it goes on', async () => {
    const { screen } = await app();
    await screen.press('enter');
    for (const key of ['escape', 'q']) {
      await screen.press(key);
      expect(screen.text()).toContain('The run is still going on. Ctrl+C cancels it.');
      await screen.press('down');
      expect(screen.text()).not.toContain('still going on');
    }
    await screen.unmount();
  });

  test('once it is cancelled one may go back before it has ended', async () => {
    const { screen, left } = await app();
    await screen.press('enter', 'ctrl+c', 'escape');
    expect(screen.text()).toContain('Question');
    await screen.press('ctrl+c');
    await screen.waitUntilExit();
    expect(left[0]?.interrupted).toBe(false);
  });
});

describe('a run that is over', () => {
  test('Ctrl+C quits, and nothing was interrupted', async () => {
    const { screen, runs, left } = await app({ events: bat });
    await screen.press('enter', 'ctrl+c');
    await screen.waitUntilExit();
    expect(runs[0]?.cancelled()).toBe(false);
    expect(left[0]?.interrupted).toBe(false);
    expect(left[0]?.run?.outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
  });

  test.each(['escape', 'q'])('%s goes back to the picker, and another run begins anew', async key => {
    const { screen, runs, asked } = await app({ events: bat });
    await screen.press('enter', '4', 'left');
    expect(screen.text()).toContain('[Prompt]');
    await screen.press(key);
    expect(screen.text()).toContain('Question');
    await screen.press('down', 'enter');
    expect(asked.map(one => one.split(' ')[0])).toEqual(['bat-and-ball', 'six-terms-medium']);
    expect(runs).toHaveLength(2);
    expect(screen.text()).toContain('[Diff]');
    expect(screen.text()).toContain('▌3');
    await screen.unmount();
  });
});

describe('choices', () => {
  test('what was run is remembered, and is chosen when one comes back', async () => {
    const { remembered, remember } = memory();
    const { screen } = await app({ events: bat, changes: { remember } });
    await screen.type('pond');
    await screen.press('shift+tab');
    await screen.type('nova lite');
    await screen.press('enter', 'escape');
    expect(remembered).toEqual([{ model: 'us.amazon.nova-lite-v1:0', question: 'lily-pond', overrides: {} }]);
    expect(screen.text()).toContain('▌Nova Lite');
    expect(screen.text()).toContain('▌The lily pond');
    await screen.unmount();
  });

  test('what was chosen the last time is restored, and an unknown setting is passed over', async () => {
    const initial = {
      model: 'us.amazon.nova-lite-v1:0',
      question: 'own-question',
      ownQuestion: 'Why is the sky blue?',
      overrides: { rounds: '1', speedOfLight: '3e8' },
    };
    const { screen } = await app({ changes: { initial } });
    expect(screen.text()).toContain('▌Nova Lite');
    expect(screen.text()).toContain('▌Why is the sky blue?');
    expect(screen.text()).toContain('rounds 1');
    await screen.unmount();
  });

  test('a model on the command line goes before the one of the last time', async () => {
    const { screen } = await app({
      changes: { initial: { model: 'us.amazon.nova-lite-v1:0' }, flags: { model: 'my.own-model' } },
    });
    expect(screen.text()).toContain('▌my.own-model');
    await screen.unmount();
  });
});

describe('what is kept beyond a run', () => {
  /** Services that keep presets and the look, as those of a start do. */
  const keeping = (look: LookSettings = DEFAULT_LOOK, saved: SavedPresets = {}) => {
    const kept = { look, saved };
    const changes: Partial<Services> = {
      look: () => kept.look,
      keepLook: more => {
        kept.look = { ...kept.look, ...more };
      },
      presets: () => kept.saved,
      keepPresets: next => {
        kept.saved = next;
      },
    };
    return { kept, changes };
  };
  const toTheme = Array<string>(40).fill('down').concat('up', 'up', 'up');

  test('another theme is seen at once, and kept', async () => {
    const { kept, changes } = keeping();
    const { screen } = await app({ rows: 30, changes });
    await screen.press('ctrl+s', ...toTheme);
    const colour = () => screen.cell(screen.find('theme').x, screen.find('theme').y).fg;
    const dark = colour();
    await screen.press('right', 'right');
    expect(kept.look).toEqual({ ...DEFAULT_LOOK, theme: 'light' });
    expect(colour()).not.toBe(dark);
    await screen.unmount();
  });

  test('a preset that was saved is there when one comes back from a run', async () => {
    const { kept, changes } = keeping();
    const { screen } = await app({ events: bat, changes });
    await screen.press('ctrl+s', 'right', 'enter', 'ctrl+p', 'ctrl+s');
    await screen.type('four');
    await screen.press('enter', 'escape');
    expect(kept.saved).toEqual({ four: { rounds: '4' } });
    await screen.press('enter', 'escape', 'ctrl+p');
    expect(screen.text()).toMatch(/four +★ Your own/);
    await screen.unmount();
  });

  test('what was run comes first when one comes back', async () => {
    const { screen } = await app({ events: bat });
    await screen.type('six terms');
    await screen.press('enter', 'escape');
    expect(screen.text()).toMatch(/recent\n.*▌Six terms/);
    await screen.unmount();
  });

  test.each([
    [true, 1],
    [false, 0],
  ])('with the bell on (%s) a run that ends by itself rings so often: %i', async (bell, count) => {
    const { changes } = keeping({ ...DEFAULT_LOOK, bell });
    const { screen, runs, rings } = await app({ changes });
    await screen.press('enter');
    expect(rings()).toBe(0);
    runs[0]?.push(...bat.slice(streaming.length));
    await screen.settle();
    expect(rings()).toBe(count);
    await screen.unmount();
  });
});

test('what there is to say at the start is said until something was run', async () => {
  const { screen } = await app({ events: bat, notice: 'A preset is not read.' });
  expect(screen.text()).toContain('A preset is not read.');
  await screen.press('down', 'up', 'enter', 'escape');
  expect(screen.text()).toContain('Question');
  expect(screen.text()).not.toContain('A preset is not read.');
  await screen.unmount();
});

describe('keys that come in a hurry', () => {
  test('a filter and Enter in one chunk run what the filter found', async () => {
    const { screen, asked } = await app();
    await screen.type('thousand\tmicro\r');
    expect(asked).toEqual(['thousand-days us.amazon.nova-micro-v1:0 3']);
    await screen.unmount();
  });

  test('two Enters start one run', async () => {
    const { screen, asked } = await app();
    await screen.type('\r\r');
    expect(asked).toHaveLength(1);
    await screen.unmount();
  });
});

test('a run that cannot be started says why, in the picker', async () => {
  const { screen } = await app({
    changes: {
      start: () => {
        throw new Error('run.jsonl exists already: give another name.');
      },
    },
  });
  await screen.press('enter');
  expect(screen.text()).toContain('run.jsonl exists already: give another name.');
  expect(screen.text()).toContain('Question');
  await screen.unmount();
});

describe('Ctrl+C', () => {
  test.each([
    ['the picker', []],
    ['the settings', ['ctrl+s']],
    ['a field of the settings', ['ctrl+s', 'down', 'down', 'down', 'down', 'x']],
    ['the help', ['?']],
    ['the help over the settings', ['ctrl+s', 'ctrl+g']],
  ])('quits in %s', async (_name, keys) => {
    const { screen, left } = await app();
    await screen.press(...keys, 'ctrl+c');
    await screen.waitUntilExit();
    expect(left).toHaveLength(1);
    expect(left[0]?.run).toBeUndefined();
  });

  test('in a question of one’s own it goes back and keeps the draft, and then quits', async () => {
    const { screen, left } = await app();
    await screen.press('ctrl+n', 'x', 'tab', 'y', 'ctrl+c');
    expect(screen.text()).toContain('The question is kept');
    await screen.press('ctrl+n');
    expect(screen.text()).toContain('A question of your own');
    await screen.press('z');
    expect(screen.text()).toMatch(/reference {2}yz/);
    await screen.press('ctrl+c', 'ctrl+c');
    await screen.waitUntilExit();
    expect(left).toHaveLength(1);
  });

  test('in the help over a run that goes on it cancels the run', async () => {
    const { screen, runs, left } = await app();
    await screen.press('enter', '?', 'ctrl+c');
    expect(runs[0]?.cancelled()).toBe(true);
    expect(screen.text()).toContain('Cancelled; the text so far is kept');
    expect(left).toEqual([]);
    await screen.unmount();
  });

  test('works in a window that is too small', async () => {
    const { screen, left } = await app();
    await screen.resize(40, 8);
    await screen.press('ctrl+c');
    await screen.waitUntilExit();
    expect(left).toHaveLength(1);
  });
});

describe('help', () => {
  test('tells the keys of the screen below, and any key that does not scroll closes it', async () => {
    const { screen } = await app({ events: bat });
    await screen.type('?');
    expect(screen.row(0)).toBe(' Keys: choosing what to run');
    await screen.press('x', 'enter');
    expect(screen.text()).not.toContain('Keys:');
    await screen.press('?');
    expect(screen.row(0)).toBe(' Keys: a run that is over');
    await screen.type('jj');
    expect(screen.row(2)).toMatch(/→ l +The next round/);
    await screen.press('escape');
    expect(screen.text()).toContain('[Diff]');
    await screen.unmount();
  });

  test('keys behind ? in the same chunk do not reach the screen below', async () => {
    const { screen } = await app({ events: bat });
    await screen.press('enter');
    await screen.type('?q');
    expect(screen.text()).toContain('Keys: a run that is over');
    await screen.unmount();
  });
});
