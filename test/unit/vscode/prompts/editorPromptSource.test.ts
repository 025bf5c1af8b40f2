import assert from 'node:assert/strict';
import type { EndpointId } from '../../../../src/providers/endpoint.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { PromptWindow } from './support/promptWindow.js';

describe('a prompt that is used', () => {
  let window: PromptWindow;

  beforeEach(() => {
    window = new PromptWindow();
  });

  afterEach(() => window.dispose());

  const write = (body: string): unknown => window.write('work/.github/prompts/p.prompt.md', body);

  it('has the values of the editor, and what they stand for is attached', async () => {
    window.open('work/src/app.test.ts', [3, 9]);
    write(
      '${selection} in ${file}: ${fileBasename} ${fileBasenameNoExtension} ${fileDirname} ${workspaceFolderBasename} ${selectedText}',
    );
    const accepted = await window.accept('p');
    assert.equal(accepted?.text, 'app.test.ts:3-9 in src/app.test.ts: app.test.ts app.test src work app.test.ts:3-9');
    assert.deepEqual(window.captured, [
      'selection:/work/src/app.test.ts',
      '/work/src/app.test.ts',
      'selection:/work/src/app.test.ts',
    ]);
    assert.deepEqual(
      accepted.attachments.map(({ kind }) => kind),
      ['selection', 'file'],
      'each once',
    );
  });

  for (const [variable, text] of [
    ['selection', /“\/p” uses the selection, and nothing is selected\./u],
    ['file', /“\/p” uses the open file, and no editor is open\./u],
    ['fileDirname', /“\/p” uses the open file, and no editor is open\./u],
  ] as const)
    it(`says that there is no ${variable}, and attaches nothing`, async () => {
      write(`\${${variable}}`);
      await assert.rejects(window.accept('p'), text);
      assert.deepEqual(window.captured, []);
    });

  it('says that no folder is open', async () => {
    window.write('own/own.prompt.md', '${workspaceFolder}');
    vscodeStub.openFolders();
    await assert.rejects(window.accept('own'), /“\/own” uses the folder of the window, and none is open\./u);
  });

  it('asks for its inputs one after another, and leaves them as they were typed', async () => {
    write('${input:b:Which one?} ${input:a} ${input:b} $ARGUMENTS');
    vscodeStub.inputs.answer('${file}', '');
    assert.deepEqual(await window.accept('p', ' why '), { text: '${file}  ${file} why', cursor: 20, attachments: [] });
    assert.deepEqual(
      vscodeStub.inputs.shown.map(({ options }) => [options.title, options.prompt, options.placeHolder]),
      [
        ['/p (1/2)', 'b', 'Which one?'],
        ['/p (2/2)', 'a', undefined],
      ],
    );
  });

  it('does nothing when a question is left', async () => {
    window.open('work/a.ts');
    write('${input:a} ${input:b} ${file} #file:b.ts');
    vscodeStub.inputs.answer('x');
    vscodeStub.inputs.dismiss();
    assert.equal(await window.accept('p'), undefined);
    assert.deepEqual(window.captured, []);
  });

  it('asks no more questions than anybody would answer', async () => {
    write(Array.from({ length: 21 }, (_, index) => `\${input:${index}}`).join(''));
    await assert.rejects(window.accept('p'), /“\/p” asks 21 questions; at most 20 are possible\./u);
    assert.deepEqual(vscodeStub.inputs.shown, []);
  });

  for (const [variable, what] of [
    ['selection', 'selection:/work/a.ts'],
    ['file', '/work/a.ts'],
  ] as const)
    it(`does nothing when the user does not want the ${variable} to be attached`, async () => {
      window.open('work/a.ts', [3, 9]);
      window.declined.add(what);
      write(`\${${variable}}`);
      assert.equal(await window.accept('p'), undefined);
      assert.deepEqual(window.captured, [what]);
    });

  it('attaches the files it links to, from its own folder or else from the workspace', async () => {
    window.write('work/.github/prompts/near.md', 'x');
    window.write('work/src/far.ts', 'x');
    write('[a](near.md) [b](src/far.ts) [c](/src/far.ts) [d](../../gone.md) #file:src/far.ts');
    window.failing.add('/work/gone.md');
    const accepted = await window.accept('p');
    assert.deepEqual(window.captured, ['/work/src/far.ts', '/work/.github/prompts/near.md', '/work/gone.md']);
    assert.deepEqual(
      accepted?.attachments.map(({ label }) => label),
      ['far.ts', 'near.md'],
    );
    assert.match(accepted.text, /src\/far\.ts$/u);
    assert.deepEqual(
      vscodeStub.messages.shown.map(({ message }) => message),
      ['“/p” refers to gone.md, which was not attached: It is gone.'],
    );
  });

  it('is the command that a text begins with', async () => {
    write('x');
    assert.equal((await window.source.commandOf('/P why?'))?.argument, 'why?');
    assert.equal(await window.source.commandOf('/px why?'), undefined);
    assert.equal(await window.source.commandOf('p why?'), undefined);
  });

  it('leads to no file that is not offered', async () => {
    window.write('work/secret.md', 'x');
    const id = window.uri('work', 'secret.md').toString();
    await assert.rejects(window.source.accept(id, '', new AbortController().signal), /no longer there/u);
  });
});

describe('a prompt of SCOUT’s', () => {
  let window: PromptWindow;

  beforeEach(() => {
    window = new PromptWindow();
  });

  afterEach(() => window.dispose());

  for (const [name, lines, problems, captured] of [
    ['explain', [3, 9], 0, ['selection:/work/a.ts']],
    ['explain', undefined, 0, ['/work/a.ts']],
    ['fix', [3, 9], 1, ['selection:/work/a.ts', 'problems:/work/a.ts']],
    ['fix', undefined, 0, ['/work/a.ts']],
    ['tests', undefined, 1, ['/work/a.ts']],
    ['doc', [3, 9], 1, ['selection:/work/a.ts']],
    ['review', undefined, 0, ['git:staged']],
    ['commit', undefined, 0, ['git:staged']],
  ] as const)
    it(`/${name} takes ${captured.join(' and ')} with it`, async () => {
      window.open('work/a.ts', lines);
      if (problems > 0) vscodeStub.diagnostics.set(window.uri('work', 'a.ts').toString(), [{} as never]);
      const accepted = await window.accept(name, 'Briefly.');
      assert.deepEqual(window.captured, captured);
      assert.match(accepted?.text ?? '', /^[A-Z].{80,}\n\nBriefly\.$/su);
    });

  it('waits for a word where none was typed, and does without an editor', async () => {
    const accepted = await window.accept('explain');
    assert.match(accepted?.text ?? '', /\n\n$/u);
    assert.equal(accepted?.cursor, accepted?.text.length);
    assert.deepEqual(window.captured, []);
  });

  it('/review takes all changes where none are staged; /commit says so', async () => {
    window.failing.add('git:staged');
    await window.accept('review');
    assert.deepEqual(window.captured, ['git:staged', 'git:uncommitted']);
    await assert.rejects(window.accept('commit'), /It is gone/u);
  });
});

describe('the model of a prompt', () => {
  let window: PromptWindow;

  beforeEach(() => {
    window = new PromptWindow();
    window.models['openai'] = [{ id: 'gpt-5', displayName: 'GPT-5' }];
    window.models['gateway'] = [
      { id: 'gpt-5', displayName: 'GPT-5' },
      { id: 'team/claude', displayName: 'Claude Sonnet 4.5' },
    ];
  });

  afterEach(() => window.dispose());

  for (const [written, current, found] of [
    ['GPT-5', undefined, 'openai gpt-5'],
    ['gpt-5 (copilot)', 'gateway', 'gateway gpt-5'],
    ['gateway/GPT-5', undefined, 'gateway gpt-5'],
    ['claude sonnet 4.5', undefined, 'gateway team/claude'],
    ['team/claude', undefined, 'gateway team/claude'],
    ['[o9, Claude Sonnet 4.5, GPT-5]', undefined, 'gateway team/claude'],
  ] as const)
    it(`“${written}” is found`, async () => {
      window.current = current as EndpointId | undefined;
      window.write('own/p.prompt.md', `---\nmodel: ${written}\n---\nx`);
      const model = (await window.accept('p'))?.model;
      assert.equal(`${model?.endpoint} ${model?.model}`, found);
      assert.deepEqual(vscodeStub.messages.shown, []);
    });

  it('that is not known is told, and the chat keeps its own', async () => {
    window.write('own/p.prompt.md', '---\nmodel: o9\n---\nx');
    const accepted = (await window.accept('p'))!;
    assert.ok(!('model' in accepted));
    assert.equal(
      accepted.notice,
      '“/p” names the model “o9”, which is not in your list. This chat’s own model answers.',
    );
  });
});
