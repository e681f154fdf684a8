/** What was changed in the editor of a step, as the event of a run has it. Pure. */
import type { Edit } from '../../run/edits.ts';
import type { Settings } from '../../run/settings.ts';
import { promptsOf } from '../../strategies/prompt-library.ts';
import { editorText } from '../widgets/editor/editor-state.ts';
import { feedbackIn, type StepEditorState, settingsIn, variantIn } from './step-editor.ts';

/** Only what is another than at first; `undefined` where nothing is, or a setting is wrong. */
export function editIn(state: StepEditorState): Edit | undefined {
  const laid = settingsIn(state);
  if (!laid.ok) return undefined;
  const { rounds, ...settings } = settingChanges(state, laid.settings);
  const isSetting = Object.keys(settings).length > 0;
  const edit: Edit = {
    ...promptChange(state),
    ...feedbackChange(state),
    ...settings,
    ...(rounds !== undefined && { rounds }),
    ...(isSetting && state.onward && { onward: true }),
  };
  return Object.keys(edit).length > 0 ? edit : undefined;
}

function promptChange(state: StepEditorState): Pick<Edit, 'prompt'> {
  const { input, first, proposal } = state;
  const text = editorText(state.prompt);
  const wasEdited = input.prompt !== input.proposed;
  if (text === proposal.safe) return wasEdited ? { prompt: null } : {};
  const isAsAtFirst = text === first.prompt.safe && proposal.raw === input.proposed;
  return wasEdited && isAsAtFirst ? {} : { prompt: { text, proposed: proposal.raw } };
}

function feedbackChange(state: StepEditorState): Pick<Edit, 'feedback'> {
  const feedback = feedbackIn(state);
  const before = state.first.feedback.trim() === '' ? '' : state.first.feedback;
  return feedback === before ? {} : { feedback };
}

function settingChanges(state: StepEditorState, now: Settings): Edit {
  const before = state.input.settings;
  return {
    ...(now.model !== before.model && { model: now.model }),
    ...(now.temperature !== before.temperature && { temperature: now.temperature ?? null }),
    ...(!isSame(now.thinking, before.thinking) && { thinking: now.thinking }),
    ...(now.maxTokens !== before.maxTokens && { maxTokens: now.maxTokens }),
    ...(state.variant !== state.first.variant && { prompts: promptsOf(variantIn(state)) }),
    ...(now.strategy.rounds !== before.strategy.rounds && { rounds: now.strategy.rounds }),
  };
}

function isSame(a: Settings['thinking'], b: Settings['thinking']): boolean {
  if (a.type === 'budget' && b.type === 'budget') return a.tokens === b.tokens;
  if (a.type === 'effort' && b.type === 'effort') return a.level === b.level;
  return a.type === b.type;
}
