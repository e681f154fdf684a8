/**
 * Takes out of the doctor's findings what nobody should paste into an issue. What is found is worded
 * without it in the first place; this is for what systems and services say in their own words.
 */
import { createRedactor } from '../../export/redact.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import type { Facts, Finding } from './finding.ts';

export interface PrivateWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The home folder, under every name by which it is known. */
  readonly homes: readonly string[];
}

/** Names of variables whose values are nobody's business. */
const SECRET_NAMES = /KEY|TOKEN|SECRET|PASS|CREDENTIAL|AUTH|COOKIE/i;
/** A shorter value would be found in every other word. */
const SHORTEST_SECRET = 6;
/** Of AWS, wherever it stands: it has twelve digits. */
const ACCOUNT = /(?<!\d)\d{12}(?!\d)/g;

export function createPrivacy({ env, homes }: PrivateWorld): (text: string) => string {
  const secrets = Object.entries(env)
    .flatMap(([name, value]) => (SECRET_NAMES.test(name) && value !== undefined ? [value] : []))
    // A path tells where a secret lies, not what it is.
    .filter(value => value.length >= SHORTEST_SECRET && !/^(?:\/|[A-Za-z]:\\|~)/.test(value))
    .sort((a, b) => b.length - a.length);
  const named = homes.filter(home => home.length > 1).sort((a, b) => b.length - a.length);
  return text => {
    let safe = sanitizeLine(text);
    for (const secret of secrets) safe = safe.replaceAll(secret, '[hidden]');
    for (const home of named) safe = withoutHome(safe, home);
    return createRedactor().text(safe).replaceAll(ACCOUNT, '[AWS account]');
  };
}

/** The folder itself and what is below it, not one whose name only begins as it does. */
function withoutHome(text: string, home: string): string {
  return text.split(home).reduce((before, after) => `${before}${/^[\w.-]/.test(after) ? home : '~'}${after}`);
}

export function privateFinding(finding: Finding, hide: (text: string) => string): Finding {
  const { what, says, help, facts } = finding;
  return {
    ...finding,
    what: hide(what),
    says: hide(says),
    ...(help !== undefined && { help: hide(help) }),
    ...(facts && { facts: privateFacts(facts, hide) }),
  };
}

function privateFacts(facts: Facts, hide: (text: string) => string): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === 'string' ? hide(value) : value]),
  );
}

/** Where a URL leads, and nothing else of it: user, password, path and query may be secrets. */
export function shownUrl(url: string): string {
  const { protocol, host } = URL.canParse(url) ? new URL(url) : { protocol: '', host: '' };
  return host === '' ? 'something that is no URL' : `${protocol}//${host}`;
}
