/** What the lanes of a round differ in, in a few words for each: the level of thinking, the perspective, the model. Pure. */
import { resolveModel } from '../models/resolve.ts';
import { levelsOf, readLevels, readThinking } from '../models/thinking-levels.ts';
import { settingsAt } from '../run/edited.ts';
import { answerCall, lanesOf, type Round, type Run } from '../run/run.ts';
import type { Settings, Thinking } from '../run/settings.ts';
import { PERSPECTIVES } from '../strategies/contrast.ts';
import { formatCount } from '../text/numbers.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { modelName } from './describe.ts';

export interface LaneLabel {
  /** `thinking 1,024`, `Claude Haiku 4.5`. */
  readonly words: string;
  /** For where there is little room: `1,024`, `Haiku 4.5`. */
  readonly short: string;
}

/** `undefined` where the round has one lane only, and where its lanes are samples of the same. */
export function laneLabel(run: Run, round: Round, lane: number): LaneLabel | undefined {
  const lanes = lanesOf(run, round);
  if (lanes.length < 2) return undefined;
  const settings = settingsAt(run, round.index);
  const { id } = settings.strategy;
  if (id === 'thinking-levels') return levelLabel(settings, lane);
  const perspective = id === 'contrastive' ? PERSPECTIVES[lane]?.name : undefined;
  if (perspective !== undefined) return { words: perspective, short: perspective };
  return modelLabel(run, round, lanes, lane);
}

/** ` (thinking 1,024)`, to stand behind the number of the lane; empty where there is none. */
export function laneLabelBehind(run: Run, round: Round, lane: number): string {
  const label = laneLabel(run, round, lane);
  return label ? ` (${label.words})` : '';
}

function levelLabel(settings: Settings, lane: number): LaneLabel | undefined {
  const { levels } = settings.strategy;
  const model = resolveModel(settings.model);
  const own = model ? levelsOf(model) : [];
  const named = typeof levels === 'string' ? readLevels(levels) : own;
  const thinking = named.flatMap(word => readThinking(word) ?? [])[lane];
  return thinking && thinkingLabel(thinking);
}

function thinkingLabel(thinking: Thinking): LaneLabel {
  switch (thinking.type) {
    case 'off':
      return { words: 'no thinking', short: 'off' };
    case 'default':
      return { words: 'thinking by default', short: 'default' };
    case 'budget': {
      const tokens = formatCount(thinking.tokens);
      return { words: `thinking ${tokens}`, short: tokens };
    }
    case 'effort': {
      const level = sanitizeLine(thinking.level);
      return { words: `thinking ${level}`, short: level };
    }
  }
}

function modelLabel(run: Run, round: Round, lanes: readonly number[], lane: number): LaneLabel | undefined {
  const models = new Set(lanes.flatMap(one => answerCall(run, round, one)?.model ?? []));
  const own = answerCall(run, round, lane)?.model;
  if (models.size < 2 || own === undefined) return undefined;
  const words = sanitizeLine(modelName(own));
  return { words, short: words.replace(/^(?:Claude|Amazon) /, '') };
}
