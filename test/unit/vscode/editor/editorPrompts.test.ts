import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PreparedQuestion } from '../../../../src/attachments/preparedQuestion.js';
import type { PromptOrigin, PromptSource } from '../../../../src/prompts/promptSource.js';
import { runEditorPrompt } from '../../../../src/vscode/editor/editorPrompts.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

const prompt = (origin: PromptOrigin): PromptSource => ({
  find: () =>
    Promise.resolve([
      { id: origin, name: 'explain', description: '', argumentHint: '', origin, place: origin, matches: [] },
    ]),
  accept: (id) => Promise.resolve({ text: id, cursor: 0, attachments: [] }),
  commandOf: () => Promise.resolve(undefined),
  onChanged: () => ({ dispose: () => undefined }),
});

describe('a prompt of the menu of the editor', () => {
  const asked = async (origin: PromptOrigin): Promise<PreparedQuestion | undefined> => {
    let question: PreparedQuestion | undefined;
    const ask = (given: PreparedQuestion): Promise<void> => {
      question = given;
      return Promise.resolve();
    };
    await runEditorPrompt('explain', { prompts: prompt(origin), ask });
    return question;
  };

  beforeEach(async () => {
    vscodeStub.editors.activate(await vscode.workspace.openTextDocument({ content: 'x' }));
    vscodeStub.settings.set('editor.prompts', 'send');
  });

  for (const [origin, isSent] of [
    ['builtIn', true],
    ['user', true],
    ['workspace', false],
  ] as const)
    it(`of ${origin} is ${isSent ? 'sent at once when the settings say so' : 'only prepared, whatever the settings say'}`, async () => {
      const question = await asked(origin);
      assert.equal(question?.text, origin);
      assert.equal(question.isSent, isSent);
    });
});
