/** The picker: a model and a question, filtered as one types, and what they would be run with. */
import { useMemo, useSyncExternalStore } from 'react';
import type { Question } from '../../run/question.ts';
import type { Settings } from '../../run/settings.ts';
import type { Screen } from '../keys.ts';
import type { LookSettings } from '../look-settings.ts';
import type { Edited } from '../outside/external.ts';
import type { Recent } from '../recent.ts';
import type { Choices, Services } from '../services.ts';
import type { Theme } from '../theme.ts';
import { useKeys, useNewest } from '../use-keys.ts';
import { PaintedLines } from '../widgets/painted-lines.tsx';
import { TerminalCursor } from '../widgets/terminal-cursor.tsx';
import { ownFrame } from './own-question.ts';
import { type PickerInput, pickerFrame } from './picker-frame.ts';
import { pickerKey, pickerPaste, pickerScreen } from './picker-keys.ts';
import { outsideText, withOutsideText } from './picker-outside.ts';
import { choiceOf, choicesFrom, initialPicker, type PickerState } from './picker-state.ts';
import { presetsFrame } from './presets-frame.ts';
import { libraryFrame } from './prompt-library-frame.ts';
import { formFrame } from './settings-form-frame.ts';

export interface PickerProps {
  readonly services: Services;
  /** What to begin with. */
  readonly choices: Choices;
  /** What was run last. */
  readonly recent: Recent;
  readonly notice: string | undefined;
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  /** False while something lies above that has the keyboard. */
  readonly active: boolean;
  /** Lets the user change a text in an editor, under a name for its file. */
  readonly onEdit: (text: string, name: string) => Promise<Edited>;
  readonly onLook: (changes: Partial<LookSettings>) => void;
  readonly onHelp: (screen: Screen) => void;
  readonly onQuit: () => void;
  readonly onLibrary: () => void;
  readonly onRun: (question: Question, settings: Settings, choices: Choices) => void;
}

export function Picker(props: PickerProps) {
  const { services, choices, recent, notice, theme, width, height, active } = props;
  const [state, newest] = useNewest(() => initialPicker(services, choices, recent));
  const account = useSyncExternalStore(services.account?.subscribe ?? watchNothing, () =>
    services.account?.now(),
  );
  const choice = useMemo(() => choiceOf(state, services), [state, services]);

  /** What the user keeps beyond a run. */
  const keep = (before: PickerState, next: PickerState) => {
    if (next.saved !== before.saved) services.keepPresets(next.saved);
    if (next.prompts !== before.prompts) services.keepPrompts(next.prompts);
    if (next.look !== before.look) props.onLook(changesOf(before.look, next.look));
    const said = services.problem?.();
    if (said !== undefined) newest.set({ ...newest.get(), said });
  };
  const editOutside = async () => {
    const sent = outsideText(newest.get(), services);
    if (!sent) return;
    const edited = await props.onEdit(sent.text, sent.name);
    const before = newest.get();
    const next = withOutsideText(before, sent, edited, services, { width, height });
    newest.set(next);
    keep(before, next);
  };

  useKeys({
    active,
    onKeys(names) {
      for (const name of names) {
        const before = newest.get();
        const { state: next, asks } = pickerKey(before, name, services, { width, height });
        newest.set(next);
        keep(before, next);
        // What comes behind these in the same chunk was meant for another screen.
        if (asks === 'help') return props.onHelp(pickerScreen(next));
        if (asks === 'quit') return props.onQuit();
        if (asks === 'library') return props.onLibrary();
        if (asks === 'editor') return void editOutside();
        if (asks !== 'run') continue;
        const chosen = choiceOf(next, services);
        if (chosen && chosen.refusal === undefined) {
          return props.onRun(chosen.question, chosen.settings, choicesFrom(next));
        }
      }
    },
    onPaste: text => newest.set(pickerPaste(newest.get(), text, services, { width, height })),
  });

  const frame = drawnFrame({ state, services, choice, account, notice, width, height });
  return (
    <>
      <PaintedLines lines={frame.lines} theme={theme} />
      <TerminalCursor at={active ? frame.cursor : undefined} />
    </>
  );
}

/** Where nothing lists what can be run. */
function watchNothing() {
  return () => {};
}

/** The lists, or what lies over them. */
function drawnFrame(input: PickerInput) {
  const { state, choice, width, height } = input;
  const { over, overrides, saved, prompts, look, said } = state;
  if (over?.kind === 'own') return ownFrame(over.own, width, height, said);
  if (over?.kind === 'presets' && choice) {
    return presetsFrame({ state: over.presets, base: choice.base, overrides, saved, width, height });
  }
  if (over?.kind === 'prompts' && choice) {
    const { library } = over;
    const world = { base: choice.base, overrides, own: prompts };
    return libraryFrame({ library, ...world, notice: said, width, height });
  }
  if (over?.kind === 'form' && choice) {
    const { base, refusal } = choice;
    return formFrame({ form: over.form, base, overrides, refusal, look, notice: said, width, height });
  }
  return pickerFrame(said === undefined ? input : { ...input, notice: said });
}

/** The part of the look that is another one. */
function changesOf(before: LookSettings, next: LookSettings): Partial<LookSettings> {
  return {
    ...(next.theme !== before.theme && { theme: next.theme }),
    ...(next.bell !== before.bell && { bell: next.bell }),
    ...(next.animation !== before.animation && { animation: next.animation }),
    ...(next.step !== before.step && { step: next.step }),
  };
}
