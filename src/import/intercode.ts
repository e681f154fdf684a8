/**
 * Results of InterCode (princeton-nlp/intercode): one JSON object with an entry a task, in two shapes: the
 * tasks themselves, or `meta` and `logs`. Every action of the model is a round; what the environment showed
 * of it is its check, and its reward is its grade. An episode ends with the first full reward, save while a
 * plan is carried out.
 */

import type { ImportedRun } from './imported-run.ts';
import type { Beginning, Importer, ImportProblem, SourceFile } from './importer.ts';
import { ImportError } from './importer.ts';
import { Episode, episodeRun } from './intercode-episode.ts';
import { readRow } from './read-row.ts';
import { streamed } from './values.ts';

export const intercode: Importer = {
  id: 'intercode',
  name: 'InterCode results (.json)',
  detects: ({ text }: Beginning) =>
    /^\s*\{/.test(text) &&
    text.includes('"turn_history"') &&
    text.includes('"actions"') &&
    text.includes('"observations"'),
  runs,
};

async function* runs(file: SourceFile): AsyncGenerator<ImportedRun | ImportProblem> {
  let count = 0;
  const keys = new Set<string>();
  try {
    const { firstKey, pieces } = await lookedAt(file.text());
    const path = firstKey === 'meta' || firstKey === 'logs' ? '$.logs.*' : '$.*';
    for await (const { value, key } of streamed(pieces, [path])) {
      count += 1;
      const name = String(key);
      if (keys.has(name))
        yield { place: `task ${name}`, problem: 'It is there twice; the first one counts.' };
      else yield episodeIn(value, name, file);
      keys.add(name);
    }
  } catch (thrown) {
    if (!(thrown instanceof ImportError) || count === 0) throw thrown;
    yield { place: `after task ${count}`, problem: `${thrown.message} The ${count} tasks before were read.` };
  }
  if (count === 0) throw new ImportError(`${file.path} holds no task of InterCode.`);
}

function episodeIn(value: unknown, key: string, file: SourceFile): ImportedRun | ImportProblem {
  const read = readRow(Episode, value);
  if ('problem' in read) return { place: `task ${key}`, problem: read.problem };
  return episodeRun(read.row, key, file.path);
}

/** Characters in which the first key has to come. */
const FAR_ENOUGH = 1000;
const FIRST_KEY = /^\s*\{\s*"((?:[^"\\]|\\.)*)"/;

/** The first key of an object, and the text as if nobody had looked at it. */
async function lookedAt(text: AsyncIterable<string>) {
  const iterator = text[Symbol.asyncIterator]();
  let looked = '';
  let next = await iterator.next();
  while (!next.done) {
    looked += next.value;
    if (looked.length > FAR_ENOUGH || FIRST_KEY.test(looked)) break;
    next = await iterator.next();
  }
  async function* pieces(): AsyncGenerator<string> {
    yield looked;
    for (let more = await iterator.next(); !more.done; more = await iterator.next()) yield more.value;
  }
  return { firstKey: FIRST_KEY.exec(looked)?.[1], pieces: pieces() };
}
