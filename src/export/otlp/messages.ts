/** What was said, as the conventions of OpenTelemetry and of OpenInference write it. Pure. */
import type { ContentBlock, Message } from '../../run/events.ts';
import { type Call, type Run, threadOf } from '../../run/run.ts';
import { lookUp } from '../../text/look-up.ts';

/** Attributes of a span; what is not known is not there. */
export type Values = Readonly<Record<string, string | number | boolean | string[] | undefined>>;

type Part = Readonly<Record<string, unknown>>;

/** Stop reasons of Converse as the finish reasons of the conventions. */
const FINISH: Readonly<Record<string, string>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  content_filtered: 'content_filter',
  guardrail_intervened: 'content_filter',
  tool_use: 'tool_call',
};

/** What was sent and what came, twice: `gen_ai.*` as JSON, `llm.*` as one attribute a part. */
export function contentOf(run: Run, call: Call): Values {
  const sent = threadOf(run, call);
  const said = { role: 'assistant', content: saidBy(call) };
  const hasSaid = said.content.length > 0;
  const system = call.request.system;
  return {
    'gen_ai.input.messages': json(sent.map(message => genAi(message))),
    ...(system.length > 0 && { 'gen_ai.system_instructions': json(system.flatMap(part)) }),
    ...(hasSaid && { 'gen_ai.output.messages': json([{ ...genAi(said), ...finishReason(call) }]) }),
    'input.value': textOf(sent.at(-1)?.content ?? []),
    'input.mime_type': 'text/plain',
    ...(hasSaid && { 'output.value': call.text, 'output.mime_type': 'text/plain' }),
    ...openInference('llm.input_messages', [
      ...(system.length > 0 ? [{ role: 'system', content: system }] : []),
      ...sent,
    ]),
    ...(hasSaid && openInference('llm.output_messages', [said])),
  };
}

/** The blocks as they came; of a call without an end, what its deltas make. */
function saidBy({ content, text, thinking }: Call): ContentBlock[] {
  if (content && content.length > 0) return [...content];
  return [
    ...(thinking === '' ? [] : [{ reasoningContent: { reasoningText: { text: thinking } } }]),
    ...(text === '' ? [] : [{ text }]),
  ];
}

function finishReason({ status, stopReason }: Call): { finish_reason?: string } {
  if (status === 'failed') return { finish_reason: 'error' };
  if (stopReason === undefined) return {};
  return { finish_reason: lookUp(FINISH, stopReason) ?? stopReason };
}

function genAi({ role, content }: { role: string; content: readonly ContentBlock[] }) {
  return { role, parts: content.flatMap(part) };
}

function part(block: ContentBlock): Part[] {
  const { text, reasoningContent, toolUse, toolResult } = block;
  if (text !== undefined) return [{ type: 'text', content: text }];
  if (reasoningContent) {
    // What the service encrypted cannot be read, and is no text.
    const thought = reasoningContent.reasoningText?.text;
    return thought === undefined ? [] : [{ type: 'reasoning', content: thought }];
  }
  if (isObject(toolUse)) {
    return [{ type: 'tool_call', id: toolUse.toolUseId, name: toolUse.name, arguments: toolUse.input }];
  }
  if (isObject(toolResult)) {
    return [{ type: 'tool_call_response', id: toolResult.toolUseId, response: toolResult.content }];
  }
  return [];
}

function openInference(prefix: string, messages: readonly Message[]): Values {
  const values: Record<string, string> = {};
  for (const [index, { role, content }] of messages.entries()) {
    const at = `${prefix}.${index}.message`;
    values[`${at}.role`] = role;
    const isPlain = content.every(block => block.text !== undefined);
    if (isPlain) values[`${at}.content`] = textOf(content);
    else
      Object.assign(values, ...content.map((block, place) => blockValues(`${at}.contents.${place}`, block)));
  }
  return values;
}

function blockValues(at: string, block: ContentBlock): Values {
  const { text, reasoningContent, toolUse } = block;
  const content = `${at}.message_content`;
  if (text !== undefined) return { [`${content}.type`]: 'text', [`${content}.text`]: text };
  if (reasoningContent) {
    const { reasoningText, redactedContent } = reasoningContent;
    return {
      [`${content}.type`]: 'reasoning',
      [`${content}.text`]: reasoningText?.text,
      [`${content}.signature`]: reasoningText?.signature,
      [`${content}.data`]: redactedContent,
    };
  }
  return isObject(toolUse) ? { [`${content}.type`]: 'tool_use' } : {};
}

function textOf(content: readonly ContentBlock[]): string {
  return content.flatMap(({ text }) => text ?? []).join('\n');
}

function json(value: unknown): string {
  return JSON.stringify(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
