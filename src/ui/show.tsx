/** Puts the app on the terminal and takes it off again: on the alternate screen, as facts about Ink 8 demand. */
import { type Instance, render } from 'ink';
import type { ReactNode } from 'react';
import { App } from './app.tsx';
import type { RunHandle } from './desk.ts';
import { setUserKeys } from './keys.ts';
import type { CopyWorld } from './outside/clipboard.ts';
import { isHandedOver } from './outside/hand-over.ts';
import type { Services } from './services.ts';
import { askBackground } from './terminal/ask-background.ts';
import { BELL } from './terminal/bell.ts';
import { repaint } from './terminal/repaint.ts';
import { scrollByWheel } from './terminal/wheel.ts';
import { type Environment, type Theme, type ThemeSetting, themeFor } from './theme.ts';
import type { Left } from './use-shown-run.ts';

export interface ShowAppOptions {
  readonly services: Services;
  /** The run that is on the screen at first, instead of the picker. */
  readonly first?: RunHandle | undefined;
  readonly notice: string | undefined;
  /** The user's own keys, as the settings hold them. */
  readonly keys: unknown;
  /** Where copies become files when the terminal has no clipboard. */
  readonly folder: string;
  readonly env: Environment;
  /** Once the first frame is on the screen. */
  readonly onShown?: () => void;
}

export async function showApp(options: ShowAppOptions): Promise<Left> {
  const { services, first, notice, keys, folder, env, onShown } = options;
  const told = noticeWithKeys(notice, keys);
  const themeOf = await themesOfTerminal(env);
  return show(
    (onLeave, onRepaint) => (
      <App
        services={services}
        themeOf={themeOf}
        notice={told}
        first={first}
        world={worldIn(folder, env)}
        onRing={ring}
        onLeave={onLeave}
        onRepaint={onRepaint}
      />
    ),
    onShown,
  );
}

/** The terminal is asked before Ink listens: the answer would reach it as keys. */
export async function themesOfTerminal(env: Environment): Promise<(setting: ThemeSetting) => Theme> {
  const { stdin, stdout } = process;
  const background = await askBackground({ stdin, stdout, env });
  return setting => themeFor(env, setting, background);
}

/** The user's keys count from now on; what was refused of them is told with the rest. */
export function noticeWithKeys(notice: string | undefined, keys: unknown): string | undefined {
  const all = [...(notice === undefined ? [] : [notice]), ...setUserKeys(keys)];
  return all.length > 0 ? all.join(' ') : undefined;
}

export function worldIn(folder: string, env: Environment): CopyWorld {
  return { folder, env, write: sequence => void process.stdout.write(sequence) };
}

export function ring(): void {
  process.stdout.write(BELL);
}

type Leave = (left: Left) => void;

/** Resolves when the app was left; rejects, with the terminal restored, when it crashed. */
export async function show(
  node: (onLeave: Leave, onRepaint: () => void) => ReactNode,
  onShown?: () => void,
): Promise<Left> {
  let left: Left = { run: undefined, interrupted: false };
  let instance: Instance | undefined;
  const tree = node(
    how => {
      left = how;
    },
    () => {
      // A window may change its size while an editor is in it.
      if (isHandedOver() || !instance) return;
      repaint(instance, tree, sequence => process.stdout.write(sequence));
    },
  );
  // Ink listens only after its first frame: a key that comes in between would be echoed into it.
  process.stdin.setRawMode?.(true);
  instance = render(tree, {
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    // Words come in batches; this is how long a key may have to wait for its frame.
    maxFps: 120,
    // Ink would draw nothing in a terminal in which somebody has set CI.
    interactive: true,
  });
  const wheelAsBefore = scrollByWheel(sequence => process.stdout.write(sequence));
  if (onShown) setImmediate(onShown);
  try {
    await instance.waitUntilExit();
  } finally {
    wheelAsBefore();
  }
  return left;
}
