import type { Locator, Page } from 'playwright-core';

/** How long an editor on a busy machine may take to show something, in milliseconds. */
export const patience = 60_000;

const widget = '.quick-input-widget';

/**
 * Runs a command as a person does: F1, its title, Enter. The palette does not learn of commands that
 * arrive while it is open, so it is opened anew until the row is there.
 */
export async function runCommand(page: Page, title: string): Promise<void> {
  const giveUpAt = Date.now() + patience;
  for (;;) {
    await page.keyboard.press('F1');
    const input = quickInput(page);
    if (await appears(input, 5_000)) {
      await input.fill(`>${title}`);
      const row = page.locator(`${widget} .monaco-list-row`, { hasText: title }).first();
      if (await appears(row, 3_000)) {
        // Once only: the command runs even when the palette takes its time to close.
        await page.keyboard.press('Enter');
        return;
      }
      await page.keyboard.press('Escape');
    }
    if (Date.now() > giveUpAt) throw new Error(`The command palette does not show “${title}”.`);
  }
}

/** Picks the row with this label in the Quick Pick that is open or about to open. */
export async function pickRow(page: Page, label: string): Promise<void> {
  const row = page.locator(`${widget} .monaco-list-row`, { hasText: label }).first();
  await row.waitFor({ state: 'visible', timeout: patience });
  await row.click();
  await row.waitFor({ state: 'hidden', timeout: patience });
}

/** The labels of the Quick Pick that is open or about to open, as far as they are on screen. */
export async function rowLabels(page: Page): Promise<readonly string[]> {
  const rows = page.locator(`${widget} .monaco-list-row`);
  await rows.first().waitFor({ state: 'visible', timeout: patience });
  return rows.locator('.label-name').allInnerTexts();
}

/** Answers the input box that is open or about to open, such as the one for a key. */
export async function answerInput(page: Page, text: string): Promise<void> {
  const input = quickInput(page);
  await input.waitFor({ state: 'visible', timeout: patience });
  await input.fill(text);
  await page.keyboard.press('Enter');
}

function quickInput(page: Page): Locator {
  return page.locator(`${widget} input.input`).first();
}

async function appears(locator: Locator, timeout: number): Promise<boolean> {
  return locator.waitFor({ state: 'visible', timeout }).then(
    () => true,
    () => false,
  );
}
