// How this code base is linted. The programs in fixtures/ hold faults on purpose: their own tests lint them.
import ctxvet from '@ctxvet/eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import eslintPlugin from 'eslint-plugin-eslint-plugin';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['**/dist/', '**/coverage/', 'fixtures/', 'reports/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    name: 'packages',
    files: ['packages/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Under noUncheckedIndexedAccess an index that is known to be in range needs the `!`.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // ESTree's node types are strings; an enum at run time would tie the engine to one parser.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'max-lines': ['error', { max: 400 }],
    },
  },
  {
    name: 'tests',
    files: ['packages/**/*.test.ts'],
    rules: {
      // Doubles and deliberate misuse are the business of tests.
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    name: 'plugin',
    files: ['packages/eslint-plugin/src/**/*.ts'],
    extends: [eslintPlugin.configs.recommended],
  },
  {
    // The rules on the code that they are made of. The runtime's own modules export the API.
    name: 'contexts',
    files: ['packages/**/*.ts'],
    extends: [ctxvet.configs.recommended],
    settings: {
      ctxvet: {
        modules: [
          '@ctxvet/context',
          './packages/context/src/index.ts',
          './packages/context/src/context.ts',
        ],
      },
    },
  },
  {
    // What contexts are made of keeps their parents, and passes on that there is none.
    name: 'the runtime',
    files: ['packages/context/src/**/*.ts'],
    rules: {
      'ctxvet/ctx-first-param': 'off',
      'ctxvet/no-context-in-struct': 'off',
      'ctxvet/no-nil-context': 'off',
    },
  },
  {
    // Its tests lose contexts and take bad keys on purpose.
    name: 'tests of the runtime',
    files: ['packages/context/src/**/*.test.ts', 'packages/context/src/test-kit/*.ts'],
    rules: { 'ctxvet/lostcancel': 'off', 'ctxvet/string-key-in-WithValue': 'off' },
  },
  {
    name: 'scripts',
    files: ['**/*.mjs'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
  },
);
