/** `reflectoscope models`: the catalogue, as a table or as JSON. */
import { type ListedModel, listModels } from '../models/list.ts';
import { modelsJson } from '../models/models-json.ts';
import { formatCount } from '../text/numbers.ts';
import { fit } from '../text/pad.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { createOutput, safeJson } from './output.ts';

export async function models(flags: { json?: boolean | undefined }): Promise<ExitCode> {
  const output = createOutput(process.stdout);
  const lines = flags.json ? [safeJson(modelsJson(), 2)] : table(listModels());
  for (const line of lines) output.write(line);
  await output.end();
  return EXIT.done;
}

function table(models: readonly ListedModel[]): string[] {
  const providers = [...new Set(models.map(({ model }) => model.provider))];
  return [
    row('', 'in / out, per M', 'cache from', 'context'),
    ...providers.flatMap(provider => [
      provider,
      ...models.filter(({ model }) => model.provider === provider).flatMap(entry),
    ]),
    '',
    ...FOOT,
  ];
}

const FOOT = [
  'Prices are in USD per million tokens, on demand, of the id that is given; under',
  'another prefix (+ eu. global., "bare" is none) a model may cost more or less:',
  'see --json. Any other model id, inference profile id or ARN may be given to',
  '--model too; its price is then unknown.',
];

/** In 80 columns. */
function row(...[name = '', price = '', cache = '', context = '']: string[]): string {
  return `  ${fit(name, 24)}${fit(price, 24)}${fit(cache, 18)}${fit(context, 11, 'right')}`;
}

function entry({ model, id, otherIds, priceText }: ListedModel): string[] {
  const context = model.contextTokens === null ? 'unknown' : formatCount(model.contextTokens);
  const prefixes = otherIds.map(other =>
    other === model.base ? 'bare' : other.slice(0, -model.base.length),
  );
  const others = prefixes.length > 0 ? ` + ${prefixes.join(' ')}` : '';
  const retired = model.lifecycle === 'retired' ? '   (retired)' : '';
  return [row(model.name, priceText, cacheWords(model), context), `    ${id}${others}${retired}`];
}

/** From how many tokens on a prefix is cached, and for how long. */
function cacheWords({ cache }: ListedModel['model']): string {
  if (!cache) return 'no caching';
  const minimum = cache.minimumTokens === null ? 'unknown' : formatCount(cache.minimumTokens);
  return `${minimum}, ${cache.ttl.join('/')}`;
}
