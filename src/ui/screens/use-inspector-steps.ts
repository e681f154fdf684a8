/** Carries out what a key of the inspector asked for beside another state: outside, in the run, or on another screen. */
import { useApp } from 'ink';
import { useMemo, useRef } from 'react';
import { outsideText, overReturned, type Written } from '../debugger/over.ts';
import { createRunActions } from '../debugger/run-actions.ts';
import { comparePlaces, type Family, openNextBranch, openPlace } from '../debugger/tree-actions.ts';
import type { Command, Screen } from '../keys.ts';
import { copy } from '../outside/clipboard.ts';
import { type Copyable, copied } from '../outside/copied.ts';
import { editInEditor, openInPager } from '../outside/external.ts';
import { comparedCall } from '../panes/diff.ts';
import type { Newest } from '../use-keys.ts';
import type { InspectorProps } from './inspector.tsx';
import type { InspectorStep } from './inspector-keys.ts';
import { paneSize } from './inspector-layout.ts';
import { paneExtent } from './inspector-pane-lines.ts';
import {
  type InspectorInput,
  type InspectorState,
  shownCall,
  shownLane,
  shownRound,
} from './inspector-state.ts';
import { selectedPlace } from './inspector-tree.ts';
import { playerCommand } from './player-commands.ts';

interface StepsWorld extends InspectorProps {
  readonly newest: Newest<InspectorState>;
  readonly inputNow: (of: InspectorState) => InspectorInput;
  readonly load: () => Promise<Family>;
  readonly familyNow: Family | undefined;
}

/** Returns true when the keys that come behind it in the same chunk are not for this screen. */
type TakeStep = (step: InspectorStep, before: InspectorState, screen: Screen | undefined) => boolean;

export function useInspectorSteps(props: StepsWorld): TakeStep {
  const { handle, desk, theme, world, newest, inputNow, onSay, onOpen } = props;
  const { session, player } = handle;
  const { suspendTerminal } = useApp();
  const outside = { suspend: suspendTerminal, env: world.env };
  /** What may help with the clipboard is said once. */
  const hinted = useRef(false);
  const open = useRef(onOpen);
  open.current = onOpen;
  const actions = useMemo(
    () =>
      createRunActions({
        handle,
        desk,
        state: newest.get,
        setState: newest.set,
        open: (...run) => open.current(...run),
      }),
    [handle, desk, newest],
  );

  const copyOut = (what: Copyable) => {
    const now = session.run();
    const round = shownRound(newest.get(), now);
    if (!now || round === undefined) return 'There is nothing to copy yet.';
    const call = shownCall(newest.get(), now);
    const compared = comparedCall(now, round, newest.get().against, call);
    const place = { lane: shownLane(newest.get(), now), call, againstCall: compared?.id };
    const found = copied(what, now, { round, ...place });
    if ('problem' in found) return found.problem;
    const { message } = copy(found.text, found, { ...world, brief: hinted.current });
    hinted.current = true;
    return found.note === undefined ? message : `${message} ${found.note}`;
  };

  const exportOut = (format: string) => {
    onSay('Exporting…');
    desk.exportAs(handle, format).then(onSay, thrown => onSay(String(thrown)));
  };

  const openPager = async () => {
    const { lines = [] } = paneExtent(inputNow({ ...newest.get(), menu: undefined }));
    const problem = await openInPager(`${lines.map(spans => theme.paint(spans)).join('\n')}\n`, outside);
    props.onRepaint();
    onSay(problem);
  };

  const openEditor = async () => {
    const { over } = newest.get();
    if (!over) return;
    const { text, name } = outsideText(over);
    const edited = await editInEditor(text, outside, name);
    props.onRepaint();
    const now = newest.get();
    if (!now.over) return;
    const outcome = edited.kind === 'changed' ? { text: edited.text } : { problem: edited.message };
    const next = overReturned(now.over, outcome, paneSize(inputNow(now)));
    newest.set({ ...now, over: next });
    actions.keep(next);
  };

  /** What is about several runs. */
  const aboutFamily = async (command: Command) => {
    const state = newest.get();
    const family = props.familyNow ?? (await props.load());
    const run = session.run();
    const round = shownRound(state, run) ?? 0;
    const place = selectedPlace(state, run);
    if (command === 'branch.next')
      return openNextBranch({ handle, desk, open: onOpen }, family, round, state.pane);
    if (!place || !run) return undefined;
    if (command === 'tree.open')
      return openPlace({ handle, desk, open: onOpen }, family, place, state.before ?? 'diff');
    const comparison = comparePlaces(family, { run: run.id, round }, place);
    if (typeof comparison === 'string') return comparison;
    props.onCompare(comparison);
    return undefined;
  };

  const carryOut = (command: Command) => {
    const played = player ? playerCommand(player, command) : false;
    if (played !== false) return onSay(played);
    if (ABOUT_FAMILY.has(command)) return void aboutFamily(command).then(onSay);
    const said = actions.command(command);
    if (said === false) props.onCommand(command);
    else onSay(said);
  };
  const write = (written: Written) => onSay(actions.apply(written));

  return (step, before, screen) => {
    const { state, command, copy: asked, pager, editor, branch, written, goTo, say } = step;
    if (state.over !== before.over && state.over) actions.keep(state.over);
    if (written) write(written);
    if (goTo !== undefined) player?.goTo(goTo);
    if (branch) onSay(actions.branch(branch));
    if (command === 'help' && screen) props.onHelp(screen);
    if (pager) void openPager();
    if (editor) void openEditor();
    if (command === 'help' || pager || editor || branch) return true;
    if (asked !== undefined || say !== undefined) onSay(asked ? copyOut(asked) : say);
    if (step.exportAs !== undefined) exportOut(step.exportAs);
    if (command !== undefined) carryOut(command);
    return false;
  };
}

const ABOUT_FAMILY: ReadonlySet<Command> = new Set(['branch.next', 'tree.open', 'tree.compare']);
