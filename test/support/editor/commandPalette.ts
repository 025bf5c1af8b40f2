import type { Locator, Page } from 'playwright-core';

/** How long an editor on a busy machine may take to show something, in milliseconds. */
export const patience = 60_000;

const widget = '.quick-input-widget';
/** VS Code shows only 800 ms later that a list is busy, in milliseconds. */
const untilBusyIsShown = 1_000;
/** A list in which nothing has arrived for so long waits for a server that says nothing, in milliseconds. */
const stuckAfter = 2_500;

/**
 * Runs a command as a person does: F1, its title, Enter. The palette does not learn of commands that arrive
 * while it is open, and closes when something else takes the focus: it is opened anew until the row is there.
 */
export async function runCommand(page: Page, title: string): Promise<void> {
  const giveUpAt = Date.now() + patience;
  while (!(await chooseCommand(page, title))) {
    if (Date.now() > giveUpAt) throw new Error(`The command palette does not show “${title}”.`);
    await page.keyboard.press('Escape');
  }
}

async function chooseCommand(page: Page, title: string): Promise<boolean> {
  await page.keyboard.press('F1');
  const input = quickInput(page);
  const row = page.locator(`${widget} .monaco-list-row`, { hasText: title }).first();
  try {
    await input.fill(`>${title}`, { timeout: 2_000 });
    await row.waitFor({ state: 'visible', timeout: 3_000 });
    // Into the palette's own field: whatever else has the focus must not get this key.
    await input.press('Enter', { timeout: 1_000 });
    return true;
  } catch {
    return false;
  }
}

/** Picks the row with this label in the Quick Pick that is open or about to open; without one the first row. */
export async function pickRow(page: Page, label = '', timeout = patience): Promise<void> {
  const row = rowsWith(page, label).first();
  await row.waitFor({ state: 'visible', timeout });
  await rowsStay(page, timeout);
  await row.click({ timeout });
  await row.waitFor({ state: 'hidden', timeout });
}

/**
 * The rows with this text in their label, description or detail. An element of a list stands for one row after another, and keeps, hidden,
 * the heading that an earlier one had above it.
 */
export function rowsWith(page: Page, text: string): Locator {
  return page.locator(`${widget} .monaco-list-row`, { has: page.locator('.quick-input-list-rows', { hasText: text }) });
}

/**
 * Runs a command that asks with a Quick Pick and picks a row. Like a person, tries again when the question
 * went away because something else took the focus at that moment.
 */
export function runCommandAndPick(page: Page, title: string, label?: string): Promise<void> {
  return untilAsked(page, title, (wait) => pickRow(page, label, wait));
}

/** Has the chat in use ask a model of this endpoint, by typing in the list of models; without a name the first one. */
export function chooseModel(page: Page, endpoint: string, model = ''): Promise<void> {
  return untilAsked(page, 'SCOUT: Choose Model', (wait) => pickModel(page, endpoint, model, wait));
}

/** Picks a model of this endpoint in the list of models that is open or about to open. */
export async function pickModel(page: Page, endpoint: string, model = '', timeout = patience): Promise<void> {
  const title = page.locator(`${widget} .quick-input-title`, { hasText: 'Choose Model' });
  await title.waitFor({ state: 'visible', timeout });
  await quickInput(page).fill(model === '' ? endpoint : model, { timeout });
  const name = endpoint.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
  const description = page.locator('.label-description', { hasText: new RegExp(`(?:^|· )${name}(?: ·|$)`, 'u') });
  const row = rowsWith(page, model)
    .filter({ has: description, hasNotText: /Use the Typed ID|Could not load/u })
    .first();
  await row.waitFor({ state: 'visible', timeout });
  await rowsStay(page, timeout, untilBusyIsShown);
  await row.click({ timeout });
  await title.waitFor({ state: 'hidden', timeout });
}

/**
 * Waits until the rows stay what and where they are. A list reuses the elements of its rows, those of the palette before it, too: a click
 * could meet another row than the one that was found.
 * @param shortest for how long they have stayed then, in milliseconds; for `stuckAfter` where the list is still busy
 */
async function rowsStay(page: Page, timeout: number, shortest = 200): Promise<void> {
  const rows = page.locator(`${widget} .monaco-list-row`);
  const busy = page.locator(`${widget} .quick-input-progress.active`);
  const places = (): Promise<string> =>
    rows.evaluateAll((all) => JSON.stringify(all.map((row) => [row.textContent, row.getBoundingClientRect()])));
  const giveUpAt = Date.now() + timeout;
  let before = await places();
  let since = Date.now();
  for (;;) {
    await page.waitForTimeout(200);
    const now = await places();
    if (now !== before) since = Date.now();
    before = now;
    const stayed = Date.now() - since;
    if (stayed >= ((await busy.count()) > 0 ? stuckAfter : shortest)) return;
    if (Date.now() > giveUpAt) throw new Error('The rows of the list do not stay where they are.');
  }
}

/** Runs a command that asks, and waits until `question`, a part of the Quick Pick, is there to stay; tries again in the same way. */
export function runCommandUntil(page: Page, title: string, question: Locator): Promise<void> {
  const shown = question.filter({ visible: true }).first();
  return untilAsked(page, title, async (wait) => {
    await shown.waitFor({ state: 'visible', timeout: wait });
    // The palette may give the focus back to the webview only now, which closes the question.
    await page.waitForTimeout(200);
    await shown.waitFor({ state: 'visible', timeout: 100 });
  });
}

async function untilAsked(page: Page, title: string, ask: (wait: number) => Promise<void>): Promise<void> {
  // Longer each time: on a slow machine the question itself may take a while.
  for (let wait = 3_000; ; wait *= 2) {
    await runCommand(page, title);
    try {
      return await ask(wait);
    } catch (error) {
      if (wait > patience / 2) throw error;
      await page.keyboard.press('Escape');
    }
  }
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
  // Into the box itself: a view that is drawn anew may take the focus for a moment.
  await input.press('Enter');
}

function quickInput(page: Page): Locator {
  return page.locator(`${widget} input.input`).first();
}
