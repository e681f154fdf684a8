/** Whatever stands in a field: an importer reads on, or says in a sentence what is wrong, and never crashes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ImportError, type Importer } from './importer.ts';
import { IMPORTERS } from './importers.ts';
import { WHOLE } from './testing/files-with-text.ts';
import { memoryFile, readAll } from './testing/memory-file.ts';

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, one]) =>
      pathsIn(one, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

function withAt(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value)) return value.map((one, index) => (index === key ? withAt(one, rest, put) : one));
  return { ...(value as object), [key]: withAt((value as Record<string, unknown>)[key], rest, put) };
}

const ODD = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    -1,
    0.5,
    1e300,
    '',
    'x',
    [],
    {},
    [null],
    [[]],
    { text: 1 },
    true,
    '\ud800',
    '__proto__',
  ),
  fc.jsonValue(),
);

test.each(
  IMPORTERS.filter(({ id }) => WHOLE[id] !== undefined).map(importer => [importer.id, importer] as const),
)('%s', async (id, importer: Importer) => {
  const whole = WHOLE[id];
  const paths = pathsIn(whole).slice(1);
  expect((await readAll(importer, memoryFile(JSON.stringify(whole)))).runs.length).toBeGreaterThan(0);
  const changes = fc.array(fc.tuple(fc.constantFrom(...paths), ODD), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(changes, async all => {
      const changed = all.reduce(
        (value, [path, put]) => (canPut(value, path) ? withAt(value, path, put) : value),
        whole,
      );
      try {
        await readAll(importer, memoryFile(JSON.stringify(changed)));
      } catch (thrown) {
        // The command tells what no event may hold as a problem of the run.
        if (!(thrown instanceof z.ZodError)) expect(thrown).toBeInstanceOf(ImportError);
      }
    }),
    { numRuns: 400 },
  );
});

function canPut(value: unknown, path: Path): boolean {
  let at = value;
  for (const key of path.slice(0, -1)) {
    if (typeof at !== 'object' || at === null) return false;
    at = (at as Record<string | number, unknown>)[key];
  }
  return typeof at === 'object' && at !== null;
}
