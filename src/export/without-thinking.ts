/** A run without what the model thought (its deltas, its blocks, and where they were sent back), and without notes. Pure. */
import type { AnyEvent, ContentBlock, EventOf } from '../run/events.ts';

export function withoutThinking(events: readonly AnyEvent[]): AnyEvent[] {
  return renumbered(events.filter(event => !isThinking(event))).map(told => {
    switch (told.type) {
      case 'call.started': {
        const { request } = told as EventOf<'call.started'>;
        const messages = request.messages.map(message => ({
          ...message,
          content: withoutReasoning(message.content),
        }));
        return { ...told, request: { ...request, messages } };
      }
      case 'call.finished':
        return { ...told, content: withoutReasoning((told as EventOf<'call.finished'>).content) };
      default:
        return told;
    }
  });
}

/** What the user wrote on rounds may be for nobody else. */
export function withoutNotes(events: readonly AnyEvent[]): AnyEvent[] {
  return renumbered(events.filter(({ type }) => type !== 'user.noted'));
}

/** The events that are left, numbered anew, so that none seems to be missing. */
function renumbered(left: readonly AnyEvent[]): AnyEvent[] {
  /** How many of the first so many events are left; a branch names the last event that it shares. */
  const leftUpTo = (seq: number) => left.filter(event => event.seq <= seq).length;
  return left.map((event, index) => {
    const told = { ...event, seq: index };
    if (event.type !== 'run.started') return told;
    const { parent } = event as EventOf<'run.started'>;
    if (parent?.seq === undefined) return told;
    return { ...told, parent: { ...parent, seq: Math.max(0, leftUpTo(parent.seq) - 1) } };
  });
}

function isThinking(event: AnyEvent): boolean {
  return event.type === 'call.delta' && (event as EventOf<'call.delta'>).channel === 'thinking';
}

function withoutReasoning(content: readonly ContentBlock[]): ContentBlock[] {
  return content.filter(block => block.reasoningContent === undefined);
}
