/** Why thinking cannot be sent back to a model, in a sentence. Pure. */
import type { Thinking } from '../run/settings.ts';
import type { ResolvedModel } from './types.ts';

/**
 * `undefined` where it can be sent back, and where no source says that it cannot (as with a model outside
 * the catalogue, for which `model` is `undefined`).
 */
export function whyNotSentBack(wish: Thinking, model: ResolvedModel | undefined): string | undefined {
  const why = model && obstacle(wish, model);
  return (
    why && `${why}, so no thinking can be sent back: leave --send-reasoning out${whatElse(wish, model)}.`
  );
}

function obstacle({ type }: Thinking, { name, thinking }: ResolvedModel): string | undefined {
  if (thinking.form === 'none') return thinking.default === 'off' ? `${name} does not think` : undefined;
  if (thinking.form === 'budget' && thinking.stripsEarlier) {
    return `Bedrock leaves out the thinking of earlier rounds for ${name}`;
  }
  if (type === 'off') return 'Thinking is off';
  return type === 'default' && thinking.default === 'off'
    ? `${name} does not think unless it is told to`
    : undefined;
}

function whatElse(wish: Thinking, { thinking }: ResolvedModel): string {
  const couldThink = thinking.form === 'effort' || (thinking.form === 'budget' && !thinking.stripsEarlier);
  const isSilent = wish.type === 'off' || wish.type === 'default';
  return couldThink && isSilent ? ', or let it think with --thinking' : '';
}
