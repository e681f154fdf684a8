/** What a local Bedrock says of itself, so that nobody takes what it serves for the words of a model that was asked. */
import type { Provenance } from '../../run/events.ts';
import type { SeenRequest } from './listen.ts';
import { httpJson, type Reply } from './reply.ts';

/** Where an answer comes from; at `ABOUT_PATH` where the worst of all that is served comes from. */
export const PROVENANCE_HEADER = 'x-reflectoscope-provenance';
/** No path of Bedrock's. */
export const ABOUT_PATH = '/reflectoscope';

/** `undefined` when it is not what is asked for. */
export function aboutReply({ method, wirePath }: SeenRequest, provenance: Provenance): Reply | undefined {
  if (method !== 'GET' || wirePath !== ABOUT_PATH) return undefined;
  return withProvenance(httpJson({ program: 'reflectoscope', provenance }), provenance);
}

export function withProvenance(reply: Reply, provenance: Provenance | undefined): Reply {
  if (provenance === undefined) return reply;
  const header = { [PROVENANCE_HEADER]: provenance };
  switch (reply.kind) {
    case 'http':
      return { ...reply, headers: { ...reply.headers, ...header } };
    case 'stream':
      return { ...reply, more: header };
    case 'nothing':
      return reply;
  }
}
