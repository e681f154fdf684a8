/** `reflectoscope models`: the catalogue, as a table or as JSON. */

import { listModels } from '../models/list.ts';
import { modelsJson } from '../models/models-json.ts';
import { formatCount } from '../text/numbers.ts';
import { fit } from '../text/pad.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { createOutput } from './output.ts';

export async function models(flags: { json?: boolean }): Promise<ExitCode> {
  const write = createOutput(process.stdout, () => {});
  if (flags.json) {
    write(JSON.stringify(modelsJson(), null, 2));
    return EXIT.done;
  }
  const columns = [50, 24, 16, 20, 9];
  const row = (...cells: string[]) =>
    cells
      .map((cell, index) => fit(cell, columns[index] ?? 9))
      .join(' ')
      .trimEnd();
  write(row('id', 'name', 'in / out, per M', 'cache', 'context'));
  for (const { model, id, otherIds, priceText } of listModels()) {
    const cache = model.cache
      ? `${model.cache.minimumTokens === null ? 'minimum unknown' : `from ${formatCount(model.cache.minimumTokens)}`}, ${model.cache.ttl.join('/')}`
      : 'no caching';
    const name = model.lifecycle === 'retired' ? `${model.name} (retired)` : model.name;
    write(
      row(
        id,
        name,
        priceText,
        cache,
        model.contextTokens === null ? 'unknown' : formatCount(model.contextTokens),
      ),
    );
    if (otherIds.length > 0) write(`  also ${otherIds.join(', ')}`);
  }
  write('');
  write(
    'USD per million tokens, on demand. Any other model id, profile or ARN may be given to --model; its price is then unknown.',
  );
  return EXIT.done;
}
