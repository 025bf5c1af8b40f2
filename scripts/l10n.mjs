/** Writes l10n/bundle.l10n.json, the English texts that translations start from, out of the sources: `node scripts/l10n.mjs`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { getL10nJson } from '@vscode/l10n-dev';
import { projectFolder } from './environment.mjs';

export const bundleFile = path.join(projectFolder, 'l10n', 'bundle.l10n.json');

/** What the bundle must hold: every text the extension host's code passes to `l10n.t`, sorted. */
export async function currentBundle() {
  const folder = path.join(projectFolder, 'src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith(path.join('webview', 'ui')))
    .sort()
    .map((file) => ({ extension: '.ts', contents: inFull(readFileSync(path.join(folder, file), 'utf8')) }));
  const texts = Object.entries(await getL10nJson(files));
  const sorted = Object.fromEntries(texts.sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify(sorted, undefined, 2)}\n`;
}

/** The tool knows `vscode.l10n.t(…)` alone; our code shortens it with `const { t } = vscode.l10n`. */
function inFull(source) {
  return source.includes('const { t } = vscode.l10n;')
    ? source.replaceAll(/(?<![\w.$])t\(/g, 'vscode.l10n.t(')
    : source;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(bundleFile, await currentBundle());
  console.log(`Wrote ${path.relative(projectFolder, bundleFile)}`);
}
