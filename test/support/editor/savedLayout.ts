import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** VS Code in a browser writes down every five seconds which editors are open; a reload within them shows the ones before. */
const giveUpAfter = 15_000;

/** Resolves when VS Code has written down as many open editors as the page shows tabs, or will hardly do so any more. */
export async function layoutSaved(page: Page): Promise<void> {
  const giveUpAt = Date.now() + giveUpAfter;
  for (let move = 0; Date.now() < giveUpAt; move += 1) {
    // It does so when it has nothing else to do, which a browser without a display only reports while something moves.
    await page.mouse.move(5 + (move % 2), 5);
    const shown = await page.locator('.editor-group-container .tab').count();
    if ((await savedEditors(page)).includes(shown)) return;
    await delay(200);
  }
}

/** How many editors are written down, for each folder that was opened in this browser. */
function savedEditors(page: Page): Promise<readonly number[]> {
  // No function of its own in here: the transpiler would name it by a helper that the page does not have.
  return page.evaluate(async () => {
    const counts: number[] = [];
    for (const { name } of await indexedDB.databases()) {
      if (name?.startsWith('vscode-web-state-db-') !== true || name.endsWith('-global')) continue;
      const layout = await new Promise<unknown>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error!);
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database
            .transaction('ItemTable')
            .objectStore('ItemTable')
            .get('memento/workbench.parts.editor');
          reading.onerror = () => reject(reading.error!);
          reading.onsuccess = () => {
            database.close();
            resolve(reading.result);
          };
        };
      });
      counts.push(typeof layout === 'string' ? layout.split('"id":"workbench.editors.').length - 1 : 0);
    }
    return counts;
  });
}
