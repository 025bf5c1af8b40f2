import assert from 'node:assert/strict';
import { TaskRegistry } from '../../../../../src/core/taskRegistry.js';
import { RecentModels } from '../../../../../src/models/recentModels.js';
import { LocalUserPreferences } from '../../../../../src/profile/localUserPreferences.js';
import { findEndpoint } from '../../../../../src/vscode/configuration/configuredEndpoints.js';
import { ApiKeys } from '../../../../../src/vscode/keys/apiKeys.js';
import { connectLocalServer } from '../../../../../src/vscode/models/localServers/connectLocalServer.js';
import { Connections } from '../../../../../src/vscode/models/connections.js';
import { MemoryUsers } from '../../../../support/memoryUsers.js';
import { recordingLogger } from '../../../../support/recordingLogger.js';
import { FakeTarget } from '../../../../support/selectionTarget.js';
import { manifest } from '../../../../support/vscodeStub/manifest.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';

const unanswered = 'SCOUT got no answer from http://gw.example/v1.';
const badAddress = 'The address must be a URL that starts with http:// or https://, without spaces.';

describe('connectLocalServer', () => {
  const { fetch } = globalThis;
  /** What answers, by address; nobody does at all others. */
  let answers: Map<string, () => Response | Promise<Response>>;
  let requests: { readonly url: string; readonly init: RequestInit | undefined }[];
  let tasks: TaskRegistry;
  let target: FakeTarget;
  let confirmed: number;
  /** How often the user was asked for a model. */
  let asked: number;

  beforeEach(() => {
    answers = new Map();
    requests = [];
    confirmed = 0;
    asked = 0;
    target = new FakeTarget();
    tasks = new TaskRegistry(recordingLogger());
    globalThis.fetch = async (input, init) => {
      const url = input instanceof Request ? input.url : input.toString();
      requests.push({ url, init });
      const answer = answers.get(url);
      if (answer === undefined) throw new TypeError('fetch failed');
      return answer();
    };
  });

  afterEach(() => {
    globalThis.fetch = fetch;
  });

  const connect = (): Promise<void> => {
    const recent = new RecentModels(new LocalUserPreferences(new MemoryUsers(), 'ada', recordingLogger()));
    const keys = new ApiKeys(vscodeStub.secrets, {});
    const connections = new Connections(keys, undefined);
    const onChosen = (): Promise<void> => Promise.resolve(void (confirmed += 1));
    const chooseModel = (): Promise<void> => Promise.resolve(void (asked += 1));
    return connectLocalServer(target, { keys, connections, recent, tasks, onChosen, chooseModel });
  };
  const serve = (baseUrl: string, ...models: string[]): unknown =>
    answers.set(`${baseUrl}/models`, () => Response.json({ data: models.map((id) => ({ id })) }));
  const messages = (): readonly string[] => vscodeStub.messages.shown.map(({ message }) => message);
  const setting = (key: string): unknown => vscodeStub.settings.get(key);
  /** The addresses of the endpoints that were added. */
  const added = (): unknown[] =>
    ((setting('endpoints') ?? []) as readonly { readonly baseUrl: string }[]).map(({ baseUrl }) => baseUrl);
  const chosen = (): unknown[] => [...added(), ...['llm.provider', 'llm.model'].map(setting)];

  it('offers to name another server below those it found, whatever is typed', async () => {
    serve('http://127.0.0.1:1234/v1', 'm');
    vscodeStub.picks.answer('http://127.0.0.1:1234/v1');
    await connect();
    const [list] = vscodeStub.picks.shown;
    assert.deepEqual(list?.labels, ['http://127.0.0.1:1234/v1', 'Enter Address']);
    assert.equal(list.items.at(-1)?.alwaysShow, true);
    assert.deepEqual(chosen(), ['http://127.0.0.1:1234/v1', 'lm-studio', 'm']);
    assert.equal(target.asked, 'lm-studio m');
  });

  it('has a server answer that was named, with its only model', async () => {
    serve('http://127.0.0.1:1234/v1', 'other');
    serve('http://gw.example/v1', 'm');
    vscodeStub.picks.answer('Enter Address');
    vscodeStub.inputs.answer(' http://gw.example/v1/ ');
    await connect();
    const { title, placeHolder, ignoreFocusOut, value } = vscodeStub.inputs.shown[0]!.options;
    assert.deepEqual([title, placeHolder], ['Address of the server', 'http://127.0.0.1:8080/v1']);
    assert.deepEqual([ignoreFocusOut, value], [true, '']);
    const progress = vscodeStub.progress.shown.at(-1)?.options;
    assert.deepEqual([progress?.title, progress?.cancellable], ['Asking http://gw.example/v1 for its models…', true]);
    assert.deepEqual(chosen(), ['http://gw.example/v1', 'server', 'm']);
    assert.equal(confirmed, 1);
    assert.equal(asked, 0);
    assert.deepEqual(tasks.running, []);
  });

  it('asks for the address where it found no server, and for the model where there are several', async () => {
    serve('http://gw.example/v1', 'a', 'b');
    vscodeStub.settings.set('llm.model', 'gpt-x');
    vscodeStub.messages.answer('Enter Address');
    vscodeStub.inputs.answer('http://gw.example/v1');
    await connect();
    assert.match(messages()[0]!, /^No model server answers on this machine\. SCOUT asked Ollama \(11434\)/u);
    assert.deepEqual(chosen(), ['http://gw.example/v1', 'server', undefined]);
    assert.equal(asked, 1);
  });

  it('looks again where it found no server', async () => {
    vscodeStub.messages.answer('Try Again');
    await connect();
    assert.equal(vscodeStub.messages.shown.length, 2);
    assert.equal(requests.length, 8);
    assert.deepEqual(vscodeStub.settings.updates, []);
  });

  it('hands the key of one server to no other, and adds no server twice', async () => {
    const keys = new ApiKeys(vscodeStub.secrets, {});
    serve('http://127.0.0.1:1234/v1', 'm');
    serve('http://127.0.0.1:8080/v1', 'n');
    // What an endpoint of this name left behind.
    await vscodeStub.secrets.store('scout.apiKey.llama-cpp', 'left-behind');
    for (const server of ['http://127.0.0.1:1234/v1', 'http://127.0.0.1:8080/v1', 'http://127.0.0.1:1234/v1']) {
      vscodeStub.picks.answer(server);
      await connect();
      await keys.set(findEndpoint(target.selection!.ref.endpoint)!, `key-of-${server}`);
    }
    assert.deepEqual(added(), ['http://127.0.0.1:1234/v1', 'http://127.0.0.1:8080/v1']);
    assert.equal(target.asked, 'lm-studio m');
    assert.equal(vscodeStub.secrets.values.get('scout.apiKey.llama-cpp'), 'left-behind');
    assert.equal(vscodeStub.secrets.values.get('scout.apiKey.llama-cpp-2'), 'key-of-http://127.0.0.1:8080/v1');
  });

  it('begins with the address that is in the settings', async () => {
    vscodeStub.settings.set('compatible.baseUrl', 'http://gw.example/v1');
    vscodeStub.messages.answer('Enter Address');
    vscodeStub.inputs.dismiss();
    await connect();
    assert.equal(vscodeStub.inputs.shown[0]?.options.value, 'http://gw.example/v1');
    assert.deepEqual(vscodeStub.settings.updates, []);
  });

  it('refuses what the setting would refuse, and says why', async () => {
    serve('http://gw.example/v1', 'm');
    const bad = ['', 'gw.example', 'ftp://gw.example', 'http://', 'http:gw', 'http://gw.example/v 1', 'http://a:port'];
    vscodeStub.messages.answer('Enter Address');
    vscodeStub.inputs.answer(...bad, 'http://gw.example/v1');
    await connect();
    assert.deepEqual(
      vscodeStub.inputs.shown[0]?.refused,
      bad.map((value) => ({ value, message: badAddress })),
    );
    const properties = manifest.contributes.configuration.flatMap((group) => Object.entries(group.properties));
    const property = properties.find(([key]) => key === 'scout.compatible.baseUrl')?.[1];
    const { pattern } = property as { readonly pattern: string };
    assert.deepEqual(
      bad.filter((value) => value !== '' && new RegExp(pattern, 'u').test(value)),
      ['http://a:port'],
      'which the settings editor accepts, and no request',
    );
  });

  for (const [typed, served, expected] of [
    ['http://gw.example', ['http://gw.example/v1'], 'http://gw.example/v1'],
    ['http://gw.example/', ['http://gw.example', 'http://gw.example/v1'], 'http://gw.example'],
    ['https://gw.example/api', ['https://gw.example/api', 'https://gw.example/api/v1'], 'https://gw.example/api'],
  ] as const)
    it(`takes ${typed} for ${expected} where ${served.join(' and ')} answers`, async () => {
      for (const baseUrl of served) serve(baseUrl, 'm');
      vscodeStub.messages.answer('Enter Address');
      vscodeStub.inputs.answer(typed);
      await connect();
      assert.deepEqual(added(), [expected]);
    });

  it('adds no version to an address with a path', async () => {
    serve('http://gw.example/api/v1', 'm');
    vscodeStub.messages.answer('Enter Address');
    vscodeStub.inputs.answer('http://gw.example/api');
    await connect();
    assert.equal(messages()[1], 'SCOUT got no answer from http://gw.example/api.');
    assert.deepEqual(vscodeStub.messages.shown[1]?.buttons, ['Try Again', 'Enter Address', 'Use Anyway']);
    assert.deepEqual(vscodeStub.settings.updates, []);
  });

  it('cuts the path of a request off an address that was copied whole', async () => {
    serve('http://gw.example/v1', 'm');
    vscodeStub.messages.answer('Enter Address');
    vscodeStub.inputs.answer('http://gw.example/v1/chat/completions/');
    await connect();
    assert.deepEqual(chosen(), ['http://gw.example/v1', 'server', 'm']);
  });

  it('asks again, and keeps the text for another try', async () => {
    vscodeStub.messages.answer('Enter Address', 'Try Again', 'Enter Address');
    vscodeStub.inputs.answer('http://gw.example/v1');
    vscodeStub.inputs.dismiss();
    await connect();
    assert.deepEqual(messages().slice(1), [unanswered, unanswered]);
    assert.equal(requests.filter(({ url }) => url === 'http://gw.example/v1/models').length, 2);
    assert.equal(vscodeStub.inputs.shown[1]?.options.value, 'http://gw.example/v1');
    assert.deepEqual(vscodeStub.settings.updates, []);
  });

  it('uses a server without a list nevertheless, if asked to; its model can be typed', async () => {
    answers.set('http://gw.example/v1/models', () => new Response('Not found', { status: 404 }));
    vscodeStub.messages.answer('Enter Address', 'Use Anyway');
    vscodeStub.inputs.answer('http://gw.example/v1');
    await connect();
    assert.equal(messages()[1], 'http://gw.example/v1 answers, but not with a list of models.');
    assert.deepEqual(chosen(), ['http://gw.example/v1', 'server', undefined]);
    assert.equal(confirmed, 1);
    assert.equal(asked, 1);
  });

  it('asks for the key of a server that wants one', async () => {
    for (const path of ['', '/v1'])
      answers.set(`http://gw.example${path}/models`, () => new Response('Unauthorized', { status: 401 }));
    vscodeStub.messages.answer('Enter Address');
    vscodeStub.inputs.answer('http://gw.example');
    await connect();
    assert.deepEqual(chosen(), ['http://gw.example/v1', 'server', undefined]);
    assert.deepEqual(vscodeStub.commands.executed, [['scout.setApiKey', 'server']]);
    assert.equal(asked, 1);
  });

  it('sends neither key nor password, follows no redirect, and shows no password and no link', async () => {
    answers.set('http://gw.example/](command:x)/models', () => new Response('', { status: 302 }));
    vscodeStub.messages.answer('Enter Address');
    vscodeStub.inputs.answer('http://ada:secret@gw.example/](command:x)');
    await connect();
    assert.equal(messages()[1], 'http://gw.example/] (command:x) answers, but not with a list of models.');
    const { init } = requests.at(-1)!;
    assert.deepEqual([init?.headers, init?.redirect, init?.credentials], [undefined, 'manual', 'omit']);
    assert.ok(vscodeStub.progress.shown.every(({ options }) => !options.title?.includes('secret')));
  });

  it('ends without a word when it is cancelled while the address is asked', async () => {
    const asked = Promise.withResolvers<void>();
    answers.set('http://gw.example/v1/models', () => {
      asked.resolve();
      const { signal } = requests.at(-1)!.init!;
      return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
    });
    vscodeStub.messages.answer('Enter Address');
    vscodeStub.inputs.answer('http://gw.example/v1');
    const connecting = connect();
    await asked.promise;
    vscodeStub.progress.shown.at(-1)?.cancel();
    await connecting;
    assert.equal(vscodeStub.messages.shown.length, 1);
    assert.deepEqual(vscodeStub.settings.updates, []);
    assert.deepEqual(tasks.running, []);
  });
});
