/** A call that was made, and whose answer the source does not have: it counts, and nothing is known of it. Pure. */
import { NOT_KEPT } from '../run/known.ts';
import type { ImportedCall } from './imported-run.ts';

export function notKept(purpose: string): ImportedCall {
  return { purpose, text: '', stopReason: NOT_KEPT };
}

export function isKept({ stopReason }: ImportedCall): boolean {
  return stopReason !== NOT_KEPT;
}
