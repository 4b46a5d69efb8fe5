import { configDefaults, defineConfig } from 'vitest/config';

/** Browser tests run apart: see vitest.browser.config.ts at the root. */
export default defineConfig({
  test: { exclude: [...configDefaults.exclude, 'test-browser/**'] },
});
