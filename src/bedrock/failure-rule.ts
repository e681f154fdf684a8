/** What a rule about failures is, and the words that rules share. Knows no particular failure. */

export interface CallContext {
  /** Empty when no model was called yet. */
  readonly model: string;
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly endpoint?: string | undefined;
}

/** What was thrown, as far as it can be told apart. */
export interface Failure {
  /** In Pascal case, as the SDK's own classes: `ThrottlingException`. */
  readonly name: string;
  /** The message, the code and the cause. */
  readonly text: string;
  /** Of an HTTP answer. */
  readonly status?: number;
}

export interface Explained {
  /** One sentence: what happened, and where. */
  readonly message: string;
  /** What would help. */
  readonly remedy?: string;
  /** Whether the same call could succeed if it was made again. */
  readonly retryable?: boolean;
}

export interface FailureRule {
  readonly when: (failure: Failure) => boolean;
  readonly say: (context: CallContext, failure: Failure) => Explained;
}

export function named(...names: string[]): FailureRule['when'] {
  return ({ name }) => names.includes(name);
}

export function says(pattern: RegExp): FailureRule['when'] {
  return ({ text }) => pattern.test(text);
}

/** ` in eu-west-1`, when the region is known. */
export function place({ region }: CallContext): string {
  return region ? ` in ${region}` : '';
}

/** Who was asked, as a subject. */
export function whoWasAsked({ endpoint, region }: CallContext): string {
  return endpoint ?? (region ? `Bedrock in ${region}` : 'Bedrock');
}
