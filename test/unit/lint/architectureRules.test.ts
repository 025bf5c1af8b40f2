import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { projectFolder } from '../../support/projectFolder.js';

/** The rules that look at imports alone need no types, and are a hundred times faster without. */
const untyped = new ESLint({ cwd: projectFolder, overrideConfig: tseslint.configs.disableTypeChecked });

const layerRule = 'import-x/no-restricted-paths';

interface Planted {
  readonly title: string;
  /** Where the import stands; the file need not exist. */
  readonly file: string;
  readonly imports: string;
}

const refused: readonly Planted[] = [
  {
    title: 'the core importing a use case',
    file: 'src/core/planted.ts',
    imports: 'src/chat/answering/answerBuilder.ts',
  },
  {
    title: 'the core importing a provider',
    file: 'src/core/planted.ts',
    imports: 'src/providers/transport/sseFrameMeter.ts',
  },
  { title: 'the core importing the composition root', file: 'src/core/planted.ts', imports: 'src/app/scout.ts' },
  { title: 'the core importing the entry', file: 'src/core/planted.ts', imports: 'src/extension.ts' },
  {
    title: 'diagnostics importing an adapter to the editor',
    file: 'src/diagnostics/planted.ts',
    imports: 'src/vscode/diagnostics/memoryTools.ts',
  },
  {
    title: 'presentation importing the webview host',
    file: 'src/presentation/planted.ts',
    imports: 'src/webview/host/page/openLink.ts',
  },
  { title: 'models importing the chat', file: 'src/models/planted.ts', imports: 'src/chat/answering/turn.ts' },
  {
    title: 'models importing a vendor’s file',
    file: 'src/models/planted.ts',
    imports: 'src/providers/vendors/openai/openai.ts',
  },
  {
    title: 'models importing the list of endpoints',
    file: 'src/models/planted.ts',
    imports: 'src/providers/endpoints.ts',
  },
  {
    title: 'models importing the profile',
    file: 'src/models/planted.ts',
    imports: 'src/profile/drafts.ts',
  },
  {
    title: 'the profile importing the provider port',
    file: 'src/profile/planted.ts',
    imports: 'src/providers/provider.ts',
  },
  { title: 'the profile importing the chat', file: 'src/profile/planted.ts', imports: 'src/chat/answering/turn.ts' },
  {
    title: 'a use case importing a vendor’s file',
    file: 'src/chat/planted.ts',
    imports: 'src/providers/vendors/openai/openai.ts',
  },
  {
    title: 'a use case importing the description of an endpoint',
    file: 'src/chat/planted.ts',
    imports: 'src/providers/endpoint.ts',
  },
  {
    title: 'a use case importing the registry',
    file: 'src/chat/answering/planted.ts',
    imports: 'src/providers/registry.ts',
  },
  {
    title: 'a use case importing the storage’s host half',
    file: 'src/chat/conversation/planted.ts',
    imports: 'src/storage/host/storage.ts',
  },
  {
    title: 'a use case importing the webview host',
    file: 'src/chat/planted.ts',
    imports: 'src/webview/host/page/openLink.ts',
  },
  {
    title: 'a use case importing an adapter to the editor',
    file: 'src/chat/planted.ts',
    imports: 'src/vscode/configuration/settings.ts',
  },
  {
    title: 'background jobs importing a vendor’s file',
    file: 'src/jobs/planted.ts',
    imports: 'src/providers/vendors/openai/openai.ts',
  },
  {
    title: 'background jobs importing the chat',
    file: 'src/jobs/titles/planted.ts',
    imports: 'src/chat/answering/turn.ts',
  },
  {
    title: 'archives importing the chat',
    file: 'src/archives/planted.ts',
    imports: 'src/chat/answering/answerBuilder.ts',
  },
  {
    title: 'archives importing the storage’s host half',
    file: 'src/archives/formats/planted.ts',
    imports: 'src/storage/host/storage.ts',
  },
  {
    title: 'archives importing the provider registry',
    file: 'src/archives/planted.ts',
    imports: 'src/providers/registry.ts',
  },
  { title: 'the chat importing archives', file: 'src/chat/planted.ts', imports: 'src/archives/limits.ts' },
  { title: 'storage importing providers', file: 'src/storage/host/planted.ts', imports: 'src/providers/provider.ts' },
  {
    title: 'the storage’s ports importing the storage worker',
    file: 'src/storage/api/planted.ts',
    imports: 'src/storage/worker/engine/database.ts',
  },
  {
    title: 'the storage’s protocol importing the storage worker',
    file: 'src/storage/protocol/planted.ts',
    imports: 'src/storage/worker/databases/history/historySchema.ts',
  },
  {
    title: 'the storage’s host half importing the storage worker',
    file: 'src/storage/host/planted.ts',
    imports: 'src/storage/worker/engine/database.ts',
  },
  {
    title: 'the storage worker importing the storage’s host half',
    file: 'src/storage/worker/planted.ts',
    imports: 'src/storage/host/storage.ts',
  },
  { title: 'providers importing storage', file: 'src/providers/planted.ts', imports: 'src/storage/api/chatHistory.ts' },
  {
    title: 'a vendor importing another vendor',
    file: 'src/providers/vendors/openai/openai.ts',
    imports: 'src/providers/vendors/anthropic/anthropic.ts',
  },
  {
    title: 'a vendor importing a part of another vendor',
    file: 'src/providers/vendors/openai/openai.ts',
    imports: 'src/providers/vendors/anthropic/events.ts',
  },
  {
    title: 'an adapter to the editor importing a vendor’s file',
    file: 'src/vscode/planted.ts',
    imports: 'src/providers/vendors/openai/openai.ts',
  },
  {
    title: 'an adapter to the editor importing the webview host',
    file: 'src/vscode/search/planted.ts',
    imports: 'src/webview/host/page/openLink.ts',
  },
  {
    title: 'an adapter to the editor importing the webview’s protocol',
    file: 'src/vscode/planted.ts',
    imports: 'src/webview/protocol/protocol.ts',
  },
  {
    title: 'an adapter to the editor importing the profile',
    file: 'src/vscode/planted.ts',
    imports: 'src/profile/drafts.ts',
  },
  {
    title: 'the webview host importing the provider manager',
    file: 'src/webview/host/planted.ts',
    imports: 'src/providers/providerManager.ts',
  },
  {
    title: 'the webview host importing archives',
    file: 'src/webview/host/planted.ts',
    imports: 'src/archives/limits.ts',
  },
  {
    title: 'the webview host importing the storage worker',
    file: 'src/webview/host/planted.ts',
    imports: 'src/storage/worker/engine/database.ts',
  },
  {
    title: 'the webview host importing an adapter to the editor',
    file: 'src/webview/host/chat/planted.ts',
    imports: 'src/vscode/configuration/settings.ts',
  },
  {
    title: 'the webview host importing the view',
    file: 'src/webview/host/planted.ts',
    imports: 'src/webview/ui/chat/composerKeys.ts',
  },
  {
    title: 'the view importing the webview host',
    file: 'src/webview/ui/planted.ts',
    imports: 'src/webview/host/localStrings.ts',
  },
  { title: 'the view importing the core', file: 'src/webview/ui/chat/planted.tsx', imports: 'src/core/uuid.ts' },
  { title: 'the protocol importing the core', file: 'src/webview/protocol/planted.ts', imports: 'src/core/message.ts' },
];

const allowed: readonly Planted[] = [
  { title: 'a use case importing the core', file: 'src/chat/planted.ts', imports: 'src/core/uuid.ts' },
  {
    title: 'a use case importing the provider port',
    file: 'src/chat/planted.ts',
    imports: 'src/providers/provider.ts',
  },
  {
    title: 'models importing the description of an endpoint',
    file: 'src/models/planted.ts',
    imports: 'src/providers/endpoint.ts',
  },
  {
    title: 'a use case importing a storage port',
    file: 'src/chat/planted.ts',
    imports: 'src/storage/api/chatHistory.ts',
  },
  {
    title: 'archives importing a storage port',
    file: 'src/archives/planted.ts',
    imports: 'src/storage/api/chatHistory.ts',
  },
  {
    title: 'an adapter to the editor importing archives',
    file: 'src/vscode/planted.ts',
    imports: 'src/archives/limits.ts',
  },
  {
    title: 'an adapter to the editor importing what both adapters share',
    file: 'src/vscode/planted.ts',
    imports: 'src/presentation/author.ts',
  },
  {
    title: 'a vendor importing a part of its own',
    file: 'src/providers/vendors/openai/openai.ts',
    imports: 'src/providers/vendors/openai/events.ts',
  },
  {
    title: 'a vendor importing what vendors share',
    file: 'src/providers/vendors/openai/openai.ts',
    imports: 'src/providers/transport/httpExchange.ts',
  },
  {
    title: 'a vendor importing a format that several speak',
    file: 'src/providers/vendors/huggingface/planted.ts',
    imports: 'src/providers/adapter/chatCompletions/events.ts',
  },
  { title: 'storage importing the core', file: 'src/storage/worker/planted.ts', imports: 'src/core/errors.ts' },
  {
    title: 'an adapter to the editor importing the list of endpoints',
    file: 'src/vscode/planted.ts',
    imports: 'src/providers/endpoints.ts',
  },
  {
    title: 'the webview host importing a use case',
    file: 'src/webview/host/planted.ts',
    imports: 'src/chat/conversation/conversations.ts',
  },
  {
    title: 'the webview host importing the protocol',
    file: 'src/webview/host/planted.ts',
    imports: 'src/webview/protocol/protocol.ts',
  },
  {
    title: 'the view importing the protocol',
    file: 'src/webview/ui/planted.ts',
    imports: 'src/webview/protocol/protocol.ts',
  },
  {
    title: 'the view importing another part of itself',
    file: 'src/webview/ui/planted.ts',
    imports: 'src/webview/ui/chat/composerKeys.ts',
  },
  {
    title: 'the composition root importing storage',
    file: 'src/app/planted.ts',
    imports: 'src/storage/host/storage.ts',
  },
];

describe('the layers', () => {
  for (const { title, file, imports } of refused) {
    it(`refuse ${title}`, async () => {
      const specifier = specifierOf(file, imports);
      assert.ok((await rulesBroken(untyped, file, `export * from '${specifier}';\n`)).includes(layerRule), 'an import');
      assert.ok(
        (await rulesBroken(untyped, file, `export const planted = () => import('${specifier}');\n`)).includes(
          layerRule,
        ),
        'a dynamic import',
      );
    }).timeout(60_000);
  }

  for (const { title, file, imports } of allowed) {
    it(`allow ${title}`, async () => {
      assert.deepEqual(await rulesBroken(untyped, file, `export * from '${specifierOf(file, imports)}';\n`), []);
    }).timeout(60_000);
  }
});

describe('the editor’s API', () => {
  const imports = "import * as vscode from 'vscode';\nexport const planted = vscode.version;\n";
  const importsLater = "export const planted = () => import('vscode');\n";
  const withoutEditor = [
    'core',
    'diagnostics',
    'presentation',
    'models',
    'profile',
    'jobs',
    'chat',
    'archives',
    'providers',
    'providers/vendors/openai',
    'storage/host',
    'storage/worker',
    'webview/ui',
    'webview/protocol',
  ].map((folder) => `src/${folder}/planted.ts`);

  for (const file of withoutEditor) {
    it(`is out of reach of ${file.replace('/planted.ts', '')}`, async () => {
      assert.deepEqual(await rulesBroken(untyped, file, imports), ['no-restricted-imports']);
      assert.deepEqual(await rulesBroken(untyped, file, importsLater), ['no-restricted-syntax']);
    });
  }

  for (const file of ['src/vscode/planted.ts', 'src/webview/host/planted.ts', 'src/app/planted.ts']) {
    it(`is open to ${file.replace('/planted.ts', '')}`, async () => {
      assert.deepEqual(await rulesBroken(untyped, file, imports + importsLater.replace('planted', 'later')), []);
    });
  }
});

describe('functions', () => {
  const lines = (count: number): string => '  void 0;\n'.repeat(count);

  it('of more than 60 lines are refused', async () => {
    const planted = `export function planted(): void {\n${lines(59)}}\n`;
    for (const file of ['src/core/planted.ts', 'test/support/planted.ts', 'scripts/planted.mjs']) {
      const text = file.endsWith('.mjs') ? planted.replace(': void', '') : planted;
      assert.deepEqual(await rulesBroken(untyped, file, text), ['max-lines-per-function'], file);
    }
  });

  it('of 60 lines are allowed', async () => {
    const planted = `export function planted(): void {\n${lines(58)}}\n`;
    assert.deepEqual(await rulesBroken(untyped, 'src/core/planted.ts', planted), []);
  });

  it('that hold the tests of a file are as long as they need', async () => {
    const planted = `describe('planted', () => {\n${lines(100)}});\n`;
    assert.deepEqual(await rulesBroken(untyped, 'test/unit/core/planted.test.ts', planted), []);
  });
});

describe('floating promises', () => {
  // Where the variable CI is set, the parser reads the files on disk once, and never the text it is given.
  const parserOptions = { disallowAutomaticSingleRunInference: true };
  const typed = new ESLint({ cwd: projectFolder, overrideConfig: { languageOptions: { parserOptions } } });
  // A file that exists: only those are part of the TypeScript project.
  const file = 'src/core/uuid.ts';
  const later = 'async function later(): Promise<void> {\n  await Promise.resolve();\n}\n\n';

  it('are refused', async () => {
    const planted = `${later}export function start(): void {\n  later();\n}\n`;
    assert.deepEqual(await rulesBroken(typed, file, planted), ['@typescript-eslint/no-floating-promises']);
  }).timeout(120_000);

  it('are not seen where a promise is awaited, or marked as left alone', async () => {
    const sound = `${later}export async function start(): Promise<void> {\n  void later();\n  await later();\n}\n`;
    assert.deepEqual(await rulesBroken(typed, file, sound), []);
  }).timeout(120_000);
});

/** The rules that this text breaks as the content of this file. */
async function rulesBroken(eslint: ESLint, file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: path.join(projectFolder, file), warnIgnored: true });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

/** How `file` names `imported`, which must exist: a path that leads nowhere breaks no rule. */
function specifierOf(file: string, imported: string): string {
  assert.ok(existsSync(path.join(projectFolder, imported)), `${imported} exists`);
  const relative = path.posix.relative(path.posix.dirname(file), imported).replace(/\.tsx?$/, '.js');
  return relative.startsWith('.') ? relative : `./${relative}`;
}
