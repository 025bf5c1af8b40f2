/**
 * The layers of docs/ARCHITECTURE.md, import cycles, floating promises. CONTRIBUTING.md tells how each
 * rule was seen to fail.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Every place of ours that something may be imported from: the folders and files of src. */
const places = readdirSync(path.join(import.meta.dirname, 'src')).map((name) => `./src/${name}`);

const ports = { './src/providers': ['provider.ts'], './src/storage': ['chatHistory.ts', 'users.ts'] };
const services = {
  './src/providers': ['provider.ts', 'registry.ts', 'providerManager.ts', 'streamWithRetry.ts'],
  './src/storage': ['chatHistory.ts', 'users.ts', 'storage.ts', 'storageCare.ts', 'storageHealth.ts'],
};
const useCases = ['./src/chat', './src/background', './src/personas', './src/archives'];

/** What each layer may import: whole places, and single files or folders of others. Whatever is not named is refused. */
const layers = [
  { target: './src/core', places: ['./src/core'] },
  { target: './src/chat', places: ['./src/core', './src/chat'], parts: ports },
  { target: './src/background', places: ['./src/core', './src/background'], parts: ports },
  { target: './src/personas', places: ['./src/core', './src/personas'], parts: ports },
  { target: './src/archives', places: ['./src/core', './src/archives'], parts: { './src/storage': ports['./src/storage'] } },
  { target: './src/providers', places: ['./src/core', './src/providers'] },
  { target: './src/storage', places: ['./src/core', './src/storage'] },
  { target: './src/vscode', places: ['./src/core', ...useCases, './src/vscode', './src/webview'], parts: services },
  { target: './src/webview/*.ts', places: ['./src/core', ...useCases, './src/webview'], parts: services },
  { target: './src/webview/ui', places: [], parts: { './src/webview': ['ui', 'protocol.ts', 'strings.ts'] } },
  { target: './src/webview/{protocol,strings}.ts', places: [], parts: { './src/webview': ['protocol.ts', 'strings.ts'] } },
];

const layerZones = layers.flatMap(({ target, places: allowed, parts = {} }) =>
  places
    .filter((from) => !allowed.includes(from))
    .map((from) => ({
      target,
      from,
      except: (parts[from] ?? []).map((part) => `./${part}`),
      message: `${target} may not import from here: see the table in docs/ARCHITECTURE.md.`,
    })),
);

/** Code of the browser is no part of the extension host's. */
const viewZone = { target: ['./src/vscode', './src/webview/*.ts'], from: './src/webview/ui', message: 'The view’s code runs in the browser only.' };

const vendors = ['openai', 'anthropic', 'compatible', 'google', 'mistral', 'huggingface'];
const filesOf = (vendor) => [`./src/providers/${vendor}.ts`, `./src/providers/${vendor}`];
const vendorZones = vendors.map((vendor) => ({
  target: filesOf(vendor),
  from: vendors.filter((other) => other !== vendor).flatMap(filesOf),
  message: 'A vendor’s file never imports another vendor’s.',
}));

const aboutVscode = 'Only src/vscode, src/webview (host side) and the files directly in src know the editor.';

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
      'import-x/no-restricted-paths': ['error', { zones: [...layerZones, viewZone, ...vendorZones], basePath: import.meta.dirname }],
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/core/**', 'src/chat/**', 'src/background/**', 'src/personas/**', 'src/archives/**', 'src/providers/**', 'src/storage/**', 'src/webview/ui/**', 'src/webview/protocol.ts', 'src/webview/strings.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [{ name: 'vscode', message: aboutVscode }] }],
      'no-restricted-syntax': ['error', { selector: "ImportExpression[source.value='vscode']", message: aboutVscode }],
    },
  },
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
