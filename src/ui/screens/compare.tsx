/** The screen of a comparison. Draws the frame and passes on what keys ask. */
import { useApp } from 'ink';
import { useRef } from 'react';
import type { Comparison } from '../../analysis/compare.ts';
import type { Screen } from '../keys.ts';
import { type CopyWorld, copy } from '../outside/clipboard.ts';
import { openInPager } from '../outside/external.ts';
import type { Theme } from '../theme.ts';
import { useKeys, useNewest } from '../use-keys.ts';
import { PaintedLines } from '../widgets/painted-lines.tsx';
import { TerminalCursor } from '../widgets/terminal-cursor.tsx';
import { copiedComparison } from './compare-copied.ts';
import { compareCursor, compareExtent, compareFrame } from './compare-frame.ts';
import { compareKey, comparePaste, screenNow } from './compare-keys.ts';
import { COMPARE_AT_FIRST, type CompareState, openPane } from './compare-state.ts';

export interface CompareProps {
  readonly comparison: Comparison;
  readonly theme: Theme;
  /** Where copies go. */
  readonly world: CopyWorld;
  /** What there is to say about the files, until there is a word about a key. */
  readonly notice: string | undefined;
  readonly said: string | undefined;
  readonly width: number;
  readonly height: number;
  /** False while something lies above that has the keyboard. */
  readonly active: boolean;
  readonly onHelp: (screen: Screen) => void;
  readonly onSay: (text: string | undefined) => void;
  readonly onRepaint: () => void;
  readonly onQuit: () => void;
  /** Whether it lies over a run, to which one comes back. */
  readonly isOver?: boolean;
}

export function Compare(props: CompareProps) {
  const { comparison, theme, world, width, height, active } = props;
  const { suspendTerminal } = useApp();
  const [state, newest] = useNewest(() => COMPARE_AT_FIRST);
  /** What may help with the clipboard is said once. */
  const hinted = useRef(false);
  const inputOf = (of: CompareState) => ({
    comparison,
    isOver: props.isOver,
    state: of,
    notice: props.said ?? props.notice,
    width,
    height,
  });
  const seen = () => ({
    comparison,
    width: width - 2,
    extentOf: (of: CompareState) => compareExtent(inputOf(of)),
  });
  const copyOut = () => {
    const what = copiedComparison(comparison, openPane({ comparison, state: newest.get() }));
    const { message } = copy(what.text, what, { ...world, brief: hinted.current });
    hinted.current = true;
    return message;
  };
  const openPager = async () => {
    const { lines } = compareExtent(inputOf(newest.get()));
    const text = `${lines.map(spans => theme.paint(spans)).join('\n')}\n`;
    const problem = await openInPager(text, { suspend: suspendTerminal, env: world.env });
    props.onRepaint();
    props.onSay(problem);
  };

  useKeys({
    active,
    onKeys(names) {
      for (const name of names) {
        const { state: next, command, say } = compareKey(newest.get(), name, seen());
        newest.set(next);
        // What comes behind it in the same chunk was meant for the help, or for the pager.
        if (command === 'help') return props.onHelp(screenNow(next));
        if (command === 'pager') return void openPager();
        if (command === 'quit') return props.onQuit();
        if (command === 'copy') props.onSay(copyOut());
        else props.onSay(say);
      }
    },
    onPaste: text => newest.set(comparePaste(newest.get(), text, seen())),
  });
  const input = inputOf(state);
  return (
    <>
      <PaintedLines lines={compareFrame(input)} theme={theme} />
      <TerminalCursor at={active ? compareCursor(input) : undefined} />
    </>
  );
}
