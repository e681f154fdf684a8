/** A small folder in the shape of matthewrenze/self-reflection, with two problems: one right, one wrong. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const COLUMNS =
  'id,date_time,model_name,agent_name,exam_name,source,source_id,problem_id,attempt_id,topic,problem,choices,response,solution,agent_answer,correct_answer,score,input_tokens,output_tokens,total_tokens,error';

export const CHOICES = 'Choices:\n  A: a hare\n  B: a tortoise\n';

export interface Cells {
  readonly problem_id?: string;
  readonly response?: string;
  readonly agent_answer?: string;
  readonly score?: string;
  readonly error?: string;
  readonly date_time?: string;
  readonly input_tokens?: string;
  readonly output_tokens?: string;
}

/** A CSV of details with these rows. */
export function details(agent: string, rows: readonly Cells[]): string {
  const names = COLUMNS.split(',');
  const lines = rows.map(row => {
    const cells: Record<string, string> = {
      id: '1',
      date_time: '2024-04-18 11:31:54',
      model_name: 'model-x',
      agent_name: agent,
      exam_name: 'fables-2',
      problem_id: '1',
      topic: 'Nature',
      problem: `Who wins?\n${CHOICES}`,
      choices: CHOICES,
      response: 'The slow one.\nAction: Answer("B")',
      agent_answer: 'B',
      correct_answer: 'B',
      score: '1',
      input_tokens: '300',
      output_tokens: '20',
      ...row,
    };
    return names.map(name => quoted(cells[name] ?? '')).join(',');
  });
  return [COLUMNS, ...lines].join('\n');
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export const EXAMPLE = [
  { role: 'system', content: 'You are an expert in Nature.' },
  { role: 'user', content: 'Topic: Geography\nQuestion: An example?' },
  { role: 'assistant', content: 'Action: Answer("A")' },
];

export function dialog(question: string, answer: string) {
  return [...EXAMPLE, { role: 'user', content: question }, { role: 'assistant', content: answer }];
}

export const QUESTION = `Topic: Nature\nContext: A race.\nQuestion: Who wins?\n${CHOICES}`;
export const WRONG = 'The fast one.\nAction: Answer("A")';
export const RIGHT = 'The slow one.\nAction: Answer("B")';
export const MEMO = 'Advice:\n - Read the fable.';

/** Writes files by their paths, and gives the folder above them. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'renze-'));
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return root;
}

export const BASELINE_ROWS: readonly Cells[] = [
  { problem_id: '1' },
  { problem_id: '2', response: WRONG, agent_answer: 'A', score: '0' },
];
export const ADVICE_ROWS: readonly Cells[] = [
  { problem_id: '2', response: RIGHT, date_time: '2024-04-29 12:00:00', input_tokens: '500' },
];

/** All of it: details of a baseline and of `advice`, and the dialogs of the wrong problem. */
export function wholeFolder(): string {
  const again = `${QUESTION}Reflection:\nYou previously answered this question incorrectly.\n${MEMO}`;
  return folderOf({
    'details/model-x - baseline - fables-2.csv': details('baseline', BASELINE_ROWS),
    'details/model-x - advice - fables-2.csv': details('advice', ADVICE_ROWS),
    'dialogs/model-x - baseline - fables-2/Problem 2.json': JSON.stringify(dialog(QUESTION, WRONG)),
    'dialogs/model-x - advice - fables-2/Problem 2.json': JSON.stringify(dialog(again, RIGHT)),
    'dialogs/model-x - reflection - fables-2/Problem 2.json': JSON.stringify(
      dialog(`${QUESTION}\n${WRONG}\n---\nCorrect Answer: B`, MEMO),
    ),
  });
}
