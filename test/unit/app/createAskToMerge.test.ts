import assert from 'node:assert/strict';
import { createAskToMerge } from '../../../src/app/createAskToMerge.js';
import { createPrivacy } from '../../../src/app/createPrivacy.js';
import { TaskRegistry } from '../../../src/core/taskRegistry.js';
import { Drafts } from '../../../src/profile/drafts.js';
import { LocalUserPreferences } from '../../../src/profile/localUserPreferences.js';
import { MemoryDraftAttachments } from '../../support/memoryDraftAttachments.js';
import { MemoryUsers } from '../../support/memoryUsers.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { vscodeStub } from '../../support/vscodeStub/vscodeStub.js';
import { keyMaker } from '../privacy/support/madeUpKeys.js';

const token = `ghp_${keyMaker(9)('letters', 36)}`;
const target = { id: 'far', name: 'Far', baseUrl: 'https://far.example/v1' };

describe('a question that has a model merge code', () => {
  it('is stored with placeholders for what was replaced in its chat', async () => {
    const logger = recordingLogger();
    const privacy = createPrivacy(vscodeStub.secrets, logger);
    const users = new MemoryUsers();
    const drafts = new Drafts(new LocalUserPreferences(users, 'ada', logger), logger);
    vscodeStub.messages.answer('Replace with Placeholders');
    const query = { conversationId: 'c', text: `Use ${token}.`, attachments: [], target, mayAsk: true };
    const asked = await privacy.gate.check(query, new AbortController().signal);
    const [placeholder = 'none'] = /SECRET_\w+/u.exec(asked.text) ?? [];
    let focused = '';
    const askToMerge = createAskToMerge({
      drafts,
      views: () => ({ focusChat: (id: string) => Promise.resolve(void (focused = id)) }),
      attachments: new MemoryDraftAttachments(),
      sessionOf: () => undefined,
      concealed: (conversationId, text) => privacy.concealed(conversationId, text),
      policy: privacy.policy,
      factsOf: () => assert.fail('nobody is asked'),
      tasks: new TaskRegistry(logger),
      logger,
    });
    await drafts.save('c', 'And then?');
    // The code as the user sees it.
    await askToMerge('c', [{ question: `Merge this.\n\n\`\`\`\nconst key = "${token}";\n\`\`\``, file: undefined }]);
    assert.equal(await drafts.text('c'), `And then?\n\nMerge this.\n\n\`\`\`\nconst key = "${placeholder}";\n\`\`\``);
    assert.doesNotMatch(JSON.stringify(users.events), new RegExp(token, 'u'));
    assert.equal(focused, 'c');
    privacy.dispose();
  });
});
