import { Text } from 'ink';
import { useState } from 'react';
import { describe, expect, test } from 'vitest';
import type { AnyEvent } from '../run/events.ts';
import { App } from './app.tsx';
import { Frame } from './frame.tsx';
import { recordedEvents } from './testing/recorded.ts';
import { renderToScreen, type Screen } from './testing/screen.ts';
import { offlineServices, type ScriptedRun, scriptedRun } from './testing/services.ts';
import { createTheme } from './theme.ts';
import { useKeys } from './use-keys.ts';

const theme = createTheme('dark');
const bat = await recordedEvents('bat-and-ball.sonnet-4-6');
const begun = bat.slice(0, bat.findIndex(event => event.type === 'round.finished') + 40);
const more = bat.slice(begun.length, begun.length + 200);

/** Colours and attributes, too. */
function cells(screen: Screen, columns: number, rows: number): string {
  return Array.from({ length: rows }, (_, y) =>
    Array.from({ length: columns }, (_cell, x) => JSON.stringify(screen.cell(x, y))).join(''),
  ).join('\n');
}

async function running(events: readonly AnyEvent[], columns: number, rows: number) {
  const runs: ScriptedRun[] = [];
  const services = await offlineServices({
    start() {
      const run = scriptedRun(events);
      runs.push(run);
      return run;
    },
  });
  const screen = await renderToScreen(
    <App
      services={services}
      themeOf={() => theme}
      world={{ env: {}, folder: '', write: () => {} }}
      onRing={() => {}}
      notice={undefined}
      onRepaint={() => {}}
      onLeave={() => {}}
    />,
    { columns, rows },
  );
  await screen.press('enter');
  return { screen, push: (...pushed: AnyEvent[]) => runs[0]?.push(...pushed) };
}

describe('a resize', () => {
  test('while text streams, down to a window that is too small and back, shows what a fresh start shows', async () => {
    const { screen, push } = await running(begun, 120, 36);
    const steps = [
      [80, 24],
      [59, 15],
      [20, 5],
      [100, 30],
      [61, 40],
      [120, 36],
    ] as const;
    let at = 0;
    for (const [columns, rows] of steps) {
      push(...more.slice(at, at + 9));
      at += 9;
      await screen.resize(columns, rows);
      push(...more.slice(at, at + 5));
      at += 5;
      await screen.settle();
      const fresh = await running([...begun, ...more.slice(0, at)], columns, rows);
      const isSame = () => withoutTime(screen.text()) === withoutTime(fresh.screen.text());
      // Words are shown in batches: the two may be a batch apart for a moment.
      await screen.settle(isSame).catch(() => {});
      expect(withoutTime(screen.text()), `${columns}x${rows}`).toBe(withoutTime(fresh.screen.text()));
      await fresh.screen.unmount();
    }
    await screen.unmount();
  });

  test('of a finished run leaves no cell of the size before', async () => {
    const { screen } = await running(bat, 120, 36);
    for (const [columns, rows] of [
      [80, 24],
      [60, 16],
      [59, 15],
      [140, 30],
      [80, 24],
    ] as const) {
      await screen.resize(columns, rows);
      const fresh = await running(bat, columns, rows);
      expect(cells(screen, columns, rows), `${columns}x${rows}`).toBe(cells(fresh.screen, columns, rows));
      await fresh.screen.unmount();
    }
    await screen.unmount();
  });

  test('keeps the pane, the round and what was written', async () => {
    const { screen } = await running(bat, 120, 36);
    await screen.press('4', 'left');
    await screen.resize(59, 15);
    expect(screen.text()).not.toContain('Prompt');
    await screen.resize(80, 24);
    expect(screen.text()).toContain('[Prompt]');
    expect(screen.text()).toContain('▌2');
    await screen.press('escape', 'ctrl+n');
    await screen.type('half a thought');
    await screen.resize(30, 10);
    await screen.resize(80, 24);
    expect(screen.text()).toContain('half a thought');
    expect(screen.cursor()).toMatchObject({ visible: true });
    await screen.unmount();
  });
});

/** Seconds, and what is reckoned from them. */
function withoutTime(text: string): string {
  return text.replace(/[\d.]+ s\b/g, 'n s').replace(/~[\d,]+ tok\/s/g, 'n tok/s');
}

describe('a window that is too small', () => {
  test.each([
    [59, 24, 'needs a window of 60x16'],
    [120, 15, 'needs a window of 60x16'],
    [20, 5, 'this one is'],
    [16, 3, 'Too small: 60x16'],
    [10, 1, 'Too small.'],
    [6, 2, 'small'],
  ])('of %ix%i says so', async (columns, rows, words) => {
    const { screen } = await running(bat, columns, rows);
    expect(screen.text()).toContain(words);
    await screen.unmount();
  });

  test('does nothing but wait: keys have no effect', async () => {
    const { screen } = await running(bat, 40, 10);
    await screen.press('escape', '4', 'q');
    await screen.resize(80, 24);
    // Enter was pressed while the window was too small.
    expect(screen.text()).toContain('Question');
    await screen.unmount();
  });
});

function Counter({ active }: { active: boolean }) {
  const [count, setCount] = useState(0);
  useKeys({ active, onKeys: names => setCount(before => before + names.length) });
  return <Text>{`count ${count}`}</Text>;
}

test('the repaint key and the end of a resize ask for a repaint', async () => {
  let repaints = 0;
  const screen = await renderToScreen(
    <Frame theme={theme} onRepaint={() => repaints++} onInterrupt={() => undefined}>
      {({ active }) => <Counter active={active} />}
    </Frame>,
    { columns: 80, rows: 24 },
  );
  await screen.press('ctrl+l');
  expect(repaints).toBe(1);
  await screen.resize(70, 20);
  await screen.resize(75, 20);
  await screen.settle(() => repaints > 1);
  expect(repaints).toBeLessThanOrEqual(3);
  await screen.unmount();
});
