import { defineConfig } from 'oxlint';

const stayInside = {
  group: ['../../*/src/**', '../../../packages/**'],
  message: 'Import another package by its name.',
};

export default defineConfig({
  plugins: ['eslint', 'typescript', 'import', 'unicorn', 'node', 'promise', 'vitest'],
  options: { typeAware: true },
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  rules: {
    complexity: ['error', 12],
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'max-depth': ['error', 3],
    'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
    'max-params': ['error', { max: 3 }],
    'no-await-in-loop': 'off',
    'no-console': 'error',
    'no-nested-ternary': 'error',
    'no-param-reassign': 'error',
    'no-restricted-imports': ['error', { patterns: [stayInside] }],
    'typescript/consistent-return': 'off', // TypeScript's own noImplicitReturns reads exhaustive switches
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'unicorn/prefer-node-protocol': 'error',
  },
  overrides: [
    {
      files: ['packages/{core,gate,report,scorers}/src/**'],
      excludeFiles: ['**/*.test.ts'],
      rules: {
        'no-restricted-globals': [
          'error',
          'Date',
          'crypto',
          'fetch',
          'performance',
          'process',
          'setTimeout',
        ],
        'no-restricted-imports': [
          'error',
          {
            patterns: [
              stayInside,
              { regex: '^node:', message: 'Pure packages decide; they touch nothing.' },
            ],
          },
        ],
        'no-restricted-properties': ['error', { object: 'Math', property: 'random' }],
      },
    },
    { files: ['*.config.ts', '**/*.eval.ts'], rules: { 'import/no-default-export': 'off' } },
    { files: ['scripts/**'], rules: { 'no-console': 'off' } },
    { files: ['**/*.test.ts'], rules: { 'max-lines-per-function': 'off' } },
  ],
  ignorePatterns: ['action/dist', 'coverage', 'packages/**/fixtures', 'packages/gate/vendor'],
});
