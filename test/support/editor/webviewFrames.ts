import { setTimeout as delay } from 'node:timers/promises';
import type { Frame, Page } from 'playwright-core';
import { patience } from './commandPalette.js';

/**
 * The frame of a webview that shows `selector`. An extension's document sits two frames deep
 * (page > pre/index.html > fake.html) under addresses that say nothing, so it is found by its content.
 */
export async function findWebviewFrame(page: Page, selector: string): Promise<Frame> {
  const giveUpAt = Date.now() + patience;
  for (;;) {
    for (const frame of page.frames()) {
      if (!frame.url().includes('fake.html')) continue;
      // A frame may be replaced while it is asked.
      if (
        await frame
          .locator(selector)
          .first()
          .isVisible()
          .catch(() => false)
      )
        return frame;
    }
    if (Date.now() > giveUpAt) throw new Error(`No webview shows ${selector}.`);
    await delay(100);
  }
}
