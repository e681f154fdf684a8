/** How the window of the report is shared out: the keys and the frame ask the same. Pure. */
import type { Table } from '../../plain/report/table.ts';
import { wrapText } from '../../text/wrap.ts';
import { type ReportState, tableAt } from './report-state.ts';
import { drawingOf, type ReportView } from './report-view.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface ReportLayout {
  /** Rows of the table, or of the list of runs. */
  readonly rows: number;
  /** What stands below it; empty where there is no room for it. */
  readonly notes: readonly string[];
  readonly drawing: readonly string[];
}

/** Title, tabs, two rules and keys. */
export const AROUND = 5;
/** What the table is called and its headings; of the runs the headings and what they come to. */
const HEADS = 2;
/** What there is to say of the cell under the cursor, and a blank line before it. */
export const ABOUT = 2;
/** A table gives way to its notes and its drawing down to so many rows. */
const LEAST_TABLE = 6;
const DRAWING_SHARE = 0.5;
const MOST_DRAWING = 22;

export function reportLayout(state: ReportState, view: ReportView, size: Size): ReportLayout {
  const table = tableAt(state, view.tables);
  const body = Math.max(1, size.height - AROUND);
  if (state.runs) return { rows: Math.max(1, body - HEADS - ABOUT + 1), notes: [], drawing: [] };
  const width = size.width - 2;
  if (!table) return { rows: 1, notes: [], drawing: [] };
  if (state.isDrawn) return drawn(view, table, width, body);
  const room = Math.max(1, body - HEADS - ABOUT - 1);
  const least = Math.min(table.rows.length, LEAST_TABLE, room);
  const notes = notesOf(table, width, room - least - 1);
  const left = room - (notes.length > 0 ? notes.length + 1 : 0);
  const height = Math.min(left - least - 1, MOST_DRAWING, Math.floor(room * DRAWING_SHARE));
  const drawing = height > 0 ? drawingOf(view, table, width, height) : [];
  const below = drawing.length > 0 ? drawing.length + 1 : 0;
  return { rows: Math.max(1, Math.min(table.rows.length, left - below)), notes, drawing };
}

/** The drawing in the room of the table, and every note. */
function drawn(view: ReportView, table: Table, width: number, body: number): ReportLayout {
  const all = table.notes.flatMap(note => wrapText(note, width));
  const drawing = drawingOf(view, table, width, body - 2);
  const below = body - 2 - drawing.length - 1;
  return { rows: 0, notes: all.slice(0, Math.max(0, below)), drawing };
}

/** As many lines as there is room for; the last one says that there are more. */
function notesOf({ notes }: Table, width: number, room: number): string[] {
  const lines = notes.flatMap(note => wrapText(note, width));
  if (lines.length <= room) return lines;
  if (room < 2) return [];
  const kept = lines.slice(0, room - 1);
  return [...kept, `… ${lines.length - kept.length} more lines: v shows them.`];
}
