/** Puts a comparison on the terminal and takes it off again. */
import type { Comparison } from '../analysis/compare.ts';
import { CompareApp } from './compare-app.tsx';
import { noticeWithKeys, show, themesOfTerminal, worldIn } from './show.tsx';
import type { Environment, ThemeSetting } from './theme.ts';

export interface ShowCompareOptions {
  readonly comparison: Comparison;
  readonly notice: string | undefined;
  /** The user's own keys, as the settings hold them. */
  readonly keys: unknown;
  readonly theme: ThemeSetting;
  /** Where copies become files when the terminal has no clipboard. */
  readonly folder: string;
  readonly env: Environment;
}

export async function showCompare(options: ShowCompareOptions): Promise<void> {
  const { comparison, folder, env } = options;
  const notice = noticeWithKeys(options.notice, options.keys);
  const theme = (await themesOfTerminal(env))(options.theme);
  await show((_onLeave, onRepaint) => (
    <CompareApp
      comparison={comparison}
      notice={notice}
      theme={theme}
      world={worldIn(folder, env)}
      onRepaint={onRepaint}
    />
  ));
}
