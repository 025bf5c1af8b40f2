import assert from 'node:assert/strict';
import { faultsOfPackage } from '../../../scripts/packageContents.mjs';

const complete = [
  'package.json',
  'package.nls.json',
  'LICENSE',
  'README.md',
  'media/icon.png',
  'dist/THIRD-PARTY-NOTICES.txt',
  'dist/extension.js',
  'dist/storageWorker.js',
  'dist/imageWorker.js',
  'dist/archiveWorker.js',
  'dist/documentWorker.js',
  'dist/sql-wasm.cjs',
  'dist/sql-wasm.wasm',
  'dist/chunks/openai-M6KKQBD7.js',
  'dist/webview/chat.js',
  'dist/webview/chatStyle.css',
];

describe('the contents of the package', () => {
  it('may be what runs and what the user reads', () => {
    assert.deepEqual(faultsOfPackage(complete), []);
  });

  for (const file of [
    'src/extension.ts',
    'dist/extension.js.map',
    'test/unit/x.test.js',
    'node_modules/a/index.js',
    'dist/native.node',
    '.env',
  ]) {
    it(`may not be ${file}`, () => {
      assert.deepEqual(faultsOfPackage([...complete, file]), [`${file} must not be in the package.`]);
    });
  }

  for (const file of ['dist/sql-wasm.wasm', 'dist/THIRD-PARTY-NOTICES.txt']) {
    it(`may not lack ${file}`, () => {
      assert.deepEqual(faultsOfPackage(complete.filter((name) => name !== file)), [
        `${file} is missing from the package.`,
      ]);
    });
  }
});
