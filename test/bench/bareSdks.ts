import { stat } from 'node:fs/promises';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { VendorId } from '../../src/providers/provider.js';
import { projectFolder } from '../support/projectFolder.js';
import type { Chunk } from './chunkGraph.js';

const chatCompletions = `export { OpenAI } from 'openai';`;

/** The leanest known way to each vendor's SDK, with nothing of SCOUT's. */
const entries: Readonly<Record<VendorId, string>> = {
  openai: chatCompletions,
  compatible: chatCompletions,
  anthropic: `
    export { BaseAnthropic } from '@anthropic-ai/sdk/client';
    export { Messages } from '@anthropic-ai/sdk/resources/messages';
    export { Models } from '@anthropic-ai/sdk/resources/models';`,
  google: `export { GoogleGenAI } from '@google/genai/web';`,
  mistral: `
    export { MistralCore } from '@mistralai/mistralai/core.js';
    export { chatStream } from '@mistralai/mistralai/funcs/chatStream.js';
    export { modelsList } from '@mistralai/mistralai/funcs/modelsList.js';`,
  huggingface: `export { chatCompletionStream } from '@huggingface/inference';`,
};

/** Bundles the SDK alone, as SCOUT's build would. */
export async function bundleBareSdk(id: VendorId): Promise<Chunk> {
  const folder = path.join(projectFolder, 'out', 'bench', 'sdk', id);
  const { metafile } = await build({
    absWorkingDir: projectFolder,
    stdin: { contents: entries[id], resolveDir: projectFolder, sourcefile: `${id}.js` },
    outdir: folder,
    entryNames: id,
    bundle: true,
    format: 'esm',
    splitting: true,
    minify: true,
    legalComments: 'none',
    platform: 'node',
    target: 'node22',
    metafile: true,
    plugins: [withoutSideEffects(/node_modules[\\/]@huggingface[\\/]/)],
    logLevel: 'error',
  });
  const file = path.join(folder, `${id}.js`);
  const seen = new Set([path.relative(projectFolder, file).split(path.sep).join('/')]);
  for (const output of seen) {
    for (const { path: imported, kind, external } of metafile.outputs[output]?.imports ?? []) {
      if (kind === 'import-statement' && external !== true) seen.add(imported);
    }
  }
  const sizes = await Promise.all([...seen].map(async (output) => (await stat(path.join(projectFolder, output))).size));
  return { file, bytes: sizes.reduce((sum, size) => sum + size, 0), loadedBefore: [] };
}

/** Lets esbuild leave out what nobody uses of packages that forgot to say that they may be left out. */
function withoutSideEffects(folders: RegExp): Plugin {
  return {
    name: 'without-side-effects',
    setup(builder) {
      builder.onResolve({ filter: /^\.|^@huggingface\// }, async ({ path: wanted, pluginData, ...options }) => {
        if (pluginData === 'asked') return undefined;
        const resolved = await builder.resolve(wanted, { ...options, pluginData: 'asked' });
        return folders.test(resolved.path) ? { path: resolved.path, sideEffects: false } : undefined;
      });
    },
  };
}
