import type { Page } from 'playwright-core';

/** Picks an entry of the menu that has just been opened. VS Code takes no click in a menu's first moments: it could be the one that opened it. */
export async function pickMenuItem(page: Page, name: string | RegExp): Promise<void> {
  const item = page.getByRole('menuitem', { name, exact: true });
  await item.waitFor();
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await page.waitForTimeout(300);
    await item.click();
    const isClosed = await item.waitFor({ state: 'detached', timeout: 1_000 }).then(
      () => true,
      () => false,
    );
    if (isClosed) return;
  }
  throw new Error(`The menu did not take the click on “${String(name)}”.`);
}
