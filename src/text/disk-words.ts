/**
 * What a disk says when something cannot be read or written there, in words: the one place that turns an error
 * code into them. Pure; codes are those of errno(3) and of SQLite (https://www.sqlite.org/rescode.html).
 */

interface Words {
  /** Continues "could not be written: ...". */
  readonly write: string;
  /** Continues "could not be read: ...", where that is something else. */
  readonly read?: string;
  /** Continues the name of a file: "is not there". */
  readonly is?: string;
  /** What a person can do, as an order. */
  readonly help?: string;
}

/** Of a file that is written while somebody removes it: no code of the system's. */
export const REMOVED = 'REMOVED';

const ROOM = 'make room on it';
const NOT_THEIRS = { write: 'this user may not write there', read: 'you may not read it' } as const;
const MANY_FILES = { help: 'close some' } as const;
const SILENT = { write: 'the network disk does not answer' } as const;

const WORDS: Readonly<Record<string, Words>> = {
  [REMOVED]: { write: 'it was removed while it was written' },
  ENOSPC: { write: 'the disk is full', help: ROOM },
  EDQUOT: { write: 'the quota of the disk is used up', help: ROOM },
  EFBIG: { write: 'a file may not be that large here' },
  EACCES: { ...NOT_THEIRS, is: 'may not be read by this user' },
  EPERM: { ...NOT_THEIRS, is: 'may not be read by this user' },
  EROFS: { write: 'the disk can only be read' },
  EIO: { write: 'the disk reports an error, it may be failing (EIO)' },
  EMFILE: { write: 'the program has too many files open', ...MANY_FILES },
  ENFILE: { write: 'too many files are open on this machine', ...MANY_FILES },
  ENAMETOOLONG: { write: 'the name is too long', is: 'has too long a name' },
  EISDIR: { write: 'it is a folder', is: 'is a folder' },
  ENOTDIR: {
    write: 'a file stands where a folder should be',
    read: 'a part of its path is no folder',
    is: 'is not there: a part of its path is no folder',
  },
  EEXIST: { write: 'it exists already' },
  ENOENT: { write: 'its folder is not there', read: 'there is no such file', is: 'is not there' },
  ELOOP: { write: 'its symbolic links go in a circle', is: 'has symbolic links that go in a circle' },
  EBUSY: { write: 'something else uses it' },
  ETXTBSY: { write: 'something else uses it' },
  ENXIO: { write: 'the disk is gone' },
  ENODEV: { write: 'the disk is gone' },
  ESTALE: { write: 'the network disk has lost it' },
  ETIMEDOUT: SILENT,
  EHOSTDOWN: SILENT,
  EINVAL: { write: 'this disk does not take such a file' },
};

/** By the lower eight bits of what SQLite says. */
const SQLITE: Readonly<Record<number, string>> = {
  3: 'EACCES',
  5: 'EBUSY',
  8: 'EROFS',
  10: 'EIO',
  13: 'ENOSPC',
};

/** Why something could not be written, for the end of a sentence: `the disk is full`. */
export function whyNotWritten(thrown: unknown): string {
  return wordsOf(thrown)?.write ?? ownWords(thrown);
}

/** The same with what would help, where that is known: `the disk is full (make room on it)`. */
export function whyNotWrittenAndHelp(thrown: unknown): string {
  const help = wordsOf(thrown)?.help;
  return help === undefined ? whyNotWritten(thrown) : `${whyNotWritten(thrown)} (${help})`;
}

/** Why a file could not be read, for the end of a sentence: `there is no such file`. */
export function whyNotRead(thrown: unknown): string {
  const words = wordsOf(thrown);
  return words?.read ?? words?.write ?? ownWords(thrown);
}

/** The same behind the name of the file: `is not there`. */
export function whyUnreadable(thrown: unknown): string {
  const words = wordsOf(thrown);
  return words?.is ?? `cannot be read: ${words?.read ?? words?.write ?? ownWords(thrown)}`;
}

/** The code of the system in what was thrown; empty where there is none. */
export function diskCode(thrown: unknown): string {
  const { code, errcode, syscall } = (thrown ?? {}) as Record<'code' | 'errcode' | 'syscall', unknown>;
  if (typeof errcode === 'number') return SQLITE[errcode & 0xff] ?? '';
  // Making a folder with those above it says so where a file has its name.
  if (code === 'EEXIST' && syscall === 'mkdir') return 'ENOTDIR';
  return typeof code === 'string' ? code : '';
}

function wordsOf(thrown: unknown): Words | undefined {
  const code = diskCode(thrown);
  return Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
}

/** Without the path, which is named already: `EXYZ: something odd`. */
function ownWords(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return message.replace(/, \w+(?: '.*)?$/s, '');
}
