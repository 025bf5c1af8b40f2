/**
 * The layers of docs/ARCHITECTURE.md, floating promises, sizes of files and functions; test/unit/lint plants
 * violations. Import cycles, and imports in forms that the linter's rules do not follow, are unit tests.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import { editorPlaces, layers } from './scripts/layers.mjs';

const root = import.meta.dirname;

const layerZones = Object.entries(layers).map(([target, allowed]) => ({
  target: `./${target}`,
  from: './src',
  except: [target, ...allowed].map((name) => `./${path.relative('src', name)}`),
  message: `${target} may not import from here: see the table in docs/ARCHITECTURE.md.`,
}));

const vendorsFolder = 'src/providers/vendors';
const vendors = readdirSync(path.join(root, vendorsFolder));
const vendorZones = vendors.map((vendor) => ({
  target: `./${vendorsFolder}/${vendor}`,
  from: `./${vendorsFolder}`,
  except: [`./${vendor}`],
  message: 'A vendor’s folder never imports another vendor’s: what they share is in adapter/ and transport/.',
}));

const aboutVscode = `Only ${editorPlaces.join(', ')} know the editor.`;

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/', '.vscode-test/'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: {
      parserOptions: { project: ['./tsconfig.json', './src/webview/ui/tsconfig.json'], tsconfigRootDir: root },
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
      'import-x/no-default-export': 'error',
      'import-x/no-restricted-paths': ['error', { zones: [...layerZones, ...vendorZones], basePath: root }],
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/**'],
    ignores: editorPlaces.map((place) => (place.endsWith('.ts') ? place : `${place}/**`)),
    rules: {
      'no-restricted-imports': ['error', { paths: [{ name: 'vscode', message: aboutVscode }] }],
      'no-restricted-syntax': ['error', { selector: "ImportExpression[source.value='vscode']", message: aboutVscode }],
    },
  },
  {
    // A test's `describe` is as long as what it tells.
    ignores: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 60 }] },
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
