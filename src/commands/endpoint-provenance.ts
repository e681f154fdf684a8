/** Whether an endpoint on this machine is our own `serve`, and what it answers with: its words are no live ones. */
import { isIP } from 'node:net';
import { ABOUT_PATH, PROVENANCE_HEADER } from '../recorded/server/about.ts';
import { Provenance } from '../run/events.ts';

/** Whoever is there on this machine has answered by then. */
const PATIENCE_MS = 500;

/** `undefined`: it is another machine, which is not asked, or a server that does not say. Never rejects. */
export async function endpointProvenance(endpoint: string): Promise<Provenance | undefined> {
  const { hostname } = new URL(endpoint);
  if (!meansLoopback(hostname.replace(/^\[|\]$/g, ''))) return undefined;
  try {
    const response = await fetch(new URL(ABOUT_PATH, endpoint), {
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await response.body?.cancel();
    const said = Provenance.safeParse(response.headers.get(PROVENANCE_HEADER));
    return response.ok && said.success ? said.data : undefined;
  } catch {
    return undefined;
  }
}

export function meansLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
