/** The picker: a model and a question, filtered as one types, and what they would be run with. */
import { Box, useInput } from 'ink';
import { useMemo, useState } from 'react';
import type { Question } from '../../run/question.ts';
import type { Settings } from '../../run/settings.ts';
import { type Command, commandOf, commandsFor } from '../keys.ts';
import { line, span } from '../panes/line.ts';
import type { Services } from '../services.ts';
import type { Theme } from '../theme.ts';
import { FilterList } from '../widgets/filter-list.tsx';
import { selectedItem } from '../widgets/list-state.ts';
import { PaintedLines } from '../widgets/painted-lines.tsx';
import { OwnQuestion } from './own-question.tsx';
import { pickerCommand } from './picker-commands.ts';
import { pickerFoot, pickerHead, pickerSizes } from './picker-lines.ts';
import { drawModel, drawQuestion } from './picker-rows.ts';
import {
  type Choice,
  choiceOf,
  choicesFrom,
  filterModels,
  filterQuestions,
  initialPicker,
  type PickerState,
  withOwn,
} from './picker-state.ts';
import { SettingsForm } from './settings-form.tsx';

export interface PickerProps {
  readonly services: Services;
  readonly notice: string | undefined;
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  readonly active: boolean;
  readonly onCommand: (command: Command) => void;
  readonly onRun: (question: Question, settings: Settings) => void;
}

export function Picker(props: PickerProps) {
  const { services, theme, width, height, active } = props;
  const [state, setState] = useState(() => initialPicker(services));
  const [open, setOpen] = useState<'lists' | 'settings' | 'own'>('lists');
  const choice = useMemo(() => choiceOf(state, services), [state, services]);
  const place = { theme, width, height, active };

  useInput(
    (input, key) => {
      const list = state.focus === 'models' ? state.models : state.questions;
      for (const command of commandsFor(input, key, 'picker', list.filter.text !== '')) {
        if (command === 'settings') setOpen('settings');
        else if (command === 'question') setOpen('own');
        else if (command === 'run') run(choice);
        else {
          setState(before => pickerCommand(before, command, pickerSizes(width, height).listHeight - 2));
          props.onCommand(command);
        }
      }
    },
    { isActive: active && open === 'lists' },
  );

  const run = (chosen: Choice | undefined) => {
    if (!chosen || chosen.refusal !== undefined) return;
    services.remember(choicesFrom(state));
    props.onRun(chosen.question, chosen.settings);
  };

  if (open === 'settings' && choice) {
    return (
      <SettingsForm
        {...place}
        base={services.settingsFor(choice.model, choice.question)}
        overrides={state.overrides}
        onChange={overrides => setState(before => ({ ...before, overrides }))}
        onClose={() => setOpen('lists')}
      />
    );
  }
  if (open === 'own') {
    return (
      <OwnQuestion
        {...place}
        initial={choice?.question.id === 'own-question' ? choice.question : undefined}
        onClose={written => {
          setOpen('lists');
          if (written) setState(before => withOwn(before, written.text, written.reference));
        }}
      />
    );
  }
  return <Lists {...props} state={state} choice={choice} onChange={setState} />;
}

interface ListsProps extends PickerProps {
  readonly state: PickerState;
  readonly choice: Choice | undefined;
  readonly onChange: (change: (before: PickerState) => PickerState) => void;
}

function Lists({ services, notice, theme, width, height, active, state, choice, onChange }: ListsProps) {
  const sizes = pickerSizes(width, height);
  const wall = Array.from({ length: sizes.listHeight }, () => line(span(' │ ', 'rule')));
  return (
    <Box flexDirection="column" width="100%">
      <PaintedLines theme={theme} lines={pickerHead(sizes, services)} />
      <Box height={sizes.listHeight}>
        <FilterList
          list={state.models}
          onChange={change =>
            onChange(before => ({ ...before, models: refilter(before.models, change, filterModels) }))
          }
          isCommand={isCommand}
          focused={active && state.focus === 'models'}
          width={sizes.left}
          height={sizes.listHeight}
          theme={theme}
          placeholder="filter, or any model id"
          draw={drawModel(theme)}
        />
        <Box width={3}>
          <PaintedLines theme={theme} lines={wall} />
        </Box>
        <FilterList
          list={state.questions}
          onChange={change =>
            onChange(before => ({
              ...before,
              questions: refilter(before.questions, change, filterQuestions),
            }))
          }
          isCommand={isCommand}
          focused={active && state.focus === 'questions'}
          width={sizes.right}
          height={sizes.listHeight}
          theme={theme}
          placeholder="filter, or write your own"
          draw={drawQuestion(theme, services.recorded, selectedItem(state.models)?.id)}
        />
      </Box>
      <PaintedLines theme={theme} lines={pickerFoot(sizes, state, choice, notice)} />
    </Box>
  );
}

/** A changed filter may offer what was typed as an item of its own. */
function refilter<L extends { filter: { text: string; cursor: number } }>(
  list: L,
  change: (list: L) => L,
  filter: (list: L, text: L['filter']) => L,
): L {
  const changed = change(list);
  return filter({ ...list, ...changed }, changed.filter);
}

function isCommand(name: string, filter: { text: string }): boolean {
  return commandOf(name, 'picker', filter.text !== '') !== undefined;
}
