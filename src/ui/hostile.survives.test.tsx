/** The corpus through the app as it runs: what Ink writes into the terminal, byte by byte. */
import { describe, expect, test } from 'vitest';
import type { AnyEvent, NewEvent } from '../run/events.ts';
import { delta, inOrder, runStarted, wholeRound } from '../run/testing/sample-run.ts';
import {
  foundIn,
  HOSTILE_CLASSES,
  HOSTILE_TEXTS,
  textsOfClass,
  UNSAFE,
} from '../text/testing/hostile-texts.ts';
import { createCleaner } from '../transcripts/clean.ts';
import { App } from './app.tsx';
import { osc52 } from './outside/clipboard.ts';
import { renderToScreen, type Screen } from './testing/screen.ts';
import { offlineServices, type ScriptedRun, scriptedRun } from './testing/services.ts';
import { createTripwire, withoutOwnSequences } from './testing/tripwire.ts';
import { createTheme } from './theme.ts';

async function app() {
  const runs: ScriptedRun[] = [];
  const services = await offlineServices({
    start() {
      const run = scriptedRun([]);
      runs.push(run);
      return run;
    },
  });
  const screen = await renderToScreen(
    <App
      services={services}
      themeOf={() => createTheme('dark')}
      world={{ env: {}, folder: '', write: () => {} }}
      onRing={() => {}}
      notice={undefined}
      onRepaint={() => {}}
      onLeave={() => {}}
    />,
    { columns: 80, rows: 24 },
  );
  return { screen, runs };
}

/** What was written beside what Ink and our themes write, and what it does in a terminal. */
async function expectOnlyOurs(screen: Screen): Promise<void> {
  expect(foundIn(withoutOwnSequences(screen.output()), UNSAFE)).toBeUndefined();
  const terminal = createTripwire(80, 24);
  await terminal.write(screen.output());
  expect(terminal.acted()).toEqual([]);
  terminal.dispose();
}

/** Every piece is two code units: hardly a sequence comes whole. */
function inTwos(text: string): string[] {
  return Array.from({ length: Math.ceil(text.length / 2) }, (_, index) =>
    text.slice(2 * index, 2 * index + 2),
  );
}

describe('Hostile text', () => {
  test('an answer and its thinking that stream in, cut anywhere: only our own sequences are written', async () => {
    const { screen, runs } = await app();
    await screen.press('enter');
    const clean = createCleaner();
    let seq = 0;
    const push = (...events: readonly NewEvent[]) => {
      for (const event of inOrder(events)) runs[0]?.push(clean({ ...event, seq, at: seq++ } as AnyEvent));
    };
    push(runStarted());
    for (const [round, kind] of HOSTILE_CLASSES.entries()) {
      const [started, called] = wholeRound(round, '');
      if (started && called) push(started, called);
      const texts = textsOfClass(kind).filter(({ text }) => text.length < 3_000);
      for (const channel of ['thinking', 'text'] as const) {
        push(
          ...texts.flatMap(({ text }) => [...inTwos(text), '\n'].map(piece => delta(round, piece, channel))),
        );
        await screen.settle();
      }
      push(...wholeRound(round, '').slice(3));
    }
    await expectOnlyOurs(screen);
    for (const key of ['1', '2', '3', '4', '6', 'r', 'left', 'left', 'left']) await screen.press(key);
    await expectOnlyOurs(screen);
    await screen.unmount();
  });

  test('texts that are pasted and typed: only our own sequences are written', async () => {
    const { screen } = await app();
    const pasted = HOSTILE_TEXTS.filter(({ kind }) => /^(?:control|disguise|single|direction)/.test(kind));
    await screen.press('tab');
    await screen.paste(pasted.map(({ text }) => text.replaceAll('\u001b[201~', '')).join('\n'));
    await expectOnlyOurs(screen);
    await screen.unmount();
  });

  test('texts that are copied: the terminal gets them in base64 alone, and nothing behind', () => {
    for (const { name, text } of HOSTILE_TEXTS) {
      const sequence = osc52(text) ?? '';
      expect(
        foundIn(sequence.replace(/^\u001b\]52;c;[A-Za-z0-9+/=]*\u0007$/, ''), /./s),
        name,
      ).toBeUndefined();
    }
  });
});
