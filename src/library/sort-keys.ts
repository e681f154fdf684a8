/** What the library can be sorted by: by itself, so that whoever asks for help loads nothing else. */

export const SORT_KEYS = ['age', 'cost', 'saved', 'question', 'model', 'rounds', 'marks'] as const;
export type SortKey = (typeof SORT_KEYS)[number];
