import { describe, expect, test } from 'vitest';
import { explainFailure, isConfiguration } from './failures.ts';
import { AS_WORK, error, explainedAs, IN_IRELAND, type Row } from './testing/explaining.ts';

const noProvider = error('CredentialsProviderError', 'Could not load credentials from any providers');

describe('what is not set up', () => {
  const rows: Row[] = [
    [error('Error', 'Region is missing'), IN_IRELAND, 'No AWS region is set.', /AWS_REGION.*--region/],
    [
      error('Error', 'Region is missing'),
      AS_WORK,
      'Profile work is not in the AWS config file, or has no region there.',
      /AWS_REGION.*--region/,
    ],
    [
      error('Error', 'Region not accepted: region="us east 1" is not a valid hostname component.'),
      IN_IRELAND,
      '"us east 1" is not the name of an AWS region.',
      /us-east-1/,
    ],
    [
      noProvider,
      IN_IRELAND,
      'No AWS credentials were found.',
      /AWS_PROFILE.*AWS_BEARER_TOKEN_BEDROCK.*--offline/,
    ],
    [
      noProvider,
      AS_WORK,
      'No usable AWS credentials were found for profile work.',
      /~\/\.aws\/config.*--offline/,
    ],
    [
      error(
        'CredentialsProviderError',
        "The SSO session token associated with profile=sso was not found or is invalid. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
      ),
      AS_WORK,
      'The AWS SSO session of profile work has expired or was never opened.',
      /^Run: aws sso login --profile work$/,
    ],
    [
      error(
        'CredentialsProviderError',
        "Value not present for 'clientId' in SSO Token. Cannot refresh. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
      ),
      IN_IRELAND,
      'The AWS SSO session has expired or was never opened.',
      /^Run: aws sso login$/,
    ],
    [
      error(
        'CredentialsProviderError',
        'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.',
      ),
      IN_IRELAND,
      'The AWS SSO session has expired or was never opened.',
      /^Run: aws sso login$/,
    ],
    [
      error(
        'CredentialsProviderError',
        'Failed to load token from /home/me/.aws/login/cache/abc.json: Error: ENOENT: no such file or directory',
      ),
      AS_WORK,
      'You are not logged in to AWS with profile work.',
      /^Run: aws login --profile work$/,
    ],
    [
      error('Error', "ENOENT: no such file or directory, open '/nope'", { code: 'ENOENT' }),
      IN_IRELAND,
      'A file that the AWS credentials come from is missing: /nope.',
      /AWS_WEB_IDENTITY_TOKEN_FILE/,
    ],
    [
      error('ExpiredTokenException', 'The security token included in the request is expired'),
      AS_WORK,
      'The AWS credentials of profile work have expired.',
      /aws sso login/,
    ],
    [
      error('UnrecognizedClientException', 'The security token included in the request is invalid.'),
      IN_IRELAND,
      'AWS did not accept the credentials.',
      /access key.*clock/,
    ],
    [
      error(
        'InvalidSignatureException',
        'Signature expired: 20260101T000000Z is now earlier than 20260101T000500Z',
      ),
      IN_IRELAND,
      'AWS did not accept the credentials.',
      /clock of this machine/,
    ],
    [
      error('AccessDeniedException', 'Authentication failed: Please make sure your API Key is valid.'),
      IN_IRELAND,
      'Bedrock did not accept the API key in AWS_BEARER_TOKEN_BEDROCK.',
      /new one.*eu-west-1/,
    ],
  ];

  test.each(rows)('%s', (...row) => {
    const explained = explainedAs(...row);
    expect(explained.retryable).toBe(false);
    expect(isConfiguration(explained)).toBe(true);
  });

  test('has no model to speak of when nothing was called yet', () => {
    expect(explainFailure(new Error('Something odd'), { model: '' }).message).toBe(
      'Bedrock could not be asked.',
    );
  });

  test('a missing recording is told in its own words, once', () => {
    const message = 'No recording holds this turn of the conversation.';
    const explained = explainFailure(error('NoRecordingException', message), IN_IRELAND);
    expect(explained).toEqual({ name: 'NoRecordingException', message, retryable: false });
    expect(isConfiguration(explained)).toBe(true);
  });
});
