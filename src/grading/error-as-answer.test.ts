import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorAsAnswer } from './error-as-answer.ts';

describe('an error that was saved as an answer is told', () => {
  test.each([
    [
      "ANTHROPIC_API_ERROR: Error code: 404 - {'type': 'error', 'error': {'type': 'not_found_error', 'message': 'model: claude-3-5'}}",
      'not_found_error',
      false,
    ],
    [
      "Error code: 429 - {'error': {'message': 'Rate limit reached', 'type': 'tokens', 'code': 'rate_limit_exceeded'}}",
      'HTTP 429',
      true,
    ],
    [
      'An error occurred (ThrottlingException) when calling the Converse operation (reached max retries: 4): Too many tokens, please wait before trying again.',
      'ThrottlingException',
      true,
    ],
    [
      'An error occurred (ValidationException) when calling the InvokeModel operation: Malformed input request',
      'ValidationException',
      false,
    ],
    ['Request timed out.', 'Error', true],
    ['Error: Request timed out.', 'Error', true],
    ['openai.RateLimitError: Error code: 429', 'RateLimitError', true],
    [
      'ServiceUnavailableException: Bedrock is unable to process your request.',
      'ServiceUnavailableException',
      true,
    ],
    ['{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}', 'overloaded_error', true],
    ['404 Client Error: Not Found for url: https://api.example/v1', 'HTTP 404', false],
    ['API Error: 529 Overloaded', 'HTTP 529', true],
  ])('%s', (text, name, retryable) => {
    expect(errorAsAnswer(text)).toMatchObject({ name, retryable, original: text });
  });
});

describe('an answer that is about an error stays an answer', () => {
  test.each([
    'The code raises ValueError: invalid literal, so the answer is 3.',
    'Error code: 429 means that you sent too many requests.',
    'An error occurred (ThrottlingException) when calling the Converse operation: Too many tokens.\n\nThis means that you should wait.',
    '{"error": {"message": "none"}, "answer": 42}',
    '{"answer": "error"}',
    'Error: the second step of the proof is wrong. The answer is 12.',
    'TypeError',
    'ValueError: x must be positive',
    'HTTP 404 is the status for something that is not found, and HTTP 429 for too many requests.',
    'The request timed out because the server was busy.',
    '',
    'B',
  ])('%s', text => {
    expect(errorAsAnswer(text)).toBeUndefined();
  });
});

test('no text makes it throw, and none of white space and letters is an error', () => {
  fc.assert(fc.property(fc.string(), text => void errorAsAnswer(text)));
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z ,.]*$/), text => errorAsAnswer(`It is ${text}`) === undefined),
  );
});
