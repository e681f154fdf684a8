/** The picker: a model and a question, filtered as one types, and what they would be run with. */
import { useMemo } from 'react';
import type { Question } from '../../run/question.ts';
import type { Settings } from '../../run/settings.ts';
import type { Screen } from '../keys.ts';
import type { Choices, Services } from '../services.ts';
import type { Theme } from '../theme.ts';
import { useKeys, useNewest } from '../use-keys.ts';
import { PaintedLines } from '../widgets/painted-lines.tsx';
import { TerminalCursor } from '../widgets/terminal-cursor.tsx';
import { ownFrame } from './own-question.ts';
import { type PickerInput, pickerFrame } from './picker-frame.ts';
import { pickerKey, pickerPaste, pickerScreen } from './picker-keys.ts';
import { choiceOf, choicesFrom, initialPicker } from './picker-state.ts';
import { formFrame } from './settings-form.ts';

export interface PickerProps {
  readonly services: Services;
  /** What to begin with. */
  readonly choices: Choices;
  readonly notice: string | undefined;
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  /** False while something lies above that has the keyboard. */
  readonly active: boolean;
  readonly onHelp: (screen: Screen) => void;
  readonly onQuit: () => void;
  readonly onRun: (question: Question, settings: Settings, choices: Choices) => void;
}

export function Picker(props: PickerProps) {
  const { services, choices, notice, theme, width, height, active } = props;
  const [state, newest] = useNewest(() => initialPicker(services, choices));
  const choice = useMemo(() => choiceOf(state, services), [state, services]);

  useKeys({
    active,
    onKeys(names) {
      for (const name of names) {
        const { state: next, asks } = pickerKey(newest.get(), name, services, { width, height });
        newest.set(next);
        // What comes behind these in the same chunk was meant for another screen.
        if (asks === 'help') return props.onHelp(pickerScreen(next));
        if (asks === 'quit') return props.onQuit();
        if (asks !== 'run') continue;
        const chosen = choiceOf(next, services);
        if (chosen && chosen.refusal === undefined) {
          return props.onRun(chosen.question, chosen.settings, choicesFrom(next));
        }
      }
    },
    onPaste: text => newest.set(pickerPaste(newest.get(), text, services, { width, height })),
  });

  const frame = drawnFrame({ state, services, choice, notice, width, height });
  return (
    <>
      <PaintedLines lines={frame.lines} theme={theme} />
      <TerminalCursor at={active ? frame.cursor : undefined} />
    </>
  );
}

/** The lists, or what lies over them. */
function drawnFrame(input: PickerInput) {
  const { state, choice, width, height } = input;
  const { over, overrides } = state;
  if (over?.kind === 'own') return ownFrame(over.own, width, height);
  if (over?.kind === 'form' && choice) {
    const { base, refusal } = choice;
    return formFrame({ form: over.form, base, overrides, refusal, width, height });
  }
  return pickerFrame(input);
}
