import { describe, expect, test } from 'vitest';
import { createDotCanvas } from './braille.ts';

describe('a canvas of dots', () => {
  test('puts two by four dots into a cell', () => {
    const canvas = createDotCanvas(2, 1);
    canvas.set(0, 0);
    canvas.set(3, 3);
    expect(canvas.lines()).toEqual(['⠁⢀']);
  });

  test('draws a line from one end to the other', () => {
    const canvas = createDotCanvas(2, 1);
    canvas.line(0, 3, 3, 0);
    expect(canvas.lines()).toEqual(['⡠⠊']);
  });

  test('shows a letter in place of dots, and nothing of what lies outside', () => {
    const canvas = createDotCanvas(2, 2);
    canvas.set(0, 0);
    canvas.letter(1, 1, 'A');
    canvas.letter(9, 9, 'B');
    canvas.set(-1, 4);
    expect(canvas.lines()).toEqual(['A', '']);
  });
});
