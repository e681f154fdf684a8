import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSanitizer, sanitize, sanitizeLine } from './sanitize.ts';

const ESC = '\u001b';
const ST = `${ESC}\\`;

describe('escape sequences', () => {
  test.each([
    ['a colour', `a${ESC}[31mb${ESC}[0mc`, 'abc'],
    ['hidden text keeps its text and loses its disguise', `${ESC}[8mhidden${ESC}[28m`, 'hidden'],
    ['a cursor movement', `a${ESC}[2J${ESC}[1;1Hb`, 'ab'],
    ['a private mode', `a${ESC}[?1049hb`, 'ab'],
    ['a title, ended by BEL', `a${ESC}]0;owned\u0007b`, 'ab'],
    ['the clipboard, ended by ST', `a${ESC}]52;c;cm0gLXJm${ST}b`, 'ab'],
    ['a link', `${ESC}]8;;https://x${ST}text${ESC}]8;;${ST}`, 'text'],
    ['a device control string', `a${ESC}P+q544e${ST}b`, 'ab'],
    ['APC, PM and SOS', `a${ESC}_x${ST}b${ESC}^y${ST}c${ESC}Xz${ST}d`, 'abcd'],
    ['a full reset', `a${ESC}cb`, 'ab'],
    ['a character set', `a${ESC}(0b`, 'ab'],
    ['an 8-bit CSI', 'a\u009b31mb', 'ab'],
    ['an 8-bit OSC with an 8-bit ST', 'a\u009d0;owned\u009cb', 'ab'],
    ['8-bit DCS, SOS, PM and APC', 'a\u0090x\u009cb\u0098x\u009cc\u009ex\u009cd\u009fx\u009ce', 'abcde'],
    ['a string cancelled by CAN', `a${ESC}]0;x\u0018b`, 'ab'],
    ['an escape inside a string starts anew', `a${ESC}]0;x${ESC}[31mb`, 'ab'],
    ['an escape inside a sequence starts anew', `a${ESC}[3${ESC}[1mb`, 'ab'],
    ['ESC twice', `a${ESC}${ESC}[1mb`, 'ab'],
    ['a sequence cut off by the end', `a${ESC}[31`, 'a'],
    ['a lone ESC at the end', `a${ESC}`, 'a'],
    ['a sequence broken off by a letter of another script', `a${ESC}[31é`, 'aé'],
    ['an unterminated string loses the rest of its line and no more', `a${ESC}]0;x\nb`, 'a\nb'],
  ])('%s', (_name, text, safe) => {
    expect(sanitize(text)).toBe(safe);
  });
});

describe('control and format characters', () => {
  test.each([
    ['newline and tab stay', 'a\n\tb', 'a\n\tb'],
    ['CRLF and a lone CR become newlines', 'a\r\nb\rc\r\r\nd', 'a\nb\nc\n\nd'],
    ['line and paragraph separators become newlines', 'a\u2028b\u2029c', 'a\nb\nc'],
    ['BEL, BS, VT, FF, NUL and DEL go', '\u0007a\u0008\u000b\u000c\u0000b\u007f', 'ab'],
    ['C1 goes', 'a\u0080\u0085\u008db', 'ab'],
    ['bidi controls go', '\u202aa\u202e\u2066b\u2069\u200e\u200f\u061c', 'ab'],
    ['right-to-left letters stay', 'שלום عليكم', 'שלום عليكم'],
    ['lone surrogates become U+FFFD', 'a\ud83db\ude00c', 'a\ufffdb\ufffdc'],
    ['a high surrogate at the end, too', 'a\ud83d', 'a\ufffd'],
    ['but not inside a string that is dropped', `a${ESC}]0;\ud83d`, 'a'],
    ['emoji stay whole', '👩🏽‍❤️‍💋‍👨🏿 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇨🇭', '👩🏽‍❤️‍💋‍👨🏿 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇨🇭'],
    ['accents stay', 'e\u0301 ẫ', 'e\u0301 ẫ'],
  ])('%s', (_name, text, safe) => {
    expect(sanitize(text)).toBe(safe);
  });

  test('a storm of zero-width characters is cut after eight', () => {
    expect(sanitize(`a${'\u0301'.repeat(10_000)}b`)).toBe(`a${'\u0301'.repeat(8)}b`);
    expect(sanitize(`a${'\u200c\u200d'.repeat(10_000)}`)).toHaveLength(9);
  });

  test('what nobody sees and nothing needs goes: terminals do not agree how wide it is', () => {
    expect(sanitize('a\u00ad\u200b\u2060\u2063\ufeff\u3164\u115f\uffa0\u180e\ufff9\u{1d173}b')).toBe('ab');
    expect(sanitize('می\u200cخواهم क्\u200dष ☎\ufe0e ☎\ufe0f')).toBe('می\u200cخواهم क्\u200dष ☎\ufe0e ☎\ufe0f');
  });

  test('a mark at the beginning of a line has nothing to stand on, and goes', () => {
    expect(sanitize('\u0301a\u0301\n\u200d\u0301b\r\n\u0301 \u0301')).toBe('a\u0301\nb\n \u0301');
    expect(sanitize('\u06005')).toBe('\u06005');
  });

  test('control characters inside a storm do not start a new count', () => {
    expect(sanitize(`a${`\u0301${ESC}[m`.repeat(50)}`)).toBe(`a${'\u0301'.repeat(8)}`);
  });
});

/** Text full of what matters here. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(ESC, '[', ']', 'P', '\\', '\u0007', '\u009b', '\u009c', '\u009d', '\u0090', '\r', '\n'),
      fc.constantFrom(
        '31m',
        '0;x',
        '?',
        'é',
        '世',
        '😀',
        '\ud83d',
        '\ude00',
        '\u0301',
        '\u200d',
        '\u202e',
        'a',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 40 },
  )
  .map(parts => parts.join(''));

describe('laws', () => {
  test('nothing that a terminal would act on gets through', () => {
    fc.assert(
      fc.property(hostile, text => {
        expect(sanitize(text)).not.toMatch(
          /(?![\n\t])[\p{Control}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u,
        );
        expect(sanitize(text).isWellFormed()).toBe(true);
      }),
    );
  });

  test('text that is safe is not changed, and safe text stays as it is', () => {
    fc.assert(
      fc.property(hostile, text => {
        expect(sanitize(sanitize(text))).toBe(sanitize(text));
      }),
    );
  });

  test('for every way to cut a text, the pieces sanitised in a stream are the whole sanitised', () => {
    fc.assert(
      fc.property(hostile, fc.array(fc.nat(60)), (text, cuts) => {
        const sanitizer = createSanitizer();
        const ordered = [...cuts, text.length].sort((a, b) => a - b);
        let from = 0;
        let streamed = '';
        for (const cut of ordered) {
          streamed += sanitizer.push(text.slice(from, cut));
          from = Math.max(from, Math.min(cut, text.length));
        }
        expect(streamed + sanitizer.end()).toBe(sanitize(text));
      }),
      { numRuns: 500 },
    );
  });

  test('a sequence cut anywhere never gets through, not even for a moment', () => {
    const text = `a${ESC}]52;c;cm0gLXJm${ST}b${ESC}[31mc`;
    for (let cut = 0; cut <= text.length; cut++) {
      const sanitizer = createSanitizer();
      const pushes = [sanitizer.push(text.slice(0, cut)), sanitizer.push(text.slice(cut))];
      expect(pushes.join('')).toBe('abc');
    }
  });

  test('after end() a sanitizer is as new', () => {
    const sanitizer = createSanitizer();
    sanitizer.push(`a${ESC}]0;never ended`);
    sanitizer.end();
    expect(sanitizer.push('b')).toBe('b');
  });
});

test('a megabyte of anything is read in one pass', () => {
  const size = 1_000_000;
  for (const unit of ['a', 'é', ESC, `${ESC}[`, '\u0301', '\r', '\ud83d', `${ESC}]x`]) {
    expect(sanitize(unit.repeat(size / unit.length)).length).toBeLessThanOrEqual(size);
  }
});

describe('one line', () => {
  test('line breaks are shown, tabs are spaces', () => {
    expect(sanitizeLine('  first\r\n\r\n  second\tword \n')).toBe('first ⏎ second word');
  });
  test('a name with an escape sequence is only a name', () => {
    expect(sanitizeLine(`run${ESC}]0;x\u0007.jsonl`)).toBe('run.jsonl');
  });
  test.each([
    ['ESC', `x${ESC}]0;title`],
    ['eight bits', 'x\u009d0;title'],
    ['ESC inside of another', `x${ESC}]2;a${ESC}]0;title`],
    ['eight bits behind a whole one', `x${ESC}]2;a\u0007\u0090\u00900;title`],
  ])('a control string without an end does not swallow what stands behind it: %s', (_name, name) => {
    expect(sanitizeLine(`There is no file ${name}.`)).toBe('There is no file x0;title.');
  });
  test('many beginnings of control strings are read in one pass', () => {
    for (const start of [`${ESC}]`, '\u009d', `${ESC}]x\n`]) {
      expect(sanitizeLine(start.repeat(200_000)).length).toBeLessThanOrEqual(1_000_000);
    }
  });
  test('a long stretch of spaces is no burden', () => {
    expect(sanitizeLine(`a${' '.repeat(200_000)}b\nc`)).toHaveLength(200_006);
  });
});
