import { defineConfig } from 'vitest/config';

/** Tests that need Debian's Chromium; `.ci/run` installs it. */
export default defineConfig({
  test: { include: ['packages/*/test-browser/**/*.test.ts'], testTimeout: 60_000 },
});
