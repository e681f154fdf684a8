import { Text } from 'ink';
import { expect, test } from 'vitest';
import { renderToScreen } from './testing/screen.ts';
import { useKeys, useNewest } from './use-keys.ts';

/** Shows what was typed; `!` shows how much was known of it at that moment. */
function Typed({ active = true }: { active?: boolean }) {
  const [typed, newest] = useNewest(() => '');
  useKeys({
    active,
    onKeys(names) {
      for (const name of names) {
        newest.set(newest.get() + (name === '!' ? `(${newest.get().length})` : name));
      }
    },
    onPaste: text => newest.set(`${newest.get()}<${text}>`),
  });
  return <Text>{`typed ${typed}`}</Text>;
}

test('keys of a chunk come in order, and each sees what those before it did', async () => {
  const screen = await renderToScreen(<Typed />, { columns: 60, rows: 3 });
  await screen.type('ab!');
  await screen.type('\u001b[B\u001b[Bc!');
  expect(screen.row(0)).toBe('typed ab(2)downdownc(14)');
  await screen.unmount();
});

test('a paste is text, and no keys', async () => {
  const screen = await renderToScreen(<Typed />, { columns: 60, rows: 3 });
  await screen.paste('q and ctrl+c');
  expect(screen.row(0)).toBe('typed <q and ctrl+c>');
  await screen.unmount();
});

test('without the keyboard nothing is heard', async () => {
  const screen = await renderToScreen(<Typed active={false} />, { columns: 60, rows: 3 });
  await screen.type('abc');
  expect(screen.row(0)).toBe('typed');
  await screen.unmount();
});
