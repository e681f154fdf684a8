/** A model whose client is loaded while nobody waits for it yet. Knows neither the SDK nor what it answers from. */
import type { Model } from '../run/model.ts';
import { prepare } from './request.ts';

/**
 * Loading begins at once. A call that comes sooner waits for it; when it fails, so does each call.
 */
export function lateModel(load: () => Promise<Model>): Model {
  const loaded = load();
  // Whoever calls is told; a run that is never started has nobody to tell.
  loaded.catch(() => {});
  return {
    prepare,
    async *stream(request, signal) {
      yield* (await loaded).stream(request, signal);
    },
  };
}
