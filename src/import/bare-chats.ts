/**
 * Bare chats: a list of messages, an object with `messages`, a list of such things, or JSON lines of them.
 * They tell what was said, and hardly ever more.
 */
import { basename, dirname } from 'node:path';
import { type Fields, fieldsOf, listOf, textIn, wordsIn } from '../text/unknown-json.ts';
import { type ChatMessage, chatMessage } from './chat-message.ts';
import { chatRounds, questionText, threadOf } from './chat-rounds.ts';
import type { ImportedRun } from './imported-run.ts';
import type { Importer, ImportProblem, SourceFile } from './importer.ts';
import { LARGEST_VALUE, MEGABYTE } from './limits.ts';
import { hashOf } from './requests-of.ts';
import { valuesOf } from './values.ts';

export const bareChats: Importer = {
  id: 'chat',
  name: 'bare chats: lists of messages with role and content (.json, .jsonl)',
  detects: ({ text }) => BEGINS.test(text) && ROLE.test(text.slice(0, LOOKED_AT)),
  runs: runsOf,
};

const BEGINS = /^\s*[[{]/;
const ROLE = /"(?:role|from)"\s*:\s*"(?:user|assistant|system|developer|human|gpt|model)"/;
/** A role may come late, behind a long first message. */
const LOOKED_AT = 32 * 1024;

async function* runsOf(file: SourceFile): AsyncGenerator<ImportedRun | ImportProblem> {
  /** Of a file that is one list of messages. */
  let messages: unknown[] = [];
  let problem: ImportProblem | undefined;
  for await (const one of valuesOf(file)) {
    if ('problem' in one) {
      // It is told behind the chat that it cut off.
      if (messages.length > 0) problem = one;
      else yield one;
      continue;
    }
    const { value, place, isElement } = one;
    // A list of messages is one chat, and so are lines that are messages.
    if ((isElement || place !== '') && isMessage(value)) messages.push(value);
    else if (place === '' && Array.isArray(value) && !value.some(isMessage)) yield* eachOf(file, value);
    else yield runOf(file, value, place);
    if (messages.length > MOST_MESSAGES) {
      yield {
        problem: `The chat has more than ${MOST_MESSAGES} messages, or ${LARGEST_VALUE / MEGABYTE} MB: the rest is left out.`,
      };
      break;
    }
  }
  if (messages.length > 0) yield runOf(file, messages, '');
  messages = [];
  if (problem) yield problem;
}

const MOST_MESSAGES = 100_000;

function isMessage(value: unknown): boolean {
  const fields = fieldsOf(value);
  return fields !== undefined && (textIn(fields.role) ?? textIn(fields.from)) !== undefined;
}

function* eachOf(file: SourceFile, values: readonly unknown[]): Generator<ImportedRun | ImportProblem> {
  for (const [index, value] of values.entries()) yield runOf(file, value, `element ${index + 1}`);
}

function runOf({ path }: SourceFile, value: unknown, place: string): ImportedRun | ImportProblem {
  const fields = fieldsOf(value) ?? {};
  const all = Array.isArray(value) ? value : messagesIn(fields);
  const read = all.map(chatMessage);
  const chat = read.flatMap(message => message ?? []);
  const where = place === '' ? {} : { place };
  const problem = problemOf(all, read, chat);
  if (problem !== undefined) return { problem, ...where };
  return chatRun({ path, place, fields, chat: withSystem(fields, chat) });
}

/** In the request bodies of Bedrock, Anthropic and OpenAI, and in what training sets call it. */
function messagesIn(fields: Fields): readonly unknown[] {
  for (const name of ['messages', 'conversation', 'conversations', 'chat_history']) {
    if (listOf(fields[name]).length > 0) return listOf(fields[name]);
  }
  return [];
}

function problemOf(
  all: readonly unknown[],
  read: readonly (ChatMessage | undefined)[],
  chat: readonly ChatMessage[],
): string | undefined {
  if (all.length === 0) return 'There is no list of messages in it.';
  const bad = read.indexOf(undefined);
  if (bad >= 0) return `Message ${bad + 1} has no role, or no content that is text.`;
  if (!chat.some(({ role }) => role === 'assistant')) return 'There is no answer of an assistant in it.';
  return undefined;
}

/** Anthropic and Converse have it beside the messages. */
function withSystem({ system }: Fields, chat: readonly ChatMessage[]): readonly ChatMessage[] {
  const content = typeof system === 'string' ? system : listOf(system);
  const message = content.length > 0 ? chatMessage({ role: 'system', content }) : undefined;
  return message ? [message, ...chat] : chat;
}

interface Chat {
  readonly path: string;
  readonly place: string;
  readonly fields: Fields;
  readonly chat: readonly ChatMessage[];
}

function chatRun({ path, place, fields, chat }: Chat): ImportedRun {
  const thread = threadOf(chat);
  const named = wordsIn(fields.model) ?? wordsIn(fields.modelId) ?? wordsIn(fields.model_id);
  const model = named ?? chat.findLast(one => one.model !== undefined)?.model ?? 'unknown';
  const file = basename(path);
  const id =
    wordsIn(fields.id) ??
    (place === ''
      ? file.replace(/\.[^.]*$/, '')
      : `${file.replace(/\.[^.]*$/, '')}-${place.replace(/\D+/g, '')}`);
  return {
    // The same chat may be the outcome of two experiments, which have a folder each.
    key: hashOf(JSON.stringify([basename(dirname(path)), file, place, chat])),
    question: { id, domain: 'imported', text: questionText(thread), grader: 'text' },
    settings: { model, ...systemOf(thread) },
    source: { from: bareChats.id, file, ...(place !== '' && { place }), unknown: [] },
    rounds: chatRounds(thread),
  };
}

function systemOf({ system }: ReturnType<typeof threadOf>): { system?: string } {
  const text = system.flatMap(block => block.text ?? []).join('\n');
  return text === '' ? {} : { system: text };
}
