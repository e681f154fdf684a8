import { expect, test } from 'vitest';
import { asciiSigns } from './ascii-signs.ts';

test('dots are drawn by whether they are above or below', () => {
  expect([...'⠀⠁⠈⡀⢀⡇⠤⣿'].map(asciiSigns)).toEqual([' ', "'", "'", '.', '.', ':', '.', ':']);
});
