/** Small files of formats that are JSON, with most of what there can be in them. Only tests import it. */
const said = (role: string, text: string) => ({
  role,
  content: [{ text }, { cachePoint: { type: 'default' } }],
});
const event = {
  event: 'model',
  timestamp: '2025-05-12T20:28:26Z',
  completed: '2025-05-12T20:28:27Z',
  model: 'm',
  input: [{ role: 'user', content: 'q' }],
  input_refs: [[0, 1]],
  config: { max_tokens: 1 },
  output: {
    choices: [{ message: { role: 'assistant', content: 'a' }, stop_reason: 'stop' }],
    usage: { input_tokens: 1, output_tokens: 2 },
    time: 1,
  },
};

/** One file of each of these formats, whole. */
export const WHOLE: Readonly<Record<string, unknown>> = {
  inspect: {
    version: 2,
    status: 'success',
    eval: { run_id: 'r', task: 't', created: '2025-05-12T20:00:00Z', model: 'm' },
    samples: [
      {
        id: 1,
        epoch: 1,
        input: 'q',
        target: ['t'],
        messages: [
          { role: 'user', content: 'q' },
          { role: 'assistant', content: 'a' },
        ],
        scores: { s: { value: 'C', answer: 'a' } },
        model_usage: { m: { input_tokens: 1, output_tokens: 2, total_cost: 1 } },
        message_pool: [{ role: 'user', content: 'q' }],
        attachments: { a: 'b' },
        error: { message: 'e' },
        events: [
          { event: 'span_begin', id: 's', parent_id: 't', type: 'solver', name: 'n' },
          { ...event, span_id: 's' },
          event,
          { event: 'score', intermediate: true, score: { value: 1 } },
        ],
      },
    ],
  },
  'bedrock-logs': [
    {
      schemaType: 'ModelInvocationLog',
      timestamp: '2026-11-24T10:00:00Z',
      requestId: 'r',
      modelId: 'm',
      operation: 'Converse',
      region: 'r',
      input: {
        inputBodyJson: {
          system: [{ text: 's' }],
          messages: [said('user', 'q')],
          inferenceConfig: { maxTokens: 1 },
        },
        inputTokenCount: 1,
      },
      output: {
        outputBodyJson: {
          output: { message: said('assistant', 'a') },
          stopReason: 'end_turn',
          usage: { inputTokens: 1, outputTokens: 1, cacheDetails: [{ ttl: '1h', inputTokens: 1 }] },
          metrics: { latencyMs: 1 },
        },
      },
    },
    {
      schemaType: 'ModelInvocationLog',
      timestamp: '2026-11-24T10:00:00Z',
      requestId: 'r',
      modelId: 'm',
      operation: 'InvokeModelWithResponseStream',
      errorCode: 'X',
      input: {
        inputBodyJson: {
          messages: [{ role: 'user', content: 'q' }],
          max_tokens: 1,
          thinking: { type: 'adaptive' },
        },
      },
      output: {
        outputBodyJson: [
          { type: 'message_start', message: { usage: { input_tokens: 1 } } },
          { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
          { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'a' } },
          { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 1 } },
        ],
      },
    },
  ],
  bhive: {
    response: 'a',
    chat_history: [
      { modelid: 'm', chat_history: [said('user', 'q'), said('assistant', 'a')], thinking_history: ['t'] },
    ],
    usage: { m: { inputTokens: 1, outputTokens: 1 } },
    metrics: { m: { latencyMs: 1 } },
    cost: { value: 1, currency: 'USD' },
    stopReason: 'end_turn',
  },
  chat: [
    {
      id: 'i',
      model: 'm',
      system: 's',
      messages: [
        said('user', 'q'),
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 't', signature: 's' },
            { type: 'text', text: 'a' },
          ],
          tool_calls: [{ id: 'i', function: { name: 'n', arguments: '{}' } }],
        },
      ],
    },
  ],
};
