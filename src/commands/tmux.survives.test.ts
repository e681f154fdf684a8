import { execFileSync, spawnSync } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import { makeHome } from './testing/home.ts';
import { builtProgram } from './testing/program.ts';

const hasTmux = spawnSync('tmux', ['-V']).status === 0;
const servers: string[] = [];

afterEach(() => {
  for (const name of servers.splice(0)) spawnSync('tmux', ['-L', name, 'kill-server']);
});

/** The program in a tmux of its own, as somebody has it who configured nothing. */
function inTmux(columns: number, rows: number, variables: Readonly<Record<string, string>> = {}) {
  const name = `reflectoscope-test-${process.pid}-${servers.length}-${columns}`;
  servers.push(name);
  const home = makeHome(variables);
  const tmux = (...args: string[]) =>
    execFileSync('tmux', ['-L', name, '-f', '/dev/null', ...args], {
      encoding: 'utf8',
      env: { ...home.env, TERM: 'xterm-256color', SHELL: '/bin/sh' },
    });
  const size = ['-x', String(columns), '-y', String(rows)];
  tmux('new-session', '-d', ...size, 'sh');
  tmux('set', '-g', 'status', 'off');
  tmux('resize-window', ...size);
  const shown = (...how: string[]) => tmux('capture-pane', '-p', ...how);
  const waitFor = async (holds: (text: string) => boolean) => {
    for (let tries = 0; tries < 300; tries++) {
      if (holds(shown())) return;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    throw new Error(`It never came true. tmux shows:\n${shown()}`);
  };
  tmux('send-keys', `clear; '${process.execPath}' '${builtProgram()}' --offline --speed max`, 'Enter');
  return {
    shown,
    waitFor,
    press: (...keys: string[]) => void tmux('send-keys', ...keys),
    resize: (c: number, r: number) => void tmux('resize-window', '-x', String(c), '-y', String(r)),
    is: (format: string) => tmux('display-message', '-p', format).trim(),
  };
}

type InTmux = ReturnType<typeof inTmux>;

async function finished(app: InTmux): Promise<void> {
  await app.waitFor(text => text.includes('Bat and ball') && text.includes('? keys'));
  app.press('Enter');
  await app.waitFor(text => text.includes('max-rounds') && text.includes('? keys'));
  app.press('1');
  await app.waitFor(text => text.includes('[Answer]'));
}

describe('People', () => {
  test.skipIf(!hasTmux)(
    'tmux with nothing configured (TERM=screen): it draws, resizes, and gives the screen back',
    async () => {
      const app = inTmux(100, 30);
      await finished(app);
      expect(app.is('#{alternate_on}')).toBe('1');
      expect(app.shown('-e')).not.toContain('38;2;');
      for (const [columns, rows] of [
        [20, 5],
        [70, 20],
        [130, 40],
        [90, 26],
      ] as const)
        app.resize(columns, rows);
      const fresh = inTmux(90, 26);
      await finished(fresh);
      await app.waitFor(text => text === fresh.shown());
      app.press('C-q');
      await app.waitFor(text => text.includes('Replay it'));
      expect([app.is('#{alternate_on}'), app.is('#{cursor_flag}')]).toEqual(['0', '1']);
    },
  );

  test.skipIf(!hasTmux)(
    'tmux with a colour terminal around it (COLORTERM): true colours are passed on',
    async () => {
      const app = inTmux(100, 30, { COLORTERM: 'truecolor' });
      await finished(app);
      expect(app.shown('-e')).toContain('38;2;');
      app.press('C-c');
    },
  );
});
