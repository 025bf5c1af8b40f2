import type { Page } from 'playwright-core';

/** How long the dialog may take to open and to close, in milliseconds. */
const patience = 60_000;

/** Answers the editor's own file dialog, which stands in for the system's where there is none. */
export async function answerFileDialog(page: Page, file: string): Promise<void> {
  const input = page.locator('.quick-input-widget input.input').first();
  // Only dialogs for files have such a button; which words are on it depends on what they are for.
  const isDialog = page
    .locator('.quick-input-widget .quick-input-action')
    .getByText(/^(?:OK|Import|Export Here)$/u)
    .first();
  await isDialog.waitFor({ timeout: patience });
  await input.fill(file);
  // The dialog looks at the path while it is typed, may correct it, and does not listen meanwhile.
  for (const end = Date.now() + patience; Date.now() < end && (await isDialog.isVisible());) {
    await page.waitForTimeout(500);
    if ((await input.inputValue({ timeout: 1_000 }).catch(() => file)) !== file)
      await input.fill(file, { timeout: 1_000 }).catch(() => undefined);
    await input.press('Enter', { timeout: 1_000 }).catch(() => undefined);
  }
  await isDialog.waitFor({ state: 'hidden' });
}
