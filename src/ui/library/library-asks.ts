/** What the library asks of whoever holds it. */
import type { Row } from '../../library/row.ts';
import type { LibraryState } from './library-state.ts';

export type LibraryAsk =
  | { readonly kind: 'help' | 'quit' | 'back' | 'undo' | 'empty-trash' | 'refresh' }
  | { readonly kind: 'open' | 'play' | 'branch' | 'resume'; readonly row: Row }
  | { readonly kind: 'compare'; readonly rows: readonly [Row, Row] }
  | { readonly kind: 'delete' | 'report'; readonly rows: readonly Row[] }
  | { readonly kind: 'label'; readonly path: string; readonly label: { title?: string; tags?: string[] } }
  | { readonly kind: 'export'; readonly row: Row; readonly form: string };

export interface LibraryStep {
  readonly state: LibraryState;
  readonly asks?: LibraryAsk;
}
