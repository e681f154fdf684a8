/** The gate, the branches and the actions of a run, as React needs them. Decides nothing. */
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { branchTree, type TreeRun } from '../../analysis/branch-tree.ts';
import type { Pending } from '../../engine/gate.ts';
import type { Run } from '../../run/run.ts';
import { withPending } from '../screens/inspector-commands.ts';
import type { AtGate, InspectorState } from '../screens/inspector-state.ts';
import type { Newest } from '../use-keys.ts';
import type { ActionWorld } from './run-actions.ts';
import type { Family } from './tree-actions.ts';

const NEVER = () => () => {};

/** How the run stands at its gate; absent for a run that nobody can take part in any more. */
export function useGate(
  { handle, desk }: Pick<ActionWorld, 'handle' | 'desk'>,
  state: Newest<InspectorState>,
): AtGate | undefined {
  const { controls, session } = handle;
  const subscribe = controls?.subscribe ?? NEVER;
  const pending = useSyncExternalStore(subscribe, () => controls?.pending());
  const stepping = useSyncExternalStore(subscribe, () => controls?.stepping() ?? false);
  const [known, setKnown] = useState<{ pending: Pending; words: string | undefined }>();
  useEffect(() => {
    state.set(withPending(state.get(), session.run(), pending));
    const [call] = pending?.kind === 'calls' ? pending.calls : [];
    if (!pending || !call) return;
    let isAsked = true;
    void desk.answerable(handle, call.request).then(words => {
      if (isAsked) setKnown({ pending, words });
    });
    return () => {
      isAsked = false;
    };
  }, [pending, desk, handle, session, state]);
  const answerable = known?.pending === pending ? known?.words : undefined;
  return useMemo(
    () => (controls ? { pending, stepping, ...(answerable !== undefined && { answerable }) } : undefined),
    [controls, pending, stepping, answerable],
  );
}

/** The family of a run, read again whenever somebody looks at its branches. */
export function useFamily(
  { handle, desk }: Pick<ActionWorld, 'handle' | 'desk'>,
  run: Run | undefined,
  isLookedAt: boolean,
): { readonly family: Family | undefined; readonly load: () => Promise<Family> } {
  const [read, setRead] = useState<readonly TreeRun[]>();
  const load = useCallback(async () => {
    const runs = await desk.family(handle);
    setRead(runs);
    return { tree: branchTree(runs), runs };
  }, [desk, handle]);
  useEffect(() => {
    if (isLookedAt) void load();
  }, [isLookedAt, load]);
  const family = useMemo(() => {
    if (!isLookedAt || !read) return undefined;
    const own = run && !handle.player ? [{ run, file: handle.file, isLive: !run.outcome }] : [];
    const runs = [...own, ...read.filter(one => own.length === 0 || one.run.id !== run?.id)];
    return { tree: branchTree(runs), runs };
  }, [isLookedAt, read, run, handle]);
  return { family, load };
}
