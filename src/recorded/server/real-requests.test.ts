/** What others sent to Bedrock is taken here too, and answered in the same shape. */
import { describe, expect, test } from 'vitest';
import { aRequest } from '../testing/collect.ts';
import { REAL_REQUESTS_ARE_THERE, realRequests } from '../testing/real-requests.ts';
import { readWireBody, readWirePath } from '../wire-request.ts';
import { fallback } from './answerers.ts';
import { replyTo } from './converse-reply.ts';
import { requestProblem } from './request-rules.ts';

const real = realRequests();

describe.skipIf(!REAL_REQUESTS_ARE_THERE)(
  'requests that Bedrock answered (skipped without the shared data)',
  () => {
    test('there are some of both operations', () => {
      const operations = real.map(({ path }) => readWirePath(path)?.operation);
      expect(new Set(operations)).toEqual(new Set(['converse', 'converse-stream']));
    });

    test.each(real)('$name is read, and nothing is wrong with it', ({ path, body }) => {
      const at = readWirePath(path);
      const read = readWireBody(at?.model ?? '', body);
      if ('problem' in read) throw new Error(read.problem);
      expect(requestProblem(read)).toBeUndefined();
      const points = body.match(/"cachePoint"/g)?.length ?? 0;
      const tools = read.tools?.ttl === undefined ? 0 : 1;
      expect(read.cachePoints.length + tools).toBe(points);
    });

    test('an answer of Converse has the fields that those of Bedrock have, in their shape', async () => {
      const answer = await fallback('Five cents.', 1)(aRequest());
      const reply = replyTo('converse', answer);
      const ours = shapeOf(JSON.parse(reply.kind === 'http' ? reply.body : ''));
      const theirs = real.flatMap(({ answer: whole }) => (whole ? [shapeOf(whole)] : []));
      expect(theirs.length).toBeGreaterThan(0);
      const known = new Set(theirs.flat());
      expect(ours.filter(place => !known.has(place) && !place.startsWith('usage.cacheDetails'))).toEqual([]);
      const always = [...known].filter(place => theirs.every(one => one.includes(place)));
      expect(always.filter(place => !ours.includes(place))).toEqual([]);
    });
  },
);

/** Every place in a document, with what stands there. */
function shapeOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [`${path}: list`, ...value.flatMap(one => shapeOf(one, `${path}[]`))];
  if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`];
  return Object.entries(value).flatMap(([name, one]) => shapeOf(one, path === '' ? name : `${path}.${name}`));
}
