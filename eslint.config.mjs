/**
 * The layers of docs/ARCHITECTURE.md, import cycles, floating promises. CONTRIBUTING.md tells how each
 * rule was seen to fail.
 */
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const everywhere = [
  './src/extension.ts',
  './src/scout.ts',
  './src/core',
  './src/chat',
  './src/providers',
  './src/background',
  './src/personas',
  './src/storage',
  './src/webview',
  './src/vscode',
];

const storagePorts = ['chatHistory.ts', 'users.ts'];

/** What each layer may import of ours; whatever is not named here is refused. */
const layers = [
  { target: './src/core', allowed: ['./src/core'] },
  { target: './src/chat', allowed: ['./src/core', './src/chat'], ports: true },
  { target: './src/background', allowed: ['./src/core', './src/background'], ports: true },
  { target: './src/personas', allowed: ['./src/core', './src/personas'], ports: true },
  { target: './src/providers', allowed: ['./src/core', './src/providers'] },
  { target: './src/storage', allowed: ['./src/core', './src/storage'] },
  { target: './src/webview/ui', allowed: [], inWebview: ['ui', 'protocol.ts', 'strings.ts'] },
];

const zones = layers.flatMap(({ target, allowed, ports, inWebview }) =>
  everywhere
    .filter((from) => !allowed.includes(from))
    .map((from) => ({
      target,
      from,
      ...(ports && from === './src/providers' ? { except: ['./provider.ts'] } : {}),
      ...(ports && from === './src/storage' ? { except: storagePorts.map((file) => `./${file}`) } : {}),
      ...(inWebview && from === './src/webview' ? { except: inWebview.map((file) => `./${file}`) } : {}),
      message: `${target} may not import from here: see the table in docs/ARCHITECTURE.md.`,
    })),
);

const vendorFiles = ['openai', 'anthropic', 'compatible', 'google', 'mistral', 'huggingface'];

const vscodeImport = { name: 'vscode', message: 'Only src/vscode, src/webview (host side), src/scout.ts and src/extension.ts know the editor.' };

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/', '.vscode-test/'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: {
      parserOptions: { project: ['./tsconfig.json', './src/webview/ui/tsconfig.json'], tsconfigRootDir: import.meta.dirname },
    },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensionAlias: { '.js': ['.ts', '.tsx', '.js'] } })],
      'import-x/extensions': ['.ts', '.tsx', '.mjs'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-default-export': 'error',
      'import-x/no-restricted-paths': ['error', { zones, basePath: import.meta.dirname }],
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/core/**', 'src/chat/**', 'src/background/**', 'src/personas/**', 'src/providers/**', 'src/storage/**', 'src/webview/ui/**', 'src/webview/protocol.ts', 'src/webview/strings.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [vscodeImport] }] },
  },
  ...vendorFiles.map((vendor) => ({
    files: [`src/providers/${vendor}.ts`, `src/providers/${vendor}/**`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [vscodeImport],
          patterns: [
            {
              regex: `^\\./(${vendorFiles.filter((other) => other !== vendor).join('|')})(/|\\.js$)`,
              message: 'A vendor file never imports another vendor’s.',
            },
          ],
        },
      ],
    },
  })),
  {
    files: ['test/**'],
    rules: {
      // Mocha's `describe` and `it` return nothing to await; assertions on hostile input need loose types.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      'no-console': 'off',
    },
  },
);
