/** Which credentials were found, where they come from and how long they hold. Never what they are. */
import type { FoundCredentials, FoundRegion } from '../../bedrock/credentials-found.ts';
import { type Finding, note, ok, problem } from './finding.ts';

export interface CredentialWorld {
  /** With an endpoint of one's own, no credentials and no region are needed. */
  readonly isElsewhere: boolean;
  /** An ISO moment. */
  readonly now: string;
}

const SET_UP =
  'Set AWS_PROFILE (or --profile), AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_BEARER_TOKEN_BEDROCK; without them answers come from recordings.';

export function credentialFindings(found: FoundCredentials, world: CredentialWorld): Finding[] {
  return [
    signsFinding(found),
    ...found.flaws.map(flaw => note('half set', flaw, 'Set both, or none.')),
    profileFinding(found),
    takenFinding(found, world),
    regionFinding(found, world),
  ];
}

function signsFinding({ signs }: FoundCredentials): Finding {
  const facts = { signs: signs.join('; ') };
  if (signs.length === 0) return note('what is set', 'nothing', undefined, facts);
  return ok('what is set', signs.join('; '), facts);
}

function profileFinding({ profile: { name, from, isThere, of, unreadable } }: FoundCredentials): Finding {
  const facts = { profile: name, from, exists: isThere, profiles: of };
  if (unreadable.length > 0) {
    return problem('AWS files', `${unreadable.join(' and ')} cannot be read`, 'Make it readable for you.', {
      facts,
    });
  }
  if (isThere)
    return ok('AWS files', `${of === 1 ? 'one profile' : `${of} profiles`}; ${name} counts (${from})`, facts);
  if (from === 'default') return ok('AWS files', of === 0 ? 'none' : `no default profile among ${of}`, facts);
  return problem(
    'AWS files',
    `${from} names ${name}, which is not among ${of === 0 ? 'them' : of === 1 ? 'the one profile' : `the ${of} profiles`}`,
    'Check the name: aws configure list-profiles.',
    { facts },
  );
}

/** Shorter than that, a run of several rounds may outlast them. */
const SOON_MS = 15 * 60_000;

function takenFinding({ taken, signs }: FoundCredentials, { isElsewhere, now }: CredentialWorld): Finding {
  switch (taken.kind) {
    case 'not asked':
      return note('credentials', 'not asked for, since it is offline', undefined, { found: null });
    case 'none':
      if (signs.length > 0) {
        return problem(
          'credentials',
          'what is set gives none that can be used',
          'Ask the AWS CLI what is wrong with it: aws sts get-caller-identity.',
          { facts: { found: false } },
        );
      }
      return isElsewhere
        ? ok('credentials', 'none; the endpoint is asked with made-up ones', { found: false })
        : note('credentials', 'none were found', SET_UP, { found: false });
    case 'broken': {
      const { name, message, remedy = SET_UP } = taken.error;
      // What the SDK says itself may hold a command, an account or a path: it is left out.
      return problem('credentials', message, remedy, { facts: { found: false, error: name } });
    }
    case 'found':
      return expiryFinding(taken.from, taken.expiresAt, now, signs.length);
  }
}

function expiryFinding(from: string, expiresAt: string | undefined, now: string, ways: number): Finding {
  const taken = `from ${from}${ways > 1 ? ', which goes before the others' : ''}`;
  const facts = { found: true, from, expiresAt: expiresAt ?? null };
  if (expiresAt === undefined) return ok('credentials', `${taken}; they do not say when they expire`, facts);
  const leftMs = Date.parse(expiresAt) - Date.parse(now);
  const help = 'Refresh them (for SSO: aws sso login).';
  if (leftMs <= 0) return problem('credentials', `${taken}; they expired at ${expiresAt}`, help, { facts });
  const says = `${taken}; they expire in ${inWords(leftMs)}, at ${expiresAt}`;
  return leftMs < SOON_MS ? note('credentials', says, help, facts) : ok('credentials', says, facts);
}

function inWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return minutes === 1 ? 'a minute' : `${minutes} minutes`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
}

function regionFinding({ region, taken }: FoundCredentials, { isElsewhere }: CredentialWorld): Finding {
  switch (region.kind) {
    case 'found':
      return ok('region', `${region.name}, from ${region.from}`, { region: region.name, from: region.from });
    case 'odd':
      return problem(
        'region',
        `what ${region.from} gives is not the name of an AWS region`,
        'Give one like us-east-1 with --region, AWS_REGION or your profile.',
        { facts: { region: null, from: region.from } },
      );
    case 'none': {
      const help = 'Set AWS_REGION, give --region, or put a region into your profile.';
      if (taken.kind === 'found' && !isElsewhere) {
        return problem('region', 'none is set, so Bedrock cannot be asked', help, {
          facts: { region: null },
        });
      }
      return note('region', 'none is set', isElsewhere ? undefined : help, { region: null });
    }
  }
}

export function regionName(region: FoundRegion): string | undefined {
  return region.kind === 'found' ? region.name : undefined;
}
