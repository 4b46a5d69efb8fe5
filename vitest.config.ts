import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*', 'action'],
    coverage: { include: ['packages/*/src/**', 'action/src/**'] },
  },
});
