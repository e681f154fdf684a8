import { describe, expect, test } from 'vitest';
import { explainFailure, isConfiguration } from './failures.ts';
import { AT_HOME, error, explainedAs, IN_IRELAND, MODEL, type Row } from './testing/explaining.ts';

describe('what Bedrock does not allow', () => {
  const invalid = (message: string) => error('ValidationException', message);
  const rows: Row[] = [
    [
      error(
        'AccessDeniedException',
        'User is not authorized to perform: bedrock:InvokeModelWithResponseStream',
      ),
      IN_IRELAND,
      `This account may not call ${MODEL} in eu-west-1.`,
      /bedrock:InvokeModelWithResponseStream.*console/,
    ],
    [
      error(
        'AccessDeniedException',
        'You invoked an unsupported model or your request did not allow prompt caching',
      ),
      IN_IRELAND,
      `${MODEL} does not take cache points.`,
      /--cache off/,
    ],
    [
      invalid(
        `Invocation of model ID ${MODEL} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile`,
      ),
      IN_IRELAND,
      `${MODEL} can only be called through an inference profile.`,
      /like eu\.anthropic\.claude-sonnet-4-6\.$/,
    ],
    [
      error('ResourceNotFoundException', 'This model version has reached the end of its life.'),
      IN_IRELAND,
      `${MODEL} has been retired by Bedrock.`,
      /reflectoscope models/,
    ],
    [
      error('ResourceNotFoundException', 'Could not resolve the foundation model from the model identifier.'),
      IN_IRELAND,
      `Bedrock knows no model ${MODEL} in eu-west-1.`,
      /id and the region/,
    ],
    [
      invalid('The provided model identifier is invalid.'),
      IN_IRELAND,
      `Bedrock knows no model ${MODEL} in eu-west-1.`,
      /id and the region/,
    ],
    [
      invalid(
        'The maximum tokens you requested exceeds the model limit of 4096. Try again with a maximum tokens value that is lower than 4096.',
      ),
      IN_IRELAND,
      `${MODEL} does not write that many tokens in one answer.`,
      /smaller --max-tokens: 4096 at most/,
    ],
    [
      invalid('max_tokens: 200000 > 64000, which is the maximum allowed number of output tokens for claude'),
      IN_IRELAND,
      `${MODEL} does not write that many tokens in one answer.`,
      /: 64000 at most/,
    ],
    [
      invalid('The model returned the following errors: prompt is too long: 200049 tokens > 200000 maximum'),
      IN_IRELAND,
      `The conversation no longer fits ${MODEL}.`,
      /fewer rounds/,
    ],
    [
      invalid('Input is too long for requested model.'),
      IN_IRELAND,
      `The conversation no longer fits ${MODEL}.`,
      /longer context/,
    ],
    [
      invalid('input length and `max_tokens` exceed context limit: 198000 + 8192 > 200000'),
      IN_IRELAND,
      `The conversation no longer fits ${MODEL}.`,
      /--max-tokens/,
    ],
    [
      invalid(
        '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.',
      ),
      IN_IRELAND,
      `Bedrock refused the request to ${MODEL}.`,
      /own words below/,
    ],
    [
      error('ServiceQuotaExceededException', 'Your request exceeds the service quota.'),
      IN_IRELAND,
      'A quota of this account is used up.',
      /Service Quotas/,
    ],
  ];

  test.each(rows)('%s', (...row) => {
    const explained = explainedAs(...row);
    expect(explained.retryable).toBe(false);
    expect(isConfiguration(explained)).toBe(false);
  });

  test.each([
    ['us-east-1', 'us.'],
    ['us-gov-west-1', 'us-gov.'],
    ['eu-central-1', 'eu.'],
    ['ap-northeast-1', 'jp.'],
    ['ap-southeast-2', 'au.'],
    ['ap-southeast-1', 'global.'],
    ['sa-east-1', 'global.'],
  ])('in %s a profile like %s is proposed', (region, prefix) => {
    const thrown = error('ValidationException', "with on-demand throughput isn't supported");
    expect(explainFailure(thrown, { model: 'm', region }).remedy).toBe(
      `Use the profile of your region, like ${prefix}m.`,
    );
  });
});

describe('what Bedrock cannot do just now', () => {
  const rows: Row[] = [
    [
      error('ThrottlingException', 'Too many tokens, please wait before trying again.'),
      IN_IRELAND,
      `Bedrock is throttling calls to ${MODEL} in eu-west-1.`,
      /Wait a little/,
    ],
    [error('ModelNotReadyException', 'Not ready.'), IN_IRELAND, `${MODEL} is not ready yet.`, /in a minute/],
    [
      error('ModelTimeoutException', 'Too slow.'),
      IN_IRELAND,
      `${MODEL} took too long to answer.`,
      /ask for less/,
    ],
    [
      error('ModelErrorException', 'Oh no.'),
      IN_IRELAND,
      `${MODEL} failed while it was answering.`,
      /try again/,
    ],
    [
      error('ModelStreamErrorException', 'Oh no.'),
      IN_IRELAND,
      `${MODEL} failed while it was answering.`,
      /try again/,
    ],
    [
      error('InternalServerException', 'Oh no.'),
      IN_IRELAND,
      'Bedrock in eu-west-1 had a fault of its own.',
      /try again/,
    ],
    [
      error('ServiceUnavailableException', 'Oh no.'),
      AT_HOME,
      'http://127.0.0.1:9000 had a fault of its own.',
      /try again/,
    ],
  ];

  test.each(rows)('%s', (...row) => {
    const explained = explainedAs(...row);
    expect(explained.retryable).toBe(true);
    expect(isConfiguration(explained)).toBe(false);
  });
});
