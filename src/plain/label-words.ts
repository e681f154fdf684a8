/** What the user called a run and how they tagged it, in words. Pure. */
import type { EventOf } from '../run/events.ts';

export function labelWords({ title, tags }: EventOf<'user.labelled'>): string[] {
  return [
    ...(title === undefined ? [] : [title === '' ? 'no title' : `title ${title}`]),
    ...(tags === undefined ? [] : [tags.length === 0 ? 'no tags' : `tags ${tags.join(', ')}`]),
  ];
}
