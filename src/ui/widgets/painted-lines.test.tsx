import { render } from 'ink-testing-library';
import { expect, test } from 'vitest';
import { createTheme } from '../theme.ts';
import { PaintedLines } from './painted-lines.tsx';

const mono = createTheme('mono');
const plain = (text: string) => [{ text, style: 'text' as const }];

test('draws each line in a row of its own, blank ones too', () => {
  const { lastFrame } = render(<PaintedLines theme={mono} lines={[plain('first'), [], plain('third')]} />);
  expect(lastFrame()).toBe('first\n\nthird');
});

test('draws other lines when it is given others', () => {
  const { lastFrame, rerender } = render(<PaintedLines theme={mono} lines={[plain('before')]} />);
  rerender(<PaintedLines theme={mono} lines={[plain('after'), plain('more')]} />);
  expect(lastFrame()).toBe('after\nmore');
});
