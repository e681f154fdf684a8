import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { type PtyProgram, startInPty } from './testing/pty.ts';

/** The app with services of its own, in a process of its own. Once a run has begun, its picker crashes. */
const PROGRAM = `
import { showApp } from './show.tsx';
import { estimateRun } from '../analysis/estimate.ts';
import { listModels } from '../models/list.ts';
import { Settings } from '../run/settings.ts';
import { PROMPT_VARIANTS } from '../strategies/prompt-library.ts';
import { createLiveSession } from './session.ts';

let broken = false;
process.on('SIGUSR2', () => process.stdout.write('\\n\\u001b[5;5Hsomebody else wrote this\\n\\n'));
const services = {
  sourceLine: 'a test',
  models: listModels(),
  questions: [{ id: 'q', domain: 'd', title: 'A question', text: 'Why?', grader: 'text' }],
  recorded: undefined,
  initial: {},
  flags: { model: undefined },
  defaultModel: 'us.anthropic.claude-sonnet-4-6',
  settingsFor(model) {
    if (broken) throw new Error('the screws came loose');
    return Settings.parse({ model });
  },
  refusal: () => undefined,
  estimate: (question, settings) => estimateRun({ question, settings, turn: 'Again?', price: undefined, recorded: [] }),
  start() {
    broken = true;
    return { session: createLiveSession(), events: [], file: undefined, append() {}, cancel() {} };
  },
  remember() {},
  recent: { models: [], questions: [] },
  presets: () => ({}),
  keepPresets() {},
  prompts: () => PROMPT_VARIANTS,
  keepPrompts() {},
  desk: {
    draft: () => ({ keep() {}, clear() {}, read: () => undefined }),
    family: async () => [],
    answerable: async () => undefined,
    models: [],
    prompts: () => PROMPT_VARIANTS,
    check: () => undefined,
  },
  look: () => ({ theme: 'auto', bell: false, animation: true, step: false }),
  keepLook() {},
};
try {
  const left = await showApp({ services, notice: undefined, env: process.env });
  console.log('left', JSON.stringify(left));
} catch (thrown) {
  console.log('crashed:', thrown.message);
  process.exit(1);
}
`;

let program = '';
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reflectoscope-show-'));
  program = join(folder, 'program.mjs');
  const stub = {
    name: 'without-devtools',
    setup(builder: import('esbuild').PluginBuild) {
      builder.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'none', namespace: 'stub' }));
      builder.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({ contents: 'export default {};' }));
    },
  };
  const { outputFiles } = await build({
    stdin: { contents: PROGRAM, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    plugins: [stub],
  });
  await writeFile(program, outputFiles[0]?.contents ?? '');
});

/** A part of the frame may come before the rest. */
function wholeScreen(app: PtyProgram): Promise<void> {
  return app.waitFor(() => app.row(23).endsWith('? keys') && app.cursor().visible);
}

describe('on a terminal', () => {
  test('the app takes the alternate screen and gives it back', async () => {
    const app = startInPty([program]);
    await wholeScreen(app);
    expect(app.buffer()).toBe('alternate');
    expect(app.cursor().visible).toBe(true);
    app.press('ctrl+c');
    expect(await app.exit()).toEqual({ code: 0, signal: undefined });
    expect(app.buffer()).toBe('normal');
    expect(app.text()).toContain('left {"interrupted":false}');
  });

  test('a crash leaves the terminal as it was, with what went wrong and an exit code', async () => {
    const app = startInPty([program]);
    await wholeScreen(app);
    app.press('enter');
    await app.waitFor('The run is starting');
    app.press('ctrl+c');
    await app.waitFor('Cancelled');
    app.press('escape');
    expect(await app.exit()).toEqual({ code: 1, signal: undefined });
    expect(app.buffer()).toBe('normal');
    expect(app.cursor().visible).toBe(true);
    expect(app.text()).toContain('crashed: the screws came loose');
  });

  test('Ctrl+L draws the whole screen again, whatever somebody wrote on it', async () => {
    const app = startInPty([program]);
    await wholeScreen(app);
    const before = app.text();
    app.kill('SIGUSR2');
    await app.waitFor('somebody else wrote this');
    app.press('ctrl+l');
    await app.waitFor(() => app.text() === before);
    app.press('ctrl+c');
    await app.exit();
  });

  test.each([
    [{ NO_COLOR: '1' }, false],
    [{ COLORTERM: 'truecolor' }, true],
  ])('with %o colours are used: %s', async (env, coloured) => {
    const app = startInPty([program], { env });
    await wholeScreen(app);
    expect(/\u001b\[(?:[\d;]*;)?[34]8;/.test(app.output())).toBe(coloured);
    app.press('ctrl+c');
    await app.exit();
  });

  test('a light background has darker colours', async () => {
    const app = startInPty([program], { env: { COLORFGBG: '0;15' } });
    await wholeScreen(app);
    const { x, y } = app.find('enter run');
    expect(app.cell(x, y).fg).toBe('#0969da');
    app.press('ctrl+c');
    await app.exit();
  });
});
