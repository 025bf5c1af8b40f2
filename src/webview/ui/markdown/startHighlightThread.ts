import type { HighlightThread } from './highlighterClient.js';

/**
 * Starts the thread that colors code. The editor lets a view start workers from `blob:` addresses only, so the script is
 * fetched from the extension's folder first.
 */
export async function startHighlightThread(): Promise<HighlightThread> {
  const response = await fetch(new URL('./highlightWorker.js', import.meta.url));
  if (!response.ok) throw new Error(`The script that colors code could not be loaded (${response.status}).`);
  const url = URL.createObjectURL(new Blob([await response.blob()], { type: 'text/javascript' }));
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  return worker;
}
