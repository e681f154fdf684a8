/** Runs once before the tests: some of them try the built program, which must be that of these sources. */
import type { TestProject } from 'vitest/node';
import { buildProgram, isStale } from './build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Why the program could not be built; empty when it could. Tests that do not need it go on. */
    readonly buildProblem: string;
  }
}

export default async function setup(project: TestProject): Promise<void> {
  project.provide('buildProblem', isStale() ? await build() : '');
}

async function build(): Promise<string> {
  try {
    await buildProgram();
    return '';
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}
