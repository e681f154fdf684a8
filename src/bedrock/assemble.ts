/** Puts the pieces of a Converse stream together: deltas for the watcher, blocks for the transcript. */
import type {
  ContentBlockDelta,
  ConverseStreamMetadataEvent,
  ConverseStreamOutput,
  TokenUsage,
} from '@aws-sdk/client-bedrock-runtime';
import type { CachePoint, ContentBlock } from '../run/events.ts';
import type { StreamEvent } from '../run/model.ts';
import type { ReportedUsage } from '../run/price.ts';

type Delta = Extract<StreamEvent, { type: 'delta' }>;
type Ttl = CachePoint['ttl'];

interface Draft {
  text: string;
  thinking: string;
  signature: string;
  redacted: Uint8Array[];
}

/**
 * One stream. `take` returns the delta that an item shows, if it shows one; `finished` the last
 * event once both `messageStop` and `metadata` were seen, and `undefined` until then: a stream that
 * ends earlier was interrupted, whatever the transport says (measured: HTTP/2 ends quietly).
 * `asked` is the time-to-live of the request's cache points.
 */
export function createAssembler(asked: Ttl = '5m') {
  // Text and reasoning blocks have no start event: the first delta of an index opens the block.
  const drafts = new Map<number, Draft>();
  let stopReason: string | undefined;
  let metadata: (ConverseStreamMetadataEvent & { usage: TokenUsage }) | undefined;

  return {
    take(item: ConverseStreamOutput): Delta | undefined {
      if (item.messageStop) stopReason = item.messageStop.stopReason ?? 'unknown';
      const { usage } = item.metadata ?? {};
      // Usage that was not reported is unknown, and not nothing.
      if (item.metadata && usage) metadata = { ...item.metadata, usage };
      const { delta, contentBlockIndex = 0 } = item.contentBlockDelta ?? {};
      if (!delta) return undefined;
      const draft = drafts.get(contentBlockIndex) ?? { text: '', thinking: '', signature: '', redacted: [] };
      drafts.set(contentBlockIndex, draft);
      return addTo(draft, delta);
    },

    sawText: () => [...drafts.values()].some(({ text, thinking }) => text !== '' || thinking !== ''),
    sawStop: () => stopReason !== undefined,

    finished(): Extract<StreamEvent, { type: 'finished' }> | undefined {
      if (stopReason === undefined || !metadata) return undefined;
      const serverMs = metadata.metrics?.latencyMs;
      const serviceTier = metadata.serviceTier?.type;
      return {
        type: 'finished',
        stopReason,
        usage: toUsage(metadata.usage, asked),
        ...(serverMs !== undefined && { serverMs }),
        ...(serviceTier !== undefined && { serviceTier }),
        content: [...drafts].sort(([a], [b]) => a - b).flatMap(([, draft]) => toContent(draft)),
      };
    },
  };
}

function addTo(draft: Draft, delta: ContentBlockDelta): Delta | undefined {
  const { text = '', reasoningContent } = delta;
  const { text: thinking = '', signature = '', redactedContent } = reasoningContent ?? {};
  draft.text += text;
  draft.thinking += thinking;
  draft.signature += signature;
  if (redactedContent) draft.redacted.push(redactedContent);
  if (text !== '') return { type: 'delta', channel: 'text', text };
  return thinking === '' ? undefined : { type: 'delta', channel: 'thinking', text: thinking };
}

/** Nothing for a block without content: some models open an empty one, and none takes it back. */
function toContent({ text, thinking, signature, redacted }: Draft): ContentBlock[] {
  const blocks: ContentBlock[] = [];
  if (redacted.length > 0) {
    const bytes = Buffer.concat(redacted).toString('base64');
    blocks.push({ reasoningContent: { redactedContent: bytes } });
  }
  // A signature without words: thinking that the model keeps to itself.
  if (thinking !== '' || signature !== '') {
    const reasoningText = { text: thinking, ...(signature !== '' && { signature }) };
    blocks.push({ reasoningContent: { reasoningText } });
  }
  if (text !== '') blocks.push({ text });
  return blocks;
}

/**
 * Bedrock's usage in our terms. `cacheDetails` splits the writes by time-to-live; what it does not
 * cover was written for as long as was asked. Some services leave out counts: those stay missing.
 */
export function toUsage(usage: Partial<TokenUsage>, asked: Ttl = '5m'): ReportedUsage {
  const details = usage.cacheDetails ?? [];
  const detailed = (ttl: Ttl) =>
    details.reduce((total, detail) => total + (detail.ttl === ttl ? (detail.inputTokens ?? 0) : 0), 0);
  const writes = { '5m': detailed('5m'), '1h': detailed('1h') };
  writes[asked] += Math.max(0, (usage.cacheWriteInputTokens ?? 0) - writes['5m'] - writes['1h']);
  return {
    ...(typeof usage.inputTokens === 'number' && { input: usage.inputTokens }),
    ...(typeof usage.outputTokens === 'number' && { output: usage.outputTokens }),
    cacheRead: usage.cacheReadInputTokens ?? 0,
    cacheWrite5m: writes['5m'],
    cacheWrite1h: writes['1h'],
  };
}
