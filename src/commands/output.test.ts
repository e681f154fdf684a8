import { Writable } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { createOutput } from './output.ts';

/** A stream that takes so many lines, and then fails with this code. */
function stream(lines: number, code = '') {
  const taken: string[] = [];
  const writable = new Writable({
    write(chunk, _encoding, done) {
      if (String(chunk) === '') return done();
      if (taken.length >= lines) return done(Object.assign(new Error(`${code}: it failed`), { code }));
      taken.push(String(chunk));
      done();
    },
  });
  return { writable, taken };
}

test('each line goes out with a line end', async () => {
  const { writable, taken } = stream(9);
  const output = createOutput(writable);
  output.write('one');
  output.write('two');
  await output.end();
  expect(taken).toEqual(['one\n', 'two\n']);
  expect(writable.listenerCount('error')).toBe(0);
});

test('lines that come together go out together, before any other line and before the end', async () => {
  const { writable, taken } = stream(9);
  const output = createOutput(writable);
  output.writeSoon('one');
  output.writeSoon('two');
  expect(taken).toEqual([]);
  await new Promise(setImmediate);
  expect(taken).toEqual(['one\ntwo\n']);
  output.writeSoon('three');
  output.write('four');
  output.writeSoon('five');
  await output.end();
  expect(taken.slice(1)).toEqual(['three\n', 'four\n', 'five\n']);
});

test.each(['EPIPE', 'EIO'])('a reader that went away (%s) is told once, and is no error', async code => {
  const { writable, taken } = stream(1, code);
  const onClosed = vi.fn();
  const output = createOutput(writable, onClosed);
  for (const line of ['one', 'two', 'three']) {
    output.write(line);
    await new Promise(setImmediate);
  }
  expect(output.closed()).toBe(true);
  await output.end();
  expect(onClosed).toHaveBeenCalledTimes(1);
  expect(taken).toEqual(['one\n']);
});

test('a full disk ends the writing and is said at the end', async () => {
  const { writable } = stream(0, 'ENOSPC');
  const onClosed = vi.fn();
  const output = createOutput(writable, onClosed);
  output.write('one');
  await expect(output.end()).rejects.toMatchObject({
    code: 1,
    lines: ['The output could not be written: the disk is full (make room on it).'],
  });
  expect(onClosed).toHaveBeenCalledTimes(1);
});
