/** The settings as a form: one field a row, the choices of the one under the cursor, a line of help. */
import { Box, Text, useInput } from 'ink';
import { useEffect, useEffectEvent, useState } from 'react';
import type { Settings } from '../../run/settings.ts';
import { fit } from '../../text/pad.ts';
import { keyNames } from '../key-names.ts';
import { EMPTY, line, span, wrapped } from '../panes/line.ts';
import type { Theme } from '../theme.ts';
import { PaintedLines } from '../widgets/painted-lines.tsx';
import { textState } from '../widgets/text-editing.ts';
import { TextInput } from '../widgets/text-input.tsx';
import { type Field, fieldsOf, type Overrides, withOverrides } from './settings-fields.ts';

export interface SettingsFormProps {
  /** Before any change. */
  readonly base: Settings;
  readonly overrides: Overrides;
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  readonly active: boolean;
  readonly onChange: (overrides: Overrides) => void;
  readonly onClose: () => void;
}

const LABEL = 20;

export function SettingsForm(props: SettingsFormProps) {
  const { base, overrides, theme, width, height, active, onChange, onClose } = props;
  const [row, setRow] = useState(0);
  const [resets, setResets] = useState(0);
  const laid = withOverrides(base, overrides);
  const problem = 'problem' in laid ? String(laid.problem) : undefined;
  const fields = fieldsOf('problem' in laid ? base : (laid as Settings)).map(field => ({
    ...field,
    value: overrides[field.id] ?? field.value,
  }));
  const current = fields[row];
  const reset = () => {
    onChange({});
    setResets(before => before + 1);
  };
  const set = (field: Field, value: string) => onChange({ ...overrides, [field.id]: value });

  useInput(
    (input, key) => {
      for (const name of keyNames(input, key)) {
        if (name === 'escape' || name === 'enter' || name === 'ctrl+s') onClose();
        else if (name === 'up' || name === 'shift+tab') setRow(before => Math.max(0, before - 1));
        else if (name === 'down' || name === 'tab') setRow(before => Math.min(fields.length - 1, before + 1));
        else if (name === 'ctrl+r') reset();
        else if (current?.choices && (name === 'right' || name === 'space')) set(current, next(current, 1));
        else if (current?.choices && name === 'left') set(current, next(current, -1));
      }
    },
    { isActive: active },
  );
  const help = [
    EMPTY,
    ...wrapped(problem ?? current?.help ?? '', width - 2, problem ? 'warning' : 'muted').map(spans => [
      span(' '),
      ...spans,
    ]),
  ];
  const foot = Math.max(0, height - 2 - fields.length - help.length - 1);
  return (
    <Box flexDirection="column" width="100%">
      <PaintedLines theme={theme} lines={[line(span(' Settings', 'heading')), EMPTY]} />
      {fields.map((field, index) => (
        <FieldRow
          key={`${field.id} ${resets}`}
          field={field}
          changed={overrides[field.id] !== undefined}
          focused={active && index === row}
          theme={theme}
          width={width}
          onText={text => set(field, text)}
        />
      ))}
      <PaintedLines
        theme={theme}
        lines={[...help, ...Array.from({ length: foot }, () => EMPTY), hints(current)]}
      />
    </Box>
  );
}

interface FieldRowProps {
  readonly field: Field;
  readonly changed: boolean;
  readonly focused: boolean;
  readonly theme: Theme;
  readonly width: number;
  readonly onText: (text: string) => void;
}

function FieldRow({ field, changed, focused, theme, width, onText }: FieldRowProps) {
  const label = theme.style(focused ? 'accent' : 'label', `${focused ? '▌' : ' '}${fit(field.label, LABEL)}`);
  if (!field.choices) {
    return (
      <Box height={1}>
        <Text>{label}</Text>
        <TextField field={field} focused={focused} theme={theme} width={width - LABEL - 3} onText={onText} />
      </Box>
    );
  }
  const choices = focused
    ? field.choices
        .map(choice => theme.style(choice === field.value ? 'selection' : 'muted', ` ${choice} `))
        .join('')
    : theme.style(changed ? 'strong' : 'text', ` ${field.value}`);
  return <Text wrap="truncate">{label + choices}</Text>;
}

interface TextFieldProps extends Omit<FieldRowProps, 'changed'> {}

/** Keeps the cursor while the text is being edited, and tells every change of the text. */
function TextField({ field, focused, theme, width, onText }: TextFieldProps) {
  const [edited, setEdited] = useState(() => textState(field.value));
  const tell = useEffectEvent(onText);
  useEffect(() => {
    if (edited.text !== field.value) tell(edited.text);
  }, [edited.text, field.value]);
  return (
    <TextInput
      value={edited}
      onChange={setEdited}
      isCommand={name => name === 'ctrl+r' || name === 'ctrl+s' || name === 'up' || name === 'down'}
      focused={focused}
      width={width}
      theme={theme}
      placeholder="none"
    />
  );
}

function next(field: Field, by: 1 | -1): string {
  const choices = field.choices ?? [];
  const place = choices.indexOf(field.value);
  return choices[(place + by + choices.length) % choices.length] ?? field.value;
}

function hints(field: Field | undefined) {
  return line(
    span(' ↑↓', 'accent'),
    span(' field   ', 'muted'),
    span(field?.choices ? '←→' : 'type', 'accent'),
    span(' change   ', 'muted'),
    span('ctrl+r', 'accent'),
    span(' as at first   ', 'muted'),
    span('enter', 'accent'),
    span(' done', 'muted'),
  );
}
