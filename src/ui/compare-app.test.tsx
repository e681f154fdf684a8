import { describe, expect, test } from 'vitest';
import { CompareApp } from './compare-app.tsx';
import { comparedModels } from './testing/compared.ts';
import { renderToScreen } from './testing/screen.ts';
import { createTheme } from './theme.ts';

const models = await comparedModels();

async function opened(notice?: string, columns = 100, rows = 30) {
  const written: string[] = [];
  const screen = await renderToScreen(
    <CompareApp
      comparison={models}
      notice={notice}
      theme={createTheme('dark')}
      world={{
        env: { TERM_PROGRAM: 'WezTerm' },
        folder: '',
        write: sequence => void written.push(sequence),
      }}
      onRepaint={() => {}}
    />,
    { columns, rows },
  );
  return { screen, written };
}

describe('a comparison on the screen', () => {
  test('is read, searched and seen in other ways, and keeps its place under the help', async () => {
    const { screen } = await opened();
    expect(screen.row(0)).toMatch(/^ compare {2}Bat and ball · two rounds/);
    await screen.press('tab');
    expect(screen.text()).toContain('[Prompts]');
    await screen.press('shift+tab', 'v');
    await screen.type('/dimes');
    expect(screen.text()).toMatch(/match 1 of \d/);
    await screen.press('enter');
    await screen.type('?');
    expect(screen.row(0)).toBe(' Keys: comparing two rounds');
    await screen.press('escape');
    expect(screen.text()).toMatch(/\[Answers\].*match 1 of \d/);
    await screen.unmount();
  });

  test('copies the diff of the open pane', async () => {
    const { screen, written } = await opened();
    await screen.press('tab');
    await screen.type('c');
    const copied = /\u001b\]52;c;([^\u0007\u001b]+)/.exec(written.join(''))?.[1] ?? '';
    expect(Buffer.from(copied, 'base64').toString()).toContain('{+Go over your answer once more');
    expect(screen.text()).toContain('the diff of the prompts, A to B');
    await screen.unmount();
  });

  test('says what there is to say about the files, until there is a word about a key', async () => {
    const { screen } = await opened('run.jsonl:3: this line is not JSON.');
    expect(screen.text()).toContain('this line is not JSON');
    await screen.type('n');
    expect(screen.text()).toContain('Nothing is looked for yet');
    expect(screen.text()).not.toContain('this line is not JSON');
    await screen.unmount();
  });

  test.each(['q', 'escape', 'ctrl+c', 'ctrl+q'])('%s leaves', async key => {
    const { screen } = await opened();
    await screen.press(key);
    await screen.waitUntilExit();
  });

  test('in a window that is too small says so, and comes back whole', async () => {
    const { screen } = await opened();
    await screen.press('tab');
    await screen.resize(50, 10);
    expect(screen.text()).toContain('needs a window of 60x16');
    await screen.resize(100, 30);
    expect(screen.text()).toContain('[Prompts]');
    await screen.unmount();
  });
});
