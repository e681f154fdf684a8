/**
 * The table of keys, asked: what a key means on a screen, the key line, the help screen and the
 * README's section. Knows no component and does not carry anything out.
 */
import { fit } from '../text/pad.ts';
import { textWidth } from '../text/width.ts';
import type { Span } from '../text/wrap.ts';
import { layKeys } from './key-bindings.ts';
import { type KeyName, keyLabel, typedText } from './key-names.ts';
import { type Row, type Screen, TABLE } from './key-table.ts';
import type { Role } from './theme.ts';

export type { Screen } from './key-table.ts';

export type Command = (typeof TABLE)[number]['command'];
export type Binding = Row & { readonly command: Command };

/** As they are without the user's own keys. */
export const BINDINGS: readonly Binding[] = TABLE;

let laid: readonly Binding[] = BINDINGS;

/**
 * Lays the user's own keys, as the settings hold them, over the table: before anything is drawn.
 * Returns what was refused, a sentence each. Without any the table counts again.
 */
export function setUserKeys(user: unknown): readonly string[] {
  const { bindings, problems } = layKeys(BINDINGS, user);
  laid = bindings;
  return problems;
}

/**
 * What a key asks for on a screen; `undefined` when nothing, so that a text field may have it.
 *
 * `isTyping` is true while a text field has the keyboard and takes what is typed: then bare characters
 * belong to it and are no commands. Where Ctrl+J has no meaning of its own it is Enter, as in a shell:
 * some programs that type for somebody send a line feed.
 */
export function commandOf(name: KeyName, screen: Screen, isTyping = false): Command | undefined {
  if (isTyping && typedText(name) !== undefined) return undefined;
  const asked = on(screen).find(binding => binding.keys.includes(name))?.command;
  return asked ?? (name === 'ctrl+j' ? commandOf('enter', screen, isTyping) : undefined);
}

/**
 * The key line: as many hints as fit into `width` cells, the most important ones, always the one
 * for how to leave, and the one for help as the last. In a narrow place the hints stand closer.
 */
export function keyLine(screen: Screen, width: number, labels: HintLabels = {}): Span<Role>[] {
  const bindings = on(screen).map(binding => relabelled(binding, labels[binding.command]));
  const help = hintsOf(bindings.filter(binding => binding.command === 'help'));
  const others = hintsOf(bindings.filter(binding => binding.command !== 'help'));
  const everything = spaced([...others, ...help], 3);
  if (cells(everything) <= width) return everything;
  const leaving = LEAVING.flatMap(way => hintsOf(bindings.filter(({ command }) => command === way)))[0];
  for (let shown = others; ; shown = withoutLast(shown, leaving)) {
    const line = spaced([...shown, ...help], 2);
    if (cells(line) <= width) return line;
    if (shown.length === 0) return [];
  }
}

/** The ways out, the first that has a hint. */
const LEAVING: readonly Command[] = ['back', 'cancel', 'quit'];

/** Without the least important hint; the one that is kept goes last. */
function withoutLast(hints: readonly Hint[], kept: Hint | undefined): Hint[] {
  const last = hints.findLastIndex(hint => hint !== kept);
  return last < 0 ? [] : hints.toSpliced(last, 1);
}

/** What a hint says for now, where that is not what the table says. */
export type HintLabels = Readonly<Partial<Record<Command, string>>>;

function relabelled(binding: Binding, label: string | undefined): Binding {
  return binding.hint && label !== undefined ? { ...binding, hint: [binding.hint[0], label] } : binding;
}

export interface HelpSection {
  readonly title: string;
  readonly rows: readonly { readonly keys: string; readonly label: string }[];
}

/** Everything that can be pressed on a screen, by group, in the order of the table. */
export function helpSections(screen: Screen): HelpSection[] {
  return [...Map.groupBy(on(screen), binding => binding.group)].map(([title, bindings]) => ({
    title,
    rows: bindings.map(({ keys, label }) => ({ keys: keys.map(keyLabel).join(' '), label })),
  }));
}

/** The help screen: a heading, its keys, a blank line. */
export function helpLines(screen: Screen): Span<Role>[][] {
  const sections = helpSections(screen);
  const column = Math.max(...sections.flatMap(section => section.rows.map(({ keys }) => textWidth(keys))));
  return sections.flatMap((section, index): Span<Role>[][] => [
    ...(index > 0 ? [[]] : []),
    [{ text: section.title, style: 'heading' }],
    ...section.rows.map(({ keys, label }): Span<Role>[] => [
      { text: `  ${fit(keys, column)}  `, style: 'accent' },
      { text: label, style: 'text' },
    ]),
  ]);
}

function on(screen: Screen): Binding[] {
  return laid.filter(binding => binding.screens.includes(screen));
}

type Hint = NonNullable<Row['hint']>;

function hintsOf(bindings: readonly Binding[]): Hint[] {
  return bindings.flatMap(binding => (binding.hint ? [binding.hint] : []));
}

function spaced(hints: readonly Hint[], gap: number): Span<Role>[] {
  return hints.flatMap(([keys, label], index): Span<Role>[] => [
    { text: `${' '.repeat(index === 0 ? 1 : gap)}`, style: 'text' },
    { text: keys, style: 'accent' },
    { text: ` ${label}`, style: 'muted' },
  ]);
}

function cells(spans: readonly Span<Role>[]): number {
  return spans.reduce((sum, span) => sum + textWidth(span.text), 0);
}
