import { Placeholders } from '../../../../src/privacy/placeholders.js';
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { abortError, ScoutError } from '../../../../src/core/errors.js';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import type { OutgoingContent, SendQuery, SendTarget } from '../../../../src/privacy/sendGate.js';
import type { EndpointId } from '../../../../src/providers/endpoint.js';
import type { ChatEvent } from '../../../../src/providers/provider.js';
import { CommitMessages } from '../../../../src/vscode/commitMessage/commitMessages.js';
import type { GitRepository } from '../../../../src/vscode/context/git/gitExtension.js';
import { GitFolder } from '../../../support/gitFolder.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { says, saysThenHangs, ScriptedModels, type Script } from '../../../support/scriptedModels.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

/** A real repository as VS Code's extension for Git shows it, a scripted model, and a gate that lets through what it is told to. */
class Setup implements Disposable {
  readonly folder = new GitFolder();
  readonly inputBox = { value: '' };
  readonly queries: SendQuery[] = [];
  readonly models: ScriptedModels;
  readonly logger = recordingLogger();
  readonly placeholders = new Placeholders();
  /** As the settings are now. */
  target: SendTarget | undefined = { id: 'openai', name: 'OpenAI', baseUrl: 'http://localhost:1' };
  allow: (query: SendQuery) => OutgoingContent = (query) => query;
  staged: { uri: vscode.Uri }[] = [];
  readonly messages: CommitMessages;

  constructor(script: Script = says('feat: a thing')) {
    this.models = new ScriptedModels(script);
    this.folder.write('a.txt', 'one\n');
    this.folder.commit('feat: begin with one');
    const repository = this.#repository();
    vscodeStub.otherExtensions.set('vscode.git', {
      enabled: true,
      getAPI: () => ({
        git: { path: 'git' },
        state: 'initialized',
        repositories: [repository],
        getRepository: (uri: vscode.Uri) => (uri.toString() === repository.rootUri.toString() ? repository : null),
      }),
    });
    this.messages = new CommitMessages({
      models: this.models,
      selection: () => null,
      targetOf: () => this.target,
      gate: {
        check: (query) => {
          this.queries.push(query);
          return Promise.resolve(this.allow(query));
        },
      },
      finder: {
        find: (text) =>
          Promise.resolve(
            [...text.matchAll(/s3cr3t!/gu)].map(({ index }) => ({ start: index, end: index + 7, kind: 'password' })),
          ),
      },
      secrets: this.placeholders,
      instructions: () => '',
      tasks: new TaskRegistry(this.logger),
      logger: this.logger,
    });
  }

  stage(): void {
    this.folder.git('add', '--all');
    this.staged = [{ uri: vscode.Uri.file('/changed') }];
  }

  get sent(): string {
    return JSON.stringify(this.models.requests);
  }

  [Symbol.dispose](): void {
    this.folder[Symbol.dispose]();
  }

  #repository(): GitRepository {
    const staged = (): GitRepository['state']['indexChanges'] => this.staged;
    return {
      rootUri: vscode.Uri.file(this.folder.folder),
      inputBox: this.inputBox,
      state: {
        HEAD: { name: 'main', commit: 'x' },
        get indexChanges() {
          return staged();
        },
        workingTreeChanges: [],
      },
      ui: { selected: true },
    };
  }
}

const usage: ChatEvent = { type: 'usage', usage: { inputTokens: 120, outputTokens: 7 } };

describe('writing a commit message', () => {
  it('describes what is staged, in the form of the latest messages, and says what it took', async () => {
    using setup = new Setup(async function* () {
      await Promise.resolve();
      yield { type: 'text-delta', text: '```\nfeat: two ' };
      yield { type: 'text-delta', text: 'instead of one\n```' };
      yield usage;
      yield { type: 'finish', reason: 'stop' };
    });
    setup.folder.write('a.txt', 'two\n');
    setup.stage();
    setup.folder.write('a.txt', 'not staged\n');
    await setup.messages.write(vscode.Uri.file(setup.folder.folder));
    assert.equal(setup.inputBox.value, 'feat: two instead of one');
    assert.match(setup.sent, /\+two/u);
    assert.match(setup.sent, /feat: begin with one/u);
    assert.doesNotMatch(setup.sent, /not staged/u);
    assert.equal(setup.models.requests.length, 1);
    assert.equal(setup.models.released, 1);
    assert.deepEqual(vscodeStub.statusBarMessages, ['Commit message by m-1 · 120 tokens in, 7 out']);
    assert.deepEqual(
      vscodeStub.commands.executed.filter(([id]) => id === 'setContext'),
      [
        ['setContext', 'scout.writesCommitMessage', true],
        ['setContext', 'scout.writesCommitMessage', false],
      ],
    );
  });

  it('describes all changes where nothing is staged, and says so', async () => {
    using setup = new Setup();
    setup.folder.write('a.txt', 'two\n');
    await setup.messages.write(undefined);
    assert.match(setup.sent, /\+two/u);
    assert.match(vscodeStub.statusBarMessages[0]!, /^Nothing is staged: m-1 described all changes/u);
  });

  it('asks nobody when there are no changes', async () => {
    using setup = new Setup();
    await assert.rejects(setup.messages.write(undefined), /no changes to describe/u);
    assert.equal(setup.models.requests.length, 0);
  });

  it('sends what the gate lets through, and nothing when it refuses', async () => {
    using setup = new Setup();
    setup.folder.write('a.txt', 'key\n');
    setup.stage();
    setup.allow = ({ text, attachments }) => ({
      text,
      attachments: attachments.map((part) => ({ ...part, text: part.text!.replace('+key', '+<secret-1>') })),
    });
    await setup.messages.write(undefined);
    assert.match(setup.sent, /<secret-1>/u);
    assert.doesNotMatch(setup.sent, /\+key/u);
    const [query] = setup.queries;
    assert.deepEqual(query!.attachments[0]!.sources, [vscode.Uri.file(`${setup.folder.folder}/a.txt`).toString()]);
    setup.inputBox.value = 'mine';
    setup.allow = () => {
      throw new ScoutError('invalid-request', 'Only local models may have this file.');
    };
    await assert.rejects(setup.messages.write(undefined), /Only local models/u);
    assert.equal(setup.models.requests.length, 1);
    assert.equal(setup.inputBox.value, 'mine');
  });

  it('never puts a secret into the message, whether it was sent or stood behind a placeholder, nor a piece of either', async () => {
    const shown: string[] = [];
    let placeholder = '';
    using setup = new Setup(async function* () {
      for (const text of ['feat: use ', placeholder.slice(0, 8), placeholder.slice(8), ' and s3c', 'r3t! now']) {
        yield { type: 'text-delta', text };
        shown.push(setup.inputBox.value);
        // The box is written to now and then.
        await delay(100);
      }
    });
    placeholder = setup.placeholders.replace('commit-message', 's3cr3t!', [{ start: 0, end: 7, kind: 'password' }]);
    setup.folder.write('a.txt', 'password: s3cr3t!\n');
    await setup.messages.write(undefined);
    assert.equal(setup.inputBox.value, 'feat: use *** and *** now');
    assert.deepEqual(shown, [
      'feat: use',
      'feat: use',
      'feat: use ***',
      'feat: use *** and',
      'feat: use *** and *** now',
    ]);
  });

  it('leaves no piece of a secret where it is stopped within one', async () => {
    using setup = new Setup(saysThenHangs('feat: use s3cr3t'));
    setup.folder.write('a.txt', 'password: s3cr3t!\n');
    const writing = setup.messages.write(undefined);
    while (setup.inputBox.value !== 'feat: use') await delay(1);
    setup.messages.stop();
    await writing;
    assert.equal(setup.inputBox.value, 'feat: use ***');
  });

  it('sends nothing when the endpoint has got another address, or is gone, since it was looked at', async () => {
    using setup = new Setup();
    setup.folder.write('a.txt', 'two\n');
    setup.inputBox.value = 'mine';
    const { target } = setup;
    setup.allow = (query) => {
      setup.target = { ...target!, baseUrl: 'https://far.test' };
      return query;
    };
    await assert.rejects(setup.messages.write(undefined), /address of OpenAI has changed\. Nothing was sent/u);
    setup.allow = (query) => {
      setup.target = undefined;
      return query;
    };
    await assert.rejects(setup.messages.write(undefined), /OpenAI no longer exists\. Nothing was sent/u);
    setup.target = target;
    setup.allow = (query) => query;
    setup.models.onAcquire = () => (setup.target = { ...target!, baseUrl: 'https://far.test' });
    await assert.rejects(setup.messages.write(undefined), /address of OpenAI has changed/u);
    assert.deepEqual([setup.models.requests.length, setup.models.released, setup.inputBox.value], [0, 1, 'mine']);
  });

  it('asks whom it has looked at although another model is chosen meanwhile', async () => {
    using setup = new Setup();
    setup.folder.write('a.txt', 'two\n');
    setup.allow = (query) => {
      const ref = { endpoint: 'mistral' as EndpointId, model: 'm-2' };
      setup.models.current = { ...setup.models.current, ref, endpointName: 'Mistral' };
      return query;
    };
    await setup.messages.write(undefined);
    assert.deepEqual(
      [setup.queries[0]!.target.id, setup.models.acquired, setup.models.requests[0]!.model],
      ['openai', ['openai'], 'm-1'],
    );
  });

  it('takes what was begun along, and can put it back', async () => {
    using setup = new Setup();
    setup.folder.write('a.txt', 'two\n');
    setup.inputBox.value = 'fix #123';
    vscodeStub.messages.answer('Restore My Text');
    await setup.messages.write(undefined);
    await new Promise(setImmediate);
    assert.match(setup.sent, /fix #123/u);
    assert.equal(setup.inputBox.value, 'fix #123');
  });

  it('puts the text back when the model fails, or writes nothing', async () => {
    using setup = new Setup(async function* () {
      await Promise.resolve();
      yield { type: 'text-delta', text: 'feat: wro' };
      throw new ScoutError('network', 'The connection broke.');
    });
    setup.folder.write('a.txt', 'two\n');
    setup.inputBox.value = 'mine';
    await assert.rejects(setup.messages.write(undefined), /connection broke/u);
    assert.equal(setup.inputBox.value, 'mine');
    setup.models.script = says('  ');
    await assert.rejects(setup.messages.write(undefined), /wrote no message/u);
    assert.equal(setup.inputBox.value, 'mine');
  });

  it('keeps what had arrived when it is stopped, and is ready for the next', async () => {
    using setup = new Setup(async function* (_request, signal) {
      yield { type: 'text-delta', text: 'feat: half' };
      yield { type: 'text-delta', text: ' of it' };
      setup.messages.stop();
      await new Promise((_, reject) => {
        const abort = (): void => reject(new DOMException('stopped', 'AbortError'));
        if (signal.aborted) abort();
        signal.addEventListener('abort', abort);
      });
    });
    setup.folder.write('a.txt', 'two\n');
    await setup.messages.write(undefined);
    assert.equal(setup.inputBox.value, 'feat: half of it');
    setup.models.script = says('feat: whole');
    await setup.messages.write(undefined);
    assert.equal(setup.inputBox.value, 'feat: whole');
  });

  it('offers the text back that stood there when it is stopped after the first words', async () => {
    using setup = new Setup(saysThenHangs('feat: two'));
    setup.inputBox.value = 'my own text';
    setup.folder.write('a.txt', 'two\n');
    vscodeStub.messages.answer('Restore My Text');
    const writing = setup.messages.write(undefined);
    while (setup.inputBox.value !== 'feat: two') await delay(1);
    setup.messages.stop();
    await writing;
    await delay(0);
    assert.equal(setup.inputBox.value, 'my own text');
  });

  for (const begun of ['', '```', '```\n'])
    it(`leaves the box as it is while ${JSON.stringify(begun)} is all there is, also when it is stopped then`, async () => {
      let seen = 'nothing';
      using setup = new Setup(async function* (_request, signal) {
        yield { type: 'text-delta', text: begun };
        seen = setup.inputBox.value;
        setImmediate(() => setup.messages.stop());
        await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(abortError())));
      });
      setup.inputBox.value = 'my own text';
      setup.folder.write('a.txt', 'two\n');
      await setup.messages.write(undefined);
      assert.deepEqual([seen, setup.inputBox.value], ['my own text', 'my own text']);
      assert.equal(vscodeStub.messages.shown.length, 0);
    });

  it('leaves a box empty that is emptied meanwhile, as by a commit', async () => {
    using setup = new Setup(async function* () {
      await Promise.resolve();
      yield { type: 'text-delta', text: 'feat: ' };
      yield { type: 'text-delta', text: 'more' };
      setup.inputBox.value = '';
      yield { type: 'text-delta', text: ' of it' };
      yield { type: 'finish', reason: 'stop' };
    });
    setup.folder.write('a.txt', 'two\n');
    await setup.messages.write(undefined);
    assert.equal(setup.inputBox.value, '');
    assert.deepEqual(vscodeStub.statusBarMessages, []);
  });

  it('leaves the box to whoever types there', async () => {
    using setup = new Setup(async function* () {
      await Promise.resolve();
      yield { type: 'text-delta', text: 'feat: ' };
      setup.inputBox.value = 'typed by the user';
      yield { type: 'text-delta', text: 'more' };
      yield { type: 'finish', reason: 'stop' };
    });
    setup.folder.write('a.txt', 'two\n');
    await setup.messages.write(undefined);
    assert.equal(setup.inputBox.value, 'typed by the user');
  });

  it('writes one at a time, and says when there is no Git', async () => {
    using setup = new Setup();
    setup.folder.write('a.txt', 'two\n');
    await Promise.all([setup.messages.write(undefined), setup.messages.write(undefined)]);
    assert.equal(setup.models.requests.length, 1);
    vscodeStub.otherExtensions.clear();
    await assert.rejects(setup.messages.write(undefined), /Git is not available.*Nothing was sent\.$/u);
    vscodeStub.isTrusted = false;
    await assert.rejects(setup.messages.write(undefined), /not trusted.*Nothing was sent\.$/u);
  });
});
