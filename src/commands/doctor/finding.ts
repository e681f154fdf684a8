/** What the doctor finds: one thing each, how it is, and what would help. */
import { EXIT, type ExitCode } from '../exit-codes.ts';

export type Finding = {
  readonly what: string;
  readonly says: string;
  /** What would help, as a sentence. */
  readonly help?: string;
  /** The same for programs. */
  readonly facts?: Facts;
} & (
  | { readonly state: 'ok' | 'note' }
  /** `code` is what the command exits with. */
  | { readonly state: 'problem'; readonly code: ExitCode }
);

/** What belongs together. */
export interface Area {
  readonly area: string;
  readonly findings: readonly Finding[];
}

export type Facts = Readonly<Record<string, string | number | boolean | null>>;

export function ok(what: string, says: string, facts?: Facts): Finding {
  return { state: 'ok', what, says, ...(facts && { facts }) };
}

/** Works, and is worth knowing. */
export function note(what: string, says: string, help?: string, facts?: Facts): Finding {
  return { state: 'note', what, says, ...(help !== undefined && { help }), ...(facts && { facts }) };
}

/** Does not work; by default because something must be set up. */
export function problem(
  what: string,
  says: string,
  help: string,
  { code = EXIT.configuration, facts }: { readonly code?: ExitCode; readonly facts?: Facts } = {},
): Finding {
  return { state: 'problem', what, says, help, code, ...(facts && { facts }) };
}

/** Of all problems the one that must be mended first: what is not set up, before what failed. */
export function exitCodeFor(findings: readonly Finding[]): ExitCode {
  const codes = findings.flatMap(finding => (finding.state === 'problem' ? [finding.code] : []));
  if (codes.length === 0) return EXIT.done;
  return codes.includes(EXIT.configuration) ? EXIT.configuration : EXIT.failed;
}
