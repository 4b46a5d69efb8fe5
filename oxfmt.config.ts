import { defineConfig } from 'oxfmt';

export default defineConfig({
  printWidth: 100,
  singleQuote: true,
  sortImports: true,
  ignorePatterns: ['action/dist', 'packages/**/fixtures', 'packages/gate/vendor', 'pnpm-lock.yaml'],
});
