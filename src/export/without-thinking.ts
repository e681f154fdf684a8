/** A run without what the model thought: its deltas, its blocks, and where they were sent back. Pure. */
import type { AnyEvent, ContentBlock, EventOf } from '../run/events.ts';

/** The events that are left are numbered anew, so that none seems to be missing. */
export function withoutThinking(events: readonly AnyEvent[]): AnyEvent[] {
  const left = events.filter(event => !isThinking(event));
  /** How many of the first so many events are left; a branch names the last event that it shares. */
  const leftUpTo = (seq: number) => left.filter(event => event.seq <= seq).length;
  return left.map((event, index) => {
    const told = { ...event, seq: index };
    switch (event.type) {
      case 'run.started': {
        const { parent } = event as EventOf<'run.started'>;
        if (parent?.seq === undefined) return told;
        return { ...told, parent: { ...parent, seq: Math.max(0, leftUpTo(parent.seq) - 1) } };
      }
      case 'call.started': {
        const { request } = event as EventOf<'call.started'>;
        const messages = request.messages.map(message => ({
          ...message,
          content: withoutReasoning(message.content),
        }));
        return { ...told, request: { ...request, messages } };
      }
      case 'call.finished':
        return { ...told, content: withoutReasoning((event as EventOf<'call.finished'>).content) };
      default:
        return told;
    }
  });
}

function isThinking(event: AnyEvent): boolean {
  return event.type === 'call.delta' && (event as EventOf<'call.delta'>).channel === 'thinking';
}

function withoutReasoning(content: readonly ContentBlock[]): ContentBlock[] {
  return content.filter(block => block.reasoningContent === undefined);
}
