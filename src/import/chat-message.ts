/**
 * A message of a chat in the words of Converse, OpenAI, Anthropic or Inspect, as Converse says it. What is
 * not understood of it is kept. Pure.
 */
import type { CachePoint, ContentBlock } from '../run/events.ts';
import { lookUp } from '../text/look-up.ts';
import { type Fields, fieldsOf, listOf, textIn } from '../text/unknown-json.ts';

export interface ChatMessage {
  /** `system`, `user`, `assistant`, `tool`. */
  readonly role: string;
  /** Without cache points. */
  readonly content: readonly ContentBlock[];
  /** A cache point stands at its end. */
  readonly cached?: CachePoint['ttl'];
  /** Who wrote it, where it says so. */
  readonly model?: string | undefined;
}

const ROLES: Readonly<Record<string, string>> = {
  developer: 'system',
  human: 'user',
  ai: 'assistant',
  bot: 'assistant',
  gpt: 'assistant',
  model: 'assistant',
  function: 'tool',
};

/** `undefined` for what is no message. */
export function chatMessage(value: unknown): ChatMessage | undefined {
  const fields = fieldsOf(value);
  const role = textIn(fields?.role) ?? textIn(fields?.from);
  if (!fields || role === undefined || role === '') return undefined;
  const content = fields.content ?? fields.value ?? null;
  if (!isContent(content)) return undefined;
  const parts: readonly unknown[] = typeof content === 'string' ? [content] : listOf(content);
  const read = [
    ...thinkingOf(fields),
    ...parts.flatMap(readPart),
    ...listOf(fields.tool_calls).flatMap(toolCall),
  ];
  const model = textIn(fields.model);
  const known = role.toLowerCase();
  return {
    role: lookUp(ROLES, known) ?? known,
    ...joined(read),
    ...(model !== undefined && model !== '' && { model }),
  };
}

function isContent(content: unknown): boolean {
  return content === null || typeof content === 'string' || Array.isArray(content);
}

interface Part {
  readonly block?: ContentBlock;
  readonly cached?: CachePoint['ttl'];
}

function joined(parts: readonly Part[]): Pick<ChatMessage, 'content' | 'cached'> {
  const last = parts.at(-1)?.cached;
  return { content: parts.flatMap(({ block }) => (block ? [block] : [])), ...(last && { cached: last }) };
}

/** Programs on top of OpenAI's API put it beside the content. */
function thinkingOf(fields: Fields): Part[] {
  const text = textIn(fields.reasoning_content) ?? textIn(fields.reasoning);
  return text === undefined || text === '' ? [] : [{ block: thinkingBlock(text) }];
}

function thinkingBlock(text: string, signature?: string): ContentBlock {
  return {
    reasoningContent: { reasoningText: { text, ...(signature !== undefined && { signature }) } },
  };
}

function readPart(part: unknown): Part[] {
  if (typeof part === 'string') return [{ block: { text: part } }];
  const fields = fieldsOf(part);
  if (!fields) return [];
  const point = fieldsOf(fields.cachePoint);
  if (point) return [{ cached: ttlOf(point) }];
  const block = blockOf(fields);
  const control = fieldsOf(fields.cache_control);
  return [{ ...(block && { block }), ...(control && { cached: ttlOf(control) }) }];
}

function ttlOf({ ttl }: Fields): CachePoint['ttl'] {
  return ttl === '1h' ? '1h' : '5m';
}

function blockOf(fields: Fields): ContentBlock | undefined {
  switch (fields.type) {
    case 'text':
    case 'input_text':
    case 'output_text':
      return { text: textIn(fields.text) ?? '' };
    case 'refusal':
      return { text: textIn(fields.refusal) ?? '' };
    case 'thinking':
      return thinkingBlock(textIn(fields.thinking) ?? '', textIn(fields.signature));
    case 'redacted_thinking':
      return { reasoningContent: { redactedContent: textIn(fields.data) ?? '' } };
    case 'reasoning':
      return reasoningOf(fields);
    case 'tool_use':
      return {
        toolUse: { toolUseId: textIn(fields.id) ?? '', name: textIn(fields.name) ?? '', input: fields.input },
      };
    case 'tool_result':
      return { toolResult: { toolUseId: textIn(fields.tool_use_id) ?? '', content: fields.content ?? null } };
    case undefined:
      return converseBlock(fields);
    default: {
      // What else there may be is kept, but its text is not taken for words.
      const { text: _text, reasoningContent: _reasoning, ...others } = fields;
      return { ...others };
    }
  }
}

/** Inspect's; what was redacted can only be shown as its summary. */
function reasoningOf(fields: Fields): ContentBlock {
  const text = textIn(fields.reasoning) ?? '';
  if (fields.redacted !== true) return thinkingBlock(text, textIn(fields.signature));
  return { reasoningContent: { redactedContent: text } };
}

/** It is Converse's own already; what only looks like it loses what would be no block. */
function converseBlock(fields: Fields): ContentBlock | undefined {
  const { text, reasoningContent, ...others } = fields;
  const reasoning = fieldsOf(reasoningContent);
  const told = fieldsOf(reasoning?.reasoningText);
  const redacted = textIn(reasoning?.redactedContent);
  if (told) return thinkingBlock(textIn(told.text) ?? '', textIn(told.signature));
  if (redacted !== undefined) return { reasoningContent: { redactedContent: redacted } };
  if (typeof text === 'string') return { ...others, text };
  return Object.keys(others).length > 0 ? { ...others } : undefined;
}

/** OpenAI's has its arguments as JSON in a text, Inspect's as they are. */
function toolCall(call: unknown): Part[] {
  const fields = fieldsOf(call);
  if (!fields) return [];
  const called = fieldsOf(fields.function);
  const name = textIn(called?.name) ?? textIn(fields.function) ?? textIn(fields.name) ?? '';
  const input = called?.arguments ?? fields.arguments ?? null;
  return [{ block: { toolUse: { toolUseId: textIn(fields.id) ?? '', name, input } } }];
}

export function visibleText({ content }: Pick<ChatMessage, 'content'>): string {
  return content.flatMap(block => block.text ?? []).join('\n');
}

export function thinkingText({ content }: Pick<ChatMessage, 'content'>): string {
  return content.flatMap(block => block.reasoningContent?.reasoningText?.text ?? []).join('\n');
}
