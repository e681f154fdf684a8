/** Every claim of SECURITY.md that names a test names one that there is. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const PROOFS = [
  ...readFileSync(join(ROOT, 'SECURITY.md'), 'utf8').matchAll(/^- \*(.+?)\*, `([^`]+\.test\.tsx?)`/gm),
].map(([, name = '', file = '']) => ({ name, file }));

test('SECURITY.md names tests', () => {
  expect(PROOFS.length).toBeGreaterThan(30);
});

test.each(PROOFS)('there is a test "$name"', ({ name, file }) => {
  expect(existsSync(join(ROOT, file))).toBe(true);
  const text = readFileSync(join(ROOT, file), 'utf8');
  expect(["'", '"'].some(quote => text.includes(`${quote}${name}${quote}`))).toBe(true);
});
