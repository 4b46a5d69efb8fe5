import { defineConfig } from 'oxfmt';

export default defineConfig({
  printWidth: 100,
  singleQuote: true,
  sortImports: true,
  ignorePatterns: [
    'action/dist',
    'docs/examples',
    'docs/scorers.md',
    'packages/**/fixtures',
    'packages/cli/schemas',
    'packages/gate/vendor',
    'pnpm-lock.yaml',
  ],
});
