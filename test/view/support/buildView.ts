import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '../../..');

let built: Promise<string> | undefined;

/** Builds the view as it is shipped, once for each process, and returns its folder, which is removed when the process ends. */
export function buildView(): Promise<string> {
  return (built ??= buildInto(mkdtempSync(path.join(tmpdir(), 'scout-view-'))));
}

async function buildInto(folder: string): Promise<string> {
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
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
