/**
 * Published numbers of the founding study (Butler et al., arXiv 2510.20653) and its companion library, to
 * be laid beside one's own: reference lines, never part of a statistic.
 */

export const STUDY = 'Butler et al., arXiv 2510.20653';

/** Text-to-SQL accuracy in per cent, by feedback and reflections; five databases, no intervals given. */
export const STUDY_FEEDBACK: {
  readonly source: string;
  readonly columns: readonly { readonly feedback: string; readonly reflections: number }[];
  readonly rows: readonly { readonly model: string; readonly values: readonly number[] }[];
} = {
  source: `${STUDY}, poster: text-to-SQL on five databases, no intervals given`,
  columns: ['none', 'judge', 'sql'].flatMap(feedback =>
    [1, 3].map(reflections => ({ feedback, reflections })),
  ),
  rows: [
    { model: 'Nova Premier', values: [72.58, 74.98, 73.97, 72.58, 73.74, 71.14] },
    { model: 'Nova Pro', values: [71.75, 73.67, 71.71, 66.96, 68.62, 73.5] },
    { model: 'Nova Lite', values: [75.41, 73.05, 79.57, 74.02, 72.63, 72.83] },
    { model: 'Nova Micro', values: [70.73, 72.14, 77.34, 75.77, 73.15, 70.41] },
    { model: 'Claude Sonnet 3.7', values: [70.78, 72.69, 70.82, 66.78, 67.2, 73.32] },
    { model: 'Claude Sonnet 3.5 v2', values: [65.71, 64.99, 67.28, 65.43, 67.22, 67.33] },
    { model: 'Claude Haiku 3.5', values: [67.09, 66.36, 68.16, 68.64, 68.56, 72.58] },
  ],
};

/** What caching saved, by reflections: Claude 3.7 Sonnet, one prompt, three repeats. */
export const STUDY_CACHING: {
  readonly source: string;
  readonly rows: readonly {
    readonly reflections: number;
    /** Means, in USD. */
    readonly withoutCache: number;
    readonly usd: number;
    readonly savedShare: number;
    /** Means with the cache and without it, in seconds. */
    readonly seconds: number;
    readonly secondsWithoutCache: number;
  }[];
} = {
  source:
    'aws-samples/sample-genai-reflection-for-bedrock at d6d1f0a, sonnet37_caching.txt: one prompt, n = 3; writes priced as plain input there, 1.25 times that on Bedrock',
  rows: [
    {
      reflections: 0,
      withoutCache: 0.01189,
      usd: 0.01091,
      savedShare: 0.082,
      secondsWithoutCache: 14.59,
      seconds: 13.71,
    },
    {
      reflections: 1,
      withoutCache: 0.02776,
      usd: 0.02503,
      savedShare: 0.098,
      secondsWithoutCache: 28.24,
      seconds: 30.65,
    },
    {
      reflections: 2,
      withoutCache: 0.05124,
      usd: 0.04049,
      savedShare: 0.21,
      secondsWithoutCache: 48.96,
      seconds: 53.69,
    },
    {
      reflections: 3,
      withoutCache: 0.07907,
      usd: 0.05648,
      savedShare: 0.286,
      secondsWithoutCache: 59.49,
      seconds: 68.85,
    },
  ],
};
