/** What the corpus of hostile texts is made of. Only tests import it. */

export type HostileClass =
  | 'control string'
  | 'question to the terminal'
  | 'control sequence'
  | 'disguise'
  | 'single control'
  | 'cut or nested'
  | 'direction'
  | 'characters'
  | 'size'
  | 'HTML'
  | 'Markdown'
  | 'formula'
  | 'address'
  | 'names of fields'
  | 'template';

export interface HostileText {
  /** Unique in the corpus; what a failing test says. */
  readonly name: string;
  readonly kind: HostileClass;
  readonly text: string;
}

export function named(kind: HostileClass, texts: Readonly<Record<string, string>>): HostileText[] {
  return Object.entries(texts).map(([name, text]) => ({ name, kind, text }));
}

export const ESC = '\u001b';
export const BEL = '\u0007';
export const ST = `${ESC}\\`;
/** `OWNED` in base64. */
export const OWNED64 = 'T1dORUQ=';
