import { defineConfig } from 'rolldown';

/** The action ships as one file, because GitHub runs it without an install. */
export default defineConfig({
  input: 'action/src/index.ts',
  platform: 'node',
  output: { file: 'action/dist/index.js', format: 'esm', codeSplitting: false },
});
