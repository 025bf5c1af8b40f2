import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { projectFolder } from '../support/projectFolder.js';

export type ViewSubjectName = 'scout' | 'innerHtml' | 'innerHtmlPlain' | 'reactMarkdown' | 'reactMarkdownPlain';

/** One way of showing a growing answer. */
export interface ViewSubject {
  readonly name: ViewSubjectName;
  /** As printed. */
  readonly label: string;
  /** Has the page's `chat.js` and `chatStyle.css`. */
  readonly folder: string;
}

const pages = path.join(projectFolder, 'test', 'bench', 'view');
const shippedView = path.join(projectFolder, 'dist', 'webview');

const peers = [
  { name: 'innerHtml', label: 'markdown-it into innerHTML per frame', page: 'innerHtml.mjs', coloured: true },
  { name: 'innerHtmlPlain', label: 'the same, code without colours', page: 'innerHtml.mjs', coloured: false },
  { name: 'reactMarkdown', label: 'react-markdown per delta', page: 'reactMarkdown.mjs', coloured: true },
  { name: 'reactMarkdownPlain', label: 'the same, code without colours', page: 'reactMarkdown.mjs', coloured: false },
] as const;

const browserBuild = {
  bundle: true,
  format: 'esm',
  minify: true,
  platform: 'browser',
  target: 'chrome138',
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
} as const;

/** SCOUT's view as it is shipped, and the others in the same page with the same style sheet. Needs a finished build. */
export async function buildViewSubjects(): Promise<readonly ViewSubject[]> {
  const subjects: ViewSubject[] = [{ name: 'scout', label: 'SCOUT', folder: shippedView }];
  for (const { name, label, page, coloured } of peers) {
    const folder = path.join(projectFolder, 'out', 'bench', 'view', name);
    await mkdir(folder, { recursive: true });
    await copyFile(path.join(shippedView, 'chatStyle.css'), path.join(folder, 'chatStyle.css'));
    await build({
      ...browserBuild,
      stdin: { contents: `import { start } from './${page}'; start({ coloured: ${coloured} });`, resolveDir: pages },
      outfile: path.join(folder, 'chat.js'),
    });
    subjects.push({ name, label, folder });
  }
  return subjects;
}

/** Bundles one of the pages' helpers to a script. */
export async function bundleScript(name: 'player' | 'feeder'): Promise<string> {
  const { outputFiles } = await build({
    ...browserBuild,
    entryPoints: [path.join(pages, `${name}.mjs`)],
    format: 'iife',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
