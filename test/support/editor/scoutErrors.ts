import type { BrowserContext, ConsoleMessage } from 'playwright-core';
import { readLogs } from './logFiles.js';

/** An error whose text holds this was thrown by a test on purpose and is not reported. */
export const plantedErrorMark = 'planted by a test';

export const scoutExtensionId = 'scout.scout-chat';

/** Errors of SCOUT's own code; a workbench and its built-in parts complain about much that is not ours. */
export interface ScoutErrors {
  /** What was collected so far, from the browser's console and the extension host's log. */
  all(): readonly string[];
}

/**
 * Collects from now on what the pages of `context` say on their consoles and what the extension host writes
 * below `logsFolder`, as far as it is SCOUT's.
 */
export function collectScoutErrors(context: BrowserContext, logsFolder: string): ScoutErrors {
  const fromConsole: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error' && isScouts(message)) fromConsole.push(message.text().replaceAll('%c', ''));
  });
  context.on('weberror', (error) => {
    const { message, stack = '' } = error.error();
    if (namesScout(`${message} ${stack}`)) fromConsole.push(stack || message);
  });
  const fromHost = (): readonly string[] =>
    ['remoteexthost.log', 'exthost.log'].flatMap((file) => scoutErrorEntries(readLogs(logsFolder, file)));
  return { all: () => [...fromConsole, ...fromHost()].filter((text) => !text.includes(plantedErrorMark)) };
}

/** The error entries of an extension host's log that name SCOUT; an entry goes on until the next time stamp. */
export function scoutErrorEntries(log: string): readonly string[] {
  return log
    .split(/^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)/m)
    .filter((entry) => /^\S+ \S+ \[error\]/.test(entry) && namesScout(entry))
    .map(withoutEditorFrames);
}

/** VS Code's own frames are minified and say nothing. */
function withoutEditorFrames(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => !line.includes('extensionHostProcess.js'))
    .join('\n');
}

function isScouts(message: ConsoleMessage): boolean {
  const text = message.text();
  const source = message.location().url;
  // The end of the extension host, which some tests bring about, is reported with the extensions it ran.
  if (text.includes('terminated unexpectedly')) return false;
  // The bare server lacks the page's own service worker.
  if (text.includes('received when fetching the script')) return false;
  // The console of the extension host, which runs SCOUT and what a test added to it.
  if (text.startsWith('%c[Extension Host]')) return true;
  // A webview's document has no address of its own, or that of the empty page it was written into.
  return source === '' || source.includes('/fake.html') || namesScout(`${text} ${source}`);
}

function namesScout(text: string): boolean {
  return (
    text.includes(scoutExtensionId) ||
    /[\\/]dist[\\/](extension|storageWorker|imageWorker|chunks[\\/]|webview[\\/])/.test(text)
  );
}
