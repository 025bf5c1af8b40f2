import assert from 'node:assert/strict';
import os from 'node:os';
import path from 'node:path';
import { homeUri } from '../../../../src/vscode/ui/homeUri.js';

describe('homeUri', () => {
  const { homedir } = os;
  const home = path.join(path.sep, 'home', 'ada');

  beforeEach(() => {
    os.homedir = () => home;
  });

  afterEach(() => {
    os.homedir = homedir;
  });

  it('is the home folder, or a file of that name in it', () => {
    assert.deepEqual([homeUri().scheme, homeUri().fsPath], ['file', home]);
    assert.equal(homeUri('chats #1.json').fsPath, path.join(home, 'chats #1.json'));
  });

  it('is at the root where the user has no home', () => {
    os.homedir = () => '';
    assert.deepEqual([homeUri().fsPath, homeUri('chats.json').fsPath], [path.sep, path.join(path.sep, 'chats.json')]);
  });
});
