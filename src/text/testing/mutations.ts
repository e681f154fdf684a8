/**
 * Files as accidents and strangers make them of whole ones: bytes that were flipped, cut, doubled or swapped,
 * and JSON whose fields are gone, repeated, of another type or of an extreme value. All of it shrinks towards
 * the whole file. Only tests import it.
 */
import fc from 'fast-check';

/** What one place of a file becomes. `others` are files that may be spliced into it. */
export type Change = (bytes: Buffer, others: readonly Buffer[]) => Buffer;

const anywhere = fc.nat({ max: 0xffffff });
/** Where in a file; what is beyond its end is counted on from its beginning. */
const placeIn = (bytes: Buffer, place: number) => (bytes.length === 0 ? 0 : place % (bytes.length + 1));
const between = (bytes: Buffer, one: number, length: number): readonly [number, number] => {
  const from = placeIn(bytes, one);
  return [from, Math.min(bytes.length, from + length)];
};
const length = fc.oneof(fc.nat({ max: 8 }), fc.nat({ max: 5000 }));

/** What means something to some reader. */
const PIECES = [
  '"',
  '\n',
  '\r\n',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\',
  '\\u0000',
  '\\ud800',
  '\0',
  '\u001b[2J',
  '\u001b]52;c;YQ==\u0007',
  '\u202e',
  '\u2028',
  '\ufeff',
  '-1',
  '1e999',
  'null',
  'NaN',
  '\t',
  ';',
  '- ',
  '&a *a ',
  '|-\n',
  '/*',
  'é',
  '😀',
  '\u0301'.repeat(400),
] as const;
const piece = fc.oneof(
  fc.constantFrom(...PIECES).map(text => Buffer.from(text)),
  fc.uint8Array({ minLength: 1, maxLength: 6 }).map(bytes => Buffer.from(bytes)),
);

/** Of the bytes, whatever they mean. */
export const byteChange: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(anywhere, fc.integer({ min: 1, max: 255 })).map(
    ([at, mask]): Change =>
      bytes => {
        const changed = Buffer.from(bytes);
        const place = placeIn(bytes, at);
        if (place < changed.length) changed[place] = (changed[place] ?? 0) ^ mask;
        return changed;
      },
  ),
  anywhere.map(
    (at): Change =>
      bytes =>
        bytes.subarray(0, placeIn(bytes, at)),
  ),
  fc.tuple(anywhere, length).map(
    ([at, size]): Change =>
      bytes => {
        const [from, to] = between(bytes, at, size);
        return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
      },
  ),
  fc.tuple(anywhere, length).map(
    ([at, size]): Change =>
      bytes => {
        const [from, to] = between(bytes, at, size);
        return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
      },
  ),
  fc.tuple(anywhere, length, length).map(
    ([at, first, second]): Change =>
      bytes => {
        const [from, middle] = between(bytes, at, first);
        const to = Math.min(bytes.length, middle + second);
        return Buffer.concat([
          bytes.subarray(0, from),
          bytes.subarray(middle, to),
          bytes.subarray(from, middle),
          bytes.subarray(to),
        ]);
      },
  ),
  fc.tuple(anywhere, anywhere, anywhere).map(
    ([which, at, from]): Change =>
      (bytes, others) => {
        const other = others[which % Math.max(1, others.length)] ?? bytes;
        return Buffer.concat([bytes.subarray(0, placeIn(bytes, at)), other.subarray(placeIn(other, from))]);
      },
  ),
  fc.tuple(anywhere, piece).map(
    ([at, put]): Change =>
      bytes => {
        const place = placeIn(bytes, at);
        return Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place)]);
      },
  ),
);

/** The same text as other programs save it. */
export const encodingChange: fc.Arbitrary<Change> = fc
  .constantFrom('utf-16le', 'utf-16be', 'latin1', 'utf-8')
  .chain(encoding =>
    fc.boolean().map(
      (hasMark): Change =>
        bytes => {
          const text = `${hasMark ? '\ufeff' : ''}${bytes.toString('utf8')}`;
          if (encoding === 'latin1') return Buffer.from(text, 'latin1');
          if (encoding === 'utf-8') return Buffer.from(text);
          const little = Buffer.from(text, 'utf16le');
          return encoding === 'utf-16le' ? little : little.swap16();
        },
    ),
  );

/** A text that stands in JSON where a value would: what cannot be made by `JSON.stringify` too. */
const ODD_VALUES: readonly string[] = [
  'null',
  'true',
  '-1',
  '0',
  '-0',
  '0.5',
  '1e308',
  '-1e308',
  '1e999',
  '9007199254740992',
  '9007199254740993',
  '4294967296',
  '99999',
  '1e-320',
  '""',
  '" "',
  '"NaN"',
  '"Infinity"',
  '"-1"',
  '"__proto__"',
  '"constructor"',
  '"\\ud800"',
  '"\\u0000"',
  '"\\u001b[2J\\u009b31m"',
  '"\\u202ea\\u200b"',
  '"2026-99-99T99:99:99Z"',
  '"../../../etc/passwd"',
  '"{{user}}"',
  '[]',
  '{}',
  '[null]',
  '[[]]',
  '[{}]',
  '{"text":1}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":1,"hasOwnProperty":1,"length":-1}',
];
const DEEP = 10_000;
const LONG = 1_000_000;
const oddValue = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...ODD_VALUES) },
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 2 }).map(value => JSON.stringify(value)) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        () => `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`,
        () => `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`,
        () => JSON.stringify('a'.repeat(LONG)),
        () => JSON.stringify('a b\n'.repeat(LONG / 4)),
        () => JSON.stringify('\u0301'.repeat(LONG / 10)),
        () => `[${'0,'.repeat(LONG / 10)}0]`,
      )
      .map(make => make()),
  },
);

type Path = readonly (string | number)[];

/** What lies deeper was put there by an earlier change. */
const DEEPEST = 30;

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || path.length > DEEPEST) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, one]) =>
      pathsIn(one, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

/** What is done to one value of a JSON document. */
type JsonChange =
  | { readonly does: 'drop' | 'double' | 'wrap' | 'proto' }
  | { readonly does: 'put'; readonly text: string };

/** Takes a JSON text, and gives one that is JSON in most cases; what is none comes back as it is. */
export type TextChange = (json: string) => string;

export const jsonChange: fc.Arbitrary<TextChange> = fc
  .tuple(
    anywhere,
    fc.oneof(
      { weight: 5, arbitrary: oddValue.map((text): JsonChange => ({ does: 'put', text })) },
      {
        weight: 3,
        arbitrary: fc
          .constantFrom('drop' as const, 'double' as const, 'wrap' as const, 'proto' as const)
          .map((does): JsonChange => ({ does })),
      },
    ),
  )
  .map(
    ([which, change]): TextChange =>
      json => {
        let value: unknown;
        try {
          value = JSON.parse(json);
        } catch {
          return json;
        }
        const paths = pathsIn(value);
        const path = paths[which % paths.length] ?? [];
        const stand = '\u0001here\u0001';
        const put = change.does === 'put' ? change.text : undefined;
        let changed: string | undefined;
        try {
          changed = JSON.stringify(changedAt(value, path, change, stand));
        } catch {
          // It is nested too deeply to be written once more.
          return json;
        }
        if (changed === undefined) return '';
        return put === undefined ? changed : changed.split(JSON.stringify(stand)).join(put);
      },
  );

function changedAt(value: unknown, path: Path, change: JsonChange, stand: string): unknown {
  const [key, ...rest] = path;
  if (key === undefined) {
    if (change.does === 'put') return stand;
    if (change.does === 'proto' && typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return JSON.parse(
        `{"__proto__":{"polluted":true},${JSON.stringify(value).slice(1).replace(/^\}/, '"a":1}')}`,
      );
    }
    return [value, ...(change.does === 'double' ? [value] : [])];
  }
  const isLast = rest.length === 0;
  if (Array.isArray(value)) {
    return value.flatMap((one, index) => {
      if (index !== key) return [one];
      if (isLast && change.does === 'drop') return [];
      if (isLast && change.does === 'double') return [one, one];
      return [changedAt(one, rest, change, stand)];
    });
  }
  const entries = Object.entries(value as object).flatMap(([name, one]) => {
    if (name !== key) return [[name, one]];
    if (isLast && change.does === 'drop') return [];
    if (isLast && change.does === 'double')
      return [
        [`${name} `, one],
        [name, one],
      ];
    return [[name, changedAt(one, rest, change, stand)]];
  });
  return Object.fromEntries(entries);
}

/** Of a file of JSON lines: one line changed within, gone, repeated, moved or laid over another one. */
export const lineChange: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(anywhere, fc.boolean(), jsonChange).map(([which, isAny, change]): Change => {
      return bytes => {
        const lines = linesOf(bytes);
        // Nearly all lines of a transcript are pieces of answers.
        const rare = lines.flatMap((line, index) => (line.includes('"call.delta"') ? [] : [index]));
        const chosen = isAny || rare.length === 0 ? which % lines.length : rare[which % rare.length];
        return joined(lines.map((line, index) => (index === chosen ? change(line) : line)));
      };
    }),
  },
  fc.tuple(anywhere, fc.integer({ min: 1, max: 40 })).map(
    ([which, count]): Change =>
      bytes => {
        const lines = linesOf(bytes);
        lines.splice(which % lines.length, count);
        return joined(lines);
      },
  ),
  fc.tuple(anywhere, anywhere, fc.integer({ min: 1, max: 40 })).map(
    ([from, to, count]): Change =>
      bytes => {
        const lines = linesOf(bytes);
        const taken = lines.slice(from % lines.length, (from % lines.length) + count);
        lines.splice(to % (lines.length + 1), 0, ...taken);
        return joined(lines);
      },
  ),
  fc.tuple(anywhere, anywhere).map(
    ([from, to]): Change =>
      bytes => {
        const lines = linesOf(bytes);
        const [moved = ''] = lines.splice(from % lines.length, 1);
        lines.splice(to % (lines.length + 1), 0, moved);
        return joined(lines);
      },
  ),
  fc
    .tuple(
      anywhere,
      fc.constantFrom('call', 'round', 'lane', 'seq', 'at'),
      fc.constantFrom(
        '-1',
        '0',
        '1',
        '2',
        '7',
        '99999',
        '100001',
        '1e308',
        '9007199254740992',
        '0.5',
        '"1"',
        'null',
      ),
    )
    .map(
      ([which, field, put]): Change =>
        bytes => {
          const lines = linesOf(bytes);
          const having = lines.flatMap((line, index) => (line.includes(`"${field}":`) ? [index] : []));
          const chosen = having[which % Math.max(1, having.length)];
          const pattern = new RegExp(`"${field}":-?[0-9.e+]+`);
          return joined(
            lines.map((line, index) =>
              index === chosen ? line.replace(pattern, `"${field}":${put}`) : line,
            ),
          );
        },
    ),
);

function linesOf(bytes: Buffer): string[] {
  return bytes.toString('utf8').split('\n');
}

function joined(lines: readonly string[]): Buffer {
  return Buffer.from(lines.join('\n'));
}

/** Of a file that is one JSON document. */
export const documentChange: fc.Arbitrary<Change> = jsonChange.map(
  (change): Change =>
    bytes =>
      Buffer.from(change(bytes.toString('utf8'))),
);

/** One of the whole files, after up to three of the changes. */
export function mutated(wholes: readonly Buffer[], change: fc.Arbitrary<Change>): fc.Arbitrary<Buffer> {
  return fc
    .tuple(fc.nat({ max: wholes.length - 1 }), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([which, changes]) =>
      briefly(changes.reduce((bytes, one) => one(bytes, wholes), wholes[which] ?? Buffer.alloc(0))),
    );
}

/** A failure shows how the file begins and ends; all of it comes again with the seed. */
function briefly(bytes: Buffer): Buffer {
  // Of its own: a whole file that nothing changed must not carry it.
  return Object.assign(Buffer.from(bytes), {
    [fc.toStringMethod]: () => {
      const text = bytes.toString('utf8');
      return `${bytes.length} bytes: ${JSON.stringify(text.length > 4000 ? `${text.slice(0, 2000)} ... ${text.slice(-2000)}` : text)}`;
    },
  });
}

/** Any change that is possible to a file of JSON lines. */
export const anyLineChange = fc.oneof(
  { weight: 6, arbitrary: lineChange },
  { weight: 4, arbitrary: byteChange },
  { weight: 1, arbitrary: encodingChange },
);

/** Any change that is possible to a file of one JSON document. */
export const anyDocumentChange = fc.oneof(
  { weight: 6, arbitrary: documentChange },
  { weight: 4, arbitrary: byteChange },
  { weight: 1, arbitrary: encodingChange },
);

/** Any change that is possible to a file of which nothing is known. */
export const anyTextChange = fc.oneof(
  { weight: 6, arbitrary: byteChange },
  { weight: 1, arbitrary: encodingChange },
);
