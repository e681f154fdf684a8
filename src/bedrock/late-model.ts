/** A model whose client is loaded while nobody waits for it yet. Knows neither the SDK nor what it answers from. */
import type { Model, StreamEvent, WholeRequest } from '../run/model.ts';
import { prepare } from './request.ts';

/**
 * Loading begins at once. A call that comes sooner waits for it; when it fails, so does each call.
 */
export function lateModel(load: () => Promise<Model>): Model {
  const loaded = load();
  // Whoever calls is told; a run that is never started has nobody to tell.
  loaded.catch(() => {});
  return { prepare, stream: (request, signal) => lateStream(loaded, request, signal) };
}

/** Hands on what the model's own stream gives; a generator would make each piece wait its turn once more. */
function lateStream(
  loaded: Promise<Model>,
  request: WholeRequest,
  signal: AbortSignal,
): AsyncIterable<StreamEvent> {
  let stream: AsyncIterator<StreamEvent> | undefined;
  const open = async () => {
    stream ??= (await loaded).stream(request, signal)[Symbol.asyncIterator]();
    return stream;
  };
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => stream?.next() ?? open().then(opened => opened.next()),
      return: async () => (await stream?.return?.()) ?? { done: true, value: undefined },
    }),
  };
}
