import { defineConfig } from 'rolldown';

// Names stay readable in a stack trace; white space and dead branches go.
const minify = { mangle: false, compress: true, codegen: { removeWhitespace: true } };

/** The action ships as one file, because GitHub runs it without an install. */
export default defineConfig({
  input: 'action/src/index.ts',
  platform: 'node',
  output: { file: 'action/dist/index.js', format: 'esm', codeSplitting: false, minify },
});
