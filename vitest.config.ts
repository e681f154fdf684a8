import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The tests run with the production build of React, which has no development runtime for JSX.
  oxc: { jsx: { runtime: 'automatic', development: false } },
  test: {
    globalSetup: ['scripts/build-for-tests.ts'],
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    // The built program is tried in a pty; a slow machine must not turn that into a failure.
    testTimeout: 30_000,
    env: { NODE_ENV: 'production', AWS_EC2_METADATA_DISABLED: 'true' },
  },
});
