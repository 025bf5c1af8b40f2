/**
 * Builds dist/: the extension (Node, ESM, one chunk per lazily imported module), the storage worker
 * and the chat view (browser). `--watch` rebuilds on change; `--tests` builds the tests that run
 * inside the extension host to out/host; `--dev` adds source maps.
 */
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { bundledFiles, faultsOfDependencies, importedPackages } from './scripts/notices/bundledFiles.mjs';
import { noticesOf } from './scripts/notices/notices.mjs';

const flags = new Set(process.argv.slice(2));
const dev = flags.has('--dev') || flags.has('--watch');

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  format: 'esm',
  minify: !dev,
  sourcemap: dev ? 'linked' : false,
  logLevel: 'warning',
  legalComments: 'none',
  metafile: true,
};

/**
 * @huggingface/inference does not say that its modules are free of side effects; they are. Saying it for
 * them leaves out the clients of a dozen other vendors: 67 KB instead of 381.
 *
 * @type {esbuild.Plugin}
 */
const huggingFaceWithoutSideEffects = {
  name: 'hugging-face-without-side-effects',
  setup(build) {
    build.onResolve({ filter: /^(@huggingface\/|\.)/ }, async ({ path: imported, pluginData, ...args }) => {
      const ours = imported.startsWith('@') || /[\\/]@huggingface[\\/]/.test(args.importer);
      if (!ours || pluginData === 'resolving') return undefined;
      const { importer, kind, resolveDir } = args;
      const resolved = await build.resolve(imported, { importer, kind, resolveDir, pluginData: 'resolving' });
      return resolved.errors.length > 0 ? { errors: resolved.errors } : { path: resolved.path, sideEffects: false };
    });
  },
};

/** @type {esbuild.BuildOptions} */
const node = {
  ...common,
  entryPoints: {
    extension: 'src/extension.ts',
    storageWorker: 'src/storage/worker/main.ts',
    imageWorker: 'src/storage/worker/image/main.ts',
    archiveWorker: 'src/archives/thread/main.ts',
    documentWorker: 'src/attachments/documents/main.ts',
  },
  outdir: 'dist',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  target: 'node22',
  external: ['vscode'],
  // The one for Node is CommonJS, and requires modules of Node where nothing can be required.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
  plugins: [huggingFaceWithoutSideEffects],
};

/** @type {esbuild.BuildOptions} */
const view = {
  ...common,
  entryPoints: {
    chat: 'src/webview/ui/main.tsx',
    chatStyle: 'src/webview/ui/chat.css',
    highlightWorker: 'src/webview/ui/markdown/highlightWorker.ts',
  },
  outdir: 'dist/webview',
  // Each script is whole: a worker from a `blob:` address cannot import a chunk.
  splitting: false,
  platform: 'browser',
  target: 'chrome138',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.ttf': 'file', '.woff2': 'file' },
};

/** @type {esbuild.BuildOptions} */
const hostTests = {
  ...common,
  minify: false,
  sourcemap: 'inline',
  entryPoints: readdirSync('test/integration', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join('test/integration', file)),
  outdir: 'out/host',
  splitting: true,
  platform: 'node',
  target: 'node22',
  packages: 'external',
  external: ['vscode'],
};

const copies = {
  'sql-wasm.cjs': 'node_modules/sql.js/dist/sql-wasm.js',
  'sql-wasm.wasm': 'node_modules/sql.js/dist/sql-wasm.wasm',
};

async function copyRuntimeFiles() {
  await mkdir('dist', { recursive: true });
  for (const [name, source] of Object.entries(copies)) await copyFile(source, path.join('dist', name));
}

/** Fails the build when a shipped package is not declared as a dependency, or its licence is unknown. */
async function writeNotices(metafiles) {
  const copied = Object.values(copies);
  const { dependencies } = JSON.parse(await readFile('package.json', 'utf8'));
  try {
    const faults = faultsOfDependencies([...importedPackages(metafiles), 'sql.js'], dependencies);
    if (faults.length > 0) throw new Error(faults.join('\n'));
    await writeFile(
      'dist/THIRD-PARTY-NOTICES.txt',
      noticesOf([...bundledFiles(metafiles), ...copied], import.meta.dirname),
    );
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

if (flags.has('--tests')) {
  await rm('out/host', { recursive: true, force: true });
  await esbuild.build(hostTests);
} else {
  await rm('dist', { recursive: true, force: true });
  await copyRuntimeFiles();
  if (flags.has('--watch')) {
    for (const options of [node, view]) await (await esbuild.context({ ...options, logLevel: 'info' })).watch();
  } else {
    const results = await Promise.all([esbuild.build(node), esbuild.build(view)]);
    await writeNotices(results.map(({ metafile }) => metafile));
  }
}
