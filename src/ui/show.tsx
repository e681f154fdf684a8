/** Puts the app on the terminal and takes it off again: on the alternate screen, as facts about Ink 8 demand. */
import { type Instance, render } from 'ink';
import type { ReactNode } from 'react';
import type { Player } from '../replay/player.ts';
import { App } from './app.tsx';
import { PlayerApp } from './player-app.tsx';
import { createPlayerSession } from './player-session.ts';
import type { Services } from './services.ts';
import { askBackground } from './terminal/ask-background.ts';
import { scrollByWheel } from './terminal/wheel.ts';
import { type Environment, type Theme, themeFor } from './theme.ts';
import type { Left } from './use-runs.ts';

export interface ShowAppOptions {
  readonly services: Services;
  readonly notice: string | undefined;
  readonly env: Environment;
}

export async function showApp({ services, notice, env }: ShowAppOptions): Promise<Left> {
  const theme = await themeOfTerminal(env);
  return show((onLeave, onRepaint) => (
    <App services={services} theme={theme} notice={notice} onLeave={onLeave} onRepaint={onRepaint} />
  ));
}

export interface ShowPlayerOptions {
  readonly player: Player;
  readonly speed: number;
  readonly notice: string | undefined;
  readonly env: Environment;
}

export async function showPlayer({ player, speed, notice, env }: ShowPlayerOptions): Promise<Left> {
  const theme = await themeOfTerminal(env);
  const session = createPlayerSession(player, speed, notice);
  try {
    return await show((onLeave, onRepaint) => (
      <PlayerApp session={session} theme={theme} onLeave={onLeave} onRepaint={onRepaint} />
    ));
  } finally {
    session.stop();
  }
}

/** Asked before Ink listens: the answer would reach it as keys. */
async function themeOfTerminal(env: Environment): Promise<Theme> {
  const { stdin, stdout } = process;
  return themeFor(env, 'auto', await askBackground({ stdin, stdout, env }));
}

type Leave = (left: Left) => void;

/** Ink goes by where it left the cursor, which is wrong once somebody else has written on the screen. */
const CLEAR_SCREEN = '\u001b[2J\u001b[H';

/** Resolves when the app was left; rejects, with the terminal restored, when it crashed. */
async function show(node: (onLeave: Leave, onRepaint: () => void) => ReactNode): Promise<Left> {
  let left: Left = { run: undefined, interrupted: false };
  let instance: Instance | undefined;
  const tree = node(
    how => {
      left = how;
    },
    () => {
      process.stdout.write(CLEAR_SCREEN);
      instance?.clear();
      instance?.rerender(tree);
    },
  );
  instance = render(tree, {
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    maxFps: 30,
    // Ink would draw nothing in a terminal in which somebody has set CI.
    interactive: true,
  });
  const wheelAsBefore = scrollByWheel(sequence => process.stdout.write(sequence));
  try {
    await instance.waitUntilExit();
  } finally {
    wheelAsBefore();
  }
  return left;
}
