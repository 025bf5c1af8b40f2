import { mkdirSync } from 'node:fs';
import { chromium, type BrowserContext } from 'playwright-core';
import { findChromium } from '../../../scripts/chromium.mjs';

const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/**
 * Starts a headless Chromium whose profile is stored in `profileFolder`: what the workbench stores in the
 * browser (layout, encrypted secrets) is there again with the next one.
 */
export async function openBrowser(profileFolder: string): Promise<BrowserContext> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium; `node scripts/setup.mjs` installs one.');
  mkdirSync(profileFolder, { recursive: true });
  return chromium.launchPersistentContext(profileFolder, {
    executablePath,
    args: flags,
    headless: true,
    viewport: { width: 1280, height: 800 },
  });
}
