import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*', 'action', 'evals'],
    coverage: { include: ['packages/*/src/**', 'action/src/**'] },
  },
});
