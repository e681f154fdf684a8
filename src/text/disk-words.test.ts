import { describe, expect, test } from 'vitest';
import { diskCode, whyNotRead, whyNotWritten, whyNotWrittenAndHelp, whyUnreadable } from './disk-words.ts';

const error = (code: string, message = `${code}: odd words, write '/a/b'`) =>
  Object.assign(new Error(message), { code });

describe('what the disk says', () => {
  test.each([
    ['ENOSPC', 'the disk is full (make room on it)'],
    ['EDQUOT', 'the quota of the disk is used up (make room on it)'],
    ['EIO', 'the disk reports an error, it may be failing (EIO)'],
    ['EROFS', 'the disk can only be read'],
    ['EMFILE', 'the program has too many files open (close some)'],
    ['ENAMETOOLONG', 'the name is too long'],
  ])('%s, when something is written', (code, words) => {
    expect(whyNotWrittenAndHelp(error(code))).toBe(words);
  });

  test.each([
    ['ENOENT', 'there is no such file', 'is not there'],
    ['EACCES', 'you may not read it', 'may not be read by this user'],
    ['EISDIR', 'it is a folder', 'is a folder'],
    ['EMFILE', 'the program has too many files open', 'cannot be read: the program has too many files open'],
  ])('%s, when something is read', (code, words, behindTheName) => {
    expect([whyNotRead(error(code)), whyUnreadable(error(code))]).toEqual([words, behindTheName]);
  });

  test('SQLite says the same by numbers of its own', () => {
    const full = Object.assign(new Error('database or disk is full'), {
      code: 'ERR_SQLITE_ERROR',
      errcode: 13,
    });
    expect(whyNotWritten(full)).toBe('the disk is full');
    expect(diskCode({ errcode: 8 | (3 << 8) })).toBe('EROFS');
  });

  test('what has no words here is told as the system tells it, without the path', () => {
    expect(whyNotWritten(error('EXYZ'))).toBe('EXYZ: odd words');
    expect(whyNotWritten(error('toString'))).toBe('toString: odd words');
    expect(whyNotWritten('gone')).toBe('gone');
    expect(whyUnreadable(undefined)).toBe('cannot be read: undefined');
  });
});
