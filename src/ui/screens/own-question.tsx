/** Where one writes a question of one's own, and the right answer if one knows it. */
import { Box, Text, useInput } from 'ink';
import { useState } from 'react';
import type { Question } from '../../run/question.ts';
import { keyNames } from '../key-names.ts';
import { EMPTY, type Line, line, span, wrapped } from '../panes/line.ts';
import type { Theme } from '../theme.ts';
import { PaintedLines } from '../widgets/painted-lines.tsx';
import { type TextState, textState } from '../widgets/text-editing.ts';
import { TextInput } from '../widgets/text-input.tsx';

export interface OwnQuestionProps {
  readonly initial: Question | undefined;
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  readonly active: boolean;
  /** With what was written, or with nothing when it was given up or empty. */
  readonly onClose: (written: { text: string; reference: string | undefined } | undefined) => void;
}

const LABEL = 12;
const AROUND = 8;

export function OwnQuestion({ initial, theme, width, height, active, onClose }: OwnQuestionProps) {
  const [text, setText] = useState<TextState>(() => textState(initial?.text ?? '', true));
  const [reference, setReference] = useState<TextState>(() => textState(initial?.reference?.[0] ?? ''));
  const [focus, setFocus] = useState<'text' | 'reference'>('text');
  useInput(
    (input, key) => {
      for (const name of keyNames(input, key)) {
        if (name === 'escape') onClose(undefined);
        if (name === 'tab' || name === 'shift+tab')
          setFocus(before => (before === 'text' ? 'reference' : 'text'));
      }
    },
    { isActive: active },
  );
  const submit = () => {
    const written = text.text.trim();
    const known = reference.text.trim();
    onClose(written === '' ? undefined : { text: written, reference: known === '' ? undefined : known });
  };
  const room = height - AROUND;
  const preview = wrapped(text.text, width - 2);
  const fields = [
    {
      id: 'text',
      label: 'question',
      value: text,
      change: setText,
      hint: 'write or paste it',
      multiline: true,
    },
    {
      id: 'reference',
      label: 'reference',
      value: reference,
      change: setReference,
      hint: 'the right answer, if you know it',
      multiline: false,
    },
  ] as const;
  return (
    <Box flexDirection="column" width="100%">
      <PaintedLines theme={theme} lines={[line(span(' A question of your own', 'heading')), EMPTY]} />
      {fields.map(({ id, label, value, change, hint, multiline }) => (
        <Box key={id} height={1}>
          <Text>{theme.style(focus === id ? 'accent' : 'label', ` ${label.padEnd(LABEL)}`)}</Text>
          <TextInput
            value={value}
            onChange={change}
            onSubmit={submit}
            isCommand={name => name === 'escape' || name === 'tab' || name === 'shift+tab'}
            focused={active && focus === id}
            width={width - LABEL - 3}
            theme={theme}
            placeholder={hint}
            multiline={multiline}
          />
        </Box>
      ))}
      <PaintedLines theme={theme} lines={[EMPTY, ...fill(preview, room), EMPTY, hints(focus)]} />
    </Box>
  );
}

/** The end of a long text, where one writes. */
function fill(rows: readonly Line[], room: number): Line[] {
  const shown = rows.slice(-room).map(row => [span(' '), ...row]);
  return [...shown, ...Array<Line>(Math.max(0, room - shown.length)).fill(EMPTY)];
}

function hints(focus: 'text' | 'reference'): Line {
  const other = focus === 'text' ? 'reference' : 'question';
  return line(
    span(' enter', 'accent'),
    span(' ask this   ', 'muted'),
    span('tab', 'accent'),
    span(` ${other}   `, 'muted'),
    span('esc', 'accent'),
    span(' give up', 'muted'),
  );
}
