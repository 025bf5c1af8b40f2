import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '../../..');

let built: Promise<string> | undefined;

/** Builds the view as it is shipped, once for each process, into a folder of the tests' own, and returns that folder. */
export function buildView(): Promise<string> {
  return (built ??= buildInto(path.join(root, 'out/view/dist')));
}

async function buildInto(folder: string): Promise<string> {
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
