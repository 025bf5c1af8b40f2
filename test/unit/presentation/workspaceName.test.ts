import assert from 'node:assert/strict';
import { workspaceName } from '../../../src/presentation/workspaceName.js';

describe('the name of a workspace', () => {
  for (const [uri, name] of [
    ['file:///home/ada/scout', 'scout'],
    ['file:///c%3A/Users/ada/My%20Project/', 'My Project'],
    ['vscode-remote://ssh-remote%2Bhost/srv/app', 'app'],
    ['C:\\work\\site', 'site'],
    ['%E0%A4%A', '%E0%A4%A'],
    ['', ''],
    [null, ''],
  ] as const) {
    it(`is the last part of ${uri}`, () => assert.equal(workspaceName(uri), name));
  }
});
