/** Failures of what is set up on this machine: region and credentials. No call can succeed before they are mended. */
import { type CallContext, type Failure, type FailureRule, named, says } from './failure-rule.ts';

const noCredentials = named('CredentialsProviderError');

/** The first rule that fits speaks. */
export const setupRules: readonly FailureRule[] = [
  {
    when: named('NoRecordingException'),
    say: (_context, { text }) => ({ message: text }),
  },
  {
    when: says(/Region is missing/),
    say: ({ profile }) => ({
      message: profile
        ? `Profile ${profile} is not in the AWS config file, or has no region there.`
        : 'No AWS region is set.',
      remedy: 'Check the name (aws configure list-profiles), set AWS_REGION, or give --region.',
    }),
  },
  {
    when: says(/Region not accepted/),
    say: (context, failure) => ({
      message: `"${refusedRegion(context, failure)}" is not the name of an AWS region.`,
      remedy: 'Give one like us-east-1 with --region, AWS_REGION or your profile.',
    }),
  },
  {
    when: failure => noCredentials(failure) && /\bSSO\b/i.test(failure.text),
    say: ({ profile }) => ({
      message: `The AWS SSO session${ofProfile(profile)} has expired or was never opened.`,
      remedy: `Run: aws sso login${profile ? ` --profile ${profile}` : ''}`,
    }),
  },
  {
    when: failure => noCredentials(failure) && /login/.test(failure.text),
    say: ({ profile }) => ({
      message: `You are not logged in to AWS${profile ? ` with profile ${profile}` : ''}.`,
      remedy: `Run: aws login${profile ? ` --profile ${profile}` : ''}`,
    }),
  },
  {
    when: failure => noCredentials(failure) || /could not load credentials/i.test(failure.text),
    say: ({ profile }) => ({
      message: profile
        ? `No usable AWS credentials were found for profile ${profile}.`
        : 'No AWS credentials were found.',
      remedy: profile
        ? 'Check the profile in ~/.aws/config and ~/.aws/credentials (aws configure list-profiles), or use --offline.'
        : 'Set AWS_PROFILE (or --profile), AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_BEARER_TOKEN_BEDROCK; or use --offline.',
    }),
  },
  {
    // The token file of a web identity, or a file that a profile names.
    when: says(/ENOENT: no such file/),
    say: (_context, { text }) => ({
      message: `A file that the AWS credentials come from is missing${missingFile(text)}.`,
      remedy: 'Check AWS_WEB_IDENTITY_TOKEN_FILE and the files that your profile names.',
    }),
  },
  {
    when: failure =>
      named('ExpiredTokenException', 'ExpiredToken', 'RequestExpired')(failure) ||
      /security token.*expired/i.test(failure.text),
    say: ({ profile }) => ({
      message: `The AWS credentials${ofProfile(profile)} have expired.`,
      remedy: 'Refresh them (for SSO: aws sso login), then go on with the run: it needs no new start.',
    }),
  },
  {
    when: says(/API key is valid|bearer token/i),
    say: context => ({
      message: 'Bedrock did not accept the API key in AWS_BEARER_TOKEN_BEDROCK.',
      remedy: `Make a new one in the Bedrock console${context.region ? ` for ${context.region}` : ''}, or unset it to use other credentials.`,
    }),
  },
  {
    when: named(
      'UnrecognizedClientException',
      'InvalidSignatureException',
      'InvalidClientTokenId',
      'SignatureDoesNotMatch',
      'IncompleteSignatureException',
      'MissingAuthenticationTokenException',
    ),
    say: ({ profile }) => ({
      message: `AWS did not accept the credentials${ofProfile(profile)}.`,
      remedy: 'Check the access key, the secret key, the session token and the clock of this machine.',
    }),
  },
];

function ofProfile(profile: string | undefined): string {
  return profile ? ` of profile ${profile}` : '';
}

function refusedRegion({ region }: CallContext, { text }: Failure): string {
  return /region="([^"]*)"/.exec(text)?.[1] ?? region ?? '';
}

function missingFile(text: string): string {
  const file = /open '([^']+)'/.exec(text)?.[1];
  return file ? `: ${file}` : '';
}
