import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '../../..');

/** Builds the view as it is shipped, into a folder of the tests' own, and returns that folder. */
export async function buildView(): Promise<string> {
  const folder = path.join(root, 'out/view/dist');
  await build({
    absWorkingDir: root,
    entryPoints: {
      chat: 'src/webview/ui/main.tsx',
      chatStyle: 'src/webview/ui/chat.css',
      highlightWorker: 'src/webview/ui/markdown/highlightWorker.ts',
    },
    outdir: folder,
    bundle: true,
    format: 'esm',
    minify: true,
    platform: 'browser',
    target: 'chrome138',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
  return folder;
}
