import assert from 'node:assert/strict';
import { scoutErrorEntries } from '../../support/editor/scoutErrors.js';

const ours = `2026-11-22 17:27:05.969 [error] Error: boom
\tat Timeout._onTimeout (file:///home/ada/scout/dist/extension.js:11:162)
\tat T._deliver (file:///opt/vscode/out/vs/workbench/api/node/extensionHostProcess.js:28:3617)
`;
const theirs = `2026-11-22 17:27:06.100 [error] Error: Cannot find module './build/Release/watchdog'
\tat Module.load (node:internal/modules/cjs/loader:1651:32)
`;
const information =
  '2026-11-22 17:27:07.000 [info] ExtensionService#_doActivateExtension scout.scout-chat, startup: false\n';

describe('errors of SCOUT in the log of the extension host', () => {
  it('are distinguished from those of others by the paths in their stacks', () => {
    const entries = scoutErrorEntries(theirs + ours + information);
    assert.equal(entries.length, 1);
    assert.match(entries[0] ?? '', /boom/);
  });

  it('are shown without the frames of the editor itself', () => {
    assert.doesNotMatch(scoutErrorEntries(ours).join(''), /extensionHostProcess/);
  });

  it('are none where SCOUT is only mentioned', () => {
    assert.deepEqual(scoutErrorEntries(information), []);
  });
});
