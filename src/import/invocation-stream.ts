/** The events of a streamed answer, as an invocation log lists them, put together to the body of a whole one. Pure. */
import { type Fields, fieldsOf, listOf, textIn } from '../text/unknown-json.ts';

/** Events of ConverseStream, of Anthropic's messages, of OpenAI's chunks, and the pieces of other models. */
export function streamedBody(events: readonly unknown[]): Fields {
  const all = events.map(fieldsOf).filter(event => event !== undefined);
  if (all.some(event => typeof event.type === 'string')) return anthropicBody(all);
  if (all.some(event => Array.isArray(event.choices))) return chunkedBody(all);
  if (all.some(event => CONVERSE.some(name => event[name] !== undefined))) return converseBody(all);
  return piecedBody(all);
}

const CONVERSE = ['messageStart', 'contentBlockDelta', 'messageStop', 'metadata'];

/** The pieces of one block of the answer. */
interface Block {
  text: string;
  thinking: string;
  signature: string;
  redacted: string | undefined;
  tool: Fields | undefined;
  input: string;
}

function createBlocks() {
  const blocks = new Map<string, Block>();
  return {
    at(index: unknown): Block {
      // Anything may stand there, and not all of it has words.
      const key = typeof index === 'number' || typeof index === 'string' ? String(index) : '0';
      const known = blocks.get(key);
      if (known) return known;
      const block = {
        text: '',
        thinking: '',
        signature: '',
        redacted: undefined,
        tool: undefined,
        input: '',
      };
      blocks.set(key, block);
      return block;
    },
    content: () => [...blocks.values()].flatMap(blockContent),
  };
}

function blockContent({ text, thinking, signature, redacted, tool, input }: Block): Fields[] {
  if (redacted !== undefined) return [{ type: 'redacted_thinking', data: redacted }];
  if (thinking !== '' || signature !== '') {
    return [{ type: 'thinking', thinking, ...(signature !== '' && { signature }) }];
  }
  if (tool)
    return [{ type: 'tool_use', id: tool.id ?? tool.toolUseId, name: tool.name, input: jsonOr(input) }];
  return text === '' ? [] : [{ type: 'text', text }];
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function converseBody(events: readonly Fields[]): Fields {
  const blocks = createBlocks();
  let end: Fields = {};
  let metadata: Fields = {};
  for (const event of events) {
    const started = fieldsOf(event.contentBlockStart);
    const tool = fieldsOf(fieldsOf(started?.start)?.toolUse);
    if (tool) blocks.at(started?.contentBlockIndex).tool = tool;
    const told = fieldsOf(event.contentBlockDelta);
    const delta = fieldsOf(told?.delta);
    if (delta) {
      const block = blocks.at(told?.contentBlockIndex);
      const reasoning = fieldsOf(delta.reasoningContent);
      block.text += textIn(delta.text) ?? '';
      block.thinking += textIn(reasoning?.text) ?? '';
      block.signature += textIn(reasoning?.signature) ?? '';
      block.redacted = textIn(reasoning?.redactedContent) ?? block.redacted;
      block.input += textIn(fieldsOf(delta.toolUse)?.input) ?? '';
    }
    end = fieldsOf(event.messageStop) ?? end;
    metadata = fieldsOf(event.metadata) ?? metadata;
  }
  return { ...metadata, stopReason: end.stopReason, content: blocks.content() };
}

function anthropicBody(events: readonly Fields[]): Fields {
  const blocks = createBlocks();
  let usage: Fields = {};
  let stopReason: unknown;
  let metrics: unknown;
  for (const event of events) {
    usage = { ...usage, ...fieldsOf(fieldsOf(event.message)?.usage), ...fieldsOf(event.usage) };
    metrics = event['amazon-bedrock-invocationMetrics'] ?? metrics;
    const block = fieldsOf(event.content_block);
    if (block) begin(blocks.at(event.index), block);
    const delta = fieldsOf(event.delta);
    stopReason = delta?.stop_reason ?? stopReason;
    if (event.type === 'content_block_delta' && delta) grow(blocks.at(event.index), delta);
  }
  return {
    content: blocks.content(),
    stop_reason: stopReason,
    usage,
    'amazon-bedrock-invocationMetrics': metrics,
  };
}

function begin(block: Block, start: Fields): void {
  block.text += textIn(start.text) ?? '';
  block.thinking += textIn(start.thinking) ?? '';
  if (start.type === 'redacted_thinking') block.redacted = textIn(start.data) ?? '';
  if (start.type === 'tool_use') block.tool = start;
}

function grow(block: Block, delta: Fields): void {
  block.text += textIn(delta.text) ?? '';
  block.thinking += textIn(delta.thinking) ?? '';
  block.signature += textIn(delta.signature) ?? '';
  block.input += textIn(delta.partial_json) ?? '';
}

function chunkedBody(events: readonly Fields[]): Fields {
  let text = '';
  let thinking = '';
  let finish: unknown;
  let usage: unknown;
  let metrics: unknown;
  for (const event of events) {
    const choice = fieldsOf(listOf(event.choices)[0]);
    const delta = fieldsOf(choice?.delta);
    text += textIn(delta?.content) ?? textIn(choice?.text) ?? '';
    thinking += textIn(delta?.reasoning_content) ?? textIn(delta?.reasoning) ?? '';
    finish = choice?.finish_reason ?? finish;
    usage = event.usage ?? usage;
    metrics = event['amazon-bedrock-invocationMetrics'] ?? metrics;
  }
  const message = { role: 'assistant', content: text, ...(thinking !== '' && { reasoning: thinking }) };
  return {
    choices: [{ message, finish_reason: finish }],
    usage,
    'amazon-bedrock-invocationMetrics': metrics,
  };
}

/** Titan, Llama, Mistral: each event has a piece of text under the name that the whole has. */
function piecedBody(events: readonly Fields[]): Fields {
  const pieces = events.map(event => {
    const [first] = listOf(event.outputs).map(fieldsOf);
    return (
      textIn(event.outputText) ??
      textIn(event.generation) ??
      textIn(event.completion) ??
      textIn(event.text) ??
      textIn(first?.text)
    );
  });
  const whole: Fields = Object.assign({}, ...events);
  return {
    ...whole,
    outputs: undefined,
    ...(pieces.some(one => one !== undefined) && { generation: pieces.join('') }),
  };
}
