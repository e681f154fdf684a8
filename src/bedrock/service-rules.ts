/** Failures that Bedrock tells: what it does not allow, does not know, or cannot do just now. */
import { type CallContext, type FailureRule, named, place, says, whoWasAsked } from './failure-rule.ts';

const invalid = named('ValidationException');

/** The first rule that fits speaks. */
export const serviceRules: readonly FailureRule[] = [
  {
    when: says(/prompt caching|unsupported model or your request did not allow/i),
    say: ({ model }) => ({
      message: `${model} does not take cache points.`,
      remedy: 'Turn caching off: --cache off.',
    }),
  },
  {
    when: says(/on-demand throughput isn.t supported/i),
    say: context => ({
      message: `${context.model} can only be called through an inference profile.`,
      remedy: `Use the profile of your region, like ${profileLike(context)}.`,
    }),
  },
  {
    when: says(/end of its life|end-of-life|legacy.*(no longer|not.*access)/i),
    say: ({ model }) => ({
      message: `${model} has been retired by Bedrock.`,
      remedy: 'Choose another model: reflectoscope models lists them.',
    }),
  },
  {
    when: named('AccessDeniedException'),
    say: context => ({
      message: `This account may not call ${context.model}${place(context)}.`,
      remedy:
        'It needs bedrock:InvokeModelWithResponseStream for the model and its profile, and access to the model in the Bedrock console.',
    }),
  },
  {
    when: failure =>
      named('ResourceNotFoundException')(failure) ||
      (invalid(failure) && /model identifier is invalid/i.test(failure.text)),
    say: context => ({
      message: `Bedrock knows no model ${context.model}${place(context)}.`,
      remedy: 'Check the id and the region: reflectoscope models lists the ids.',
    }),
  },
  {
    // "The maximum tokens you requested exceeds the model limit of 4096."
    when: failure =>
      invalid(failure) &&
      /maximum tokens you requested|maximum allowed number of output tokens/i.test(failure.text),
    say: ({ model }, { text }) => ({
      message: `${model} does not write that many tokens in one answer.`,
      remedy: `Use a smaller --max-tokens${outputLimit(text)}.`,
    }),
  },
  {
    // "prompt is too long: 200049 tokens > 200000 maximum"; "Input is too long for requested model."
    when: failure =>
      invalid(failure) && /too long|too many input tokens|context (limit|length|window)/i.test(failure.text),
    say: ({ model }) => ({
      message: `The conversation no longer fits ${model}.`,
      remedy:
        'Use fewer rounds, a shorter question, a smaller --max-tokens, or a model with a longer context.',
    }),
  },
  {
    when: invalid,
    say: ({ model }) => ({
      message: `Bedrock refused the request to ${model}.`,
      remedy: 'Its own words below say which setting it does not accept.',
    }),
  },
  {
    when: named('ThrottlingException', 'TooManyRequestsException'),
    say: context => ({
      message: `Bedrock is throttling calls to ${context.model}${place(context)}.`,
      remedy: 'Wait a little, use a geographic or global profile, or ask for a higher quota.',
      retryable: true,
    }),
  },
  {
    when: named('ServiceQuotaExceededException'),
    say: () => ({
      message: 'A quota of this account is used up.',
      remedy: 'See Service Quotas for Amazon Bedrock, or try another region.',
    }),
  },
  {
    when: named('ModelNotReadyException'),
    say: ({ model }) => ({
      message: `${model} is not ready yet.`,
      remedy: 'Try again in a minute.',
      retryable: true,
    }),
  },
  {
    when: named('ServiceUnavailableException', 'InternalServerException', 'InternalFailure'),
    say: context => ({
      message: `${whoWasAsked(context)} had a fault of its own.`,
      remedy: 'It usually passes: try again.',
      retryable: true,
    }),
  },
  {
    when: named('ModelTimeoutException'),
    say: ({ model }) => ({
      message: `${model} took too long to answer.`,
      remedy: 'Try again, or ask for less: a smaller --max-tokens, less thinking.',
      retryable: true,
    }),
  },
  {
    when: named('ModelStreamErrorException', 'ModelErrorException'),
    say: ({ model }) => ({
      message: `${model} failed while it was answering.`,
      remedy: 'It usually passes: try again.',
      retryable: true,
    }),
  },
];

function outputLimit(text: string): string {
  const limit = /model limit of (\d+)|> (\d+), which is the maximum/.exec(text);
  const tokens = limit?.[1] ?? limit?.[2];
  return tokens ? `: ${tokens} at most` : '';
}

/** A likely id of the inference profile: which exist, only Bedrock knows. */
function profileLike({ model, region = 'us-east-1' }: CallContext): string {
  const [, area] = AREAS.find(([start]) => region.startsWith(start)) ?? ['', 'global'];
  return `${area}.${model}`;
}

const AREAS = [
  ['us-gov-', 'us-gov'],
  ['us-', 'us'],
  ['eu-', 'eu'],
  ['ap-northeast-', 'jp'],
  ['ap-southeast-2', 'au'],
] as const;
