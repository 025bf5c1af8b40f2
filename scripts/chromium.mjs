/** Finds the Chromium that shows the served VS Code. Needs no dependency to look for the system's own. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { findProgram, modulesFolder } from './environment.mjs';

const applications = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .map((folder) => path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
};

/** Debian's package of the Chromium without a window of its own: it opens a page in half the time. */
export const headlessChromium = 'chromium-headless-shell';

/** Path of a Chromium or Chrome; `undefined` when neither the system nor Playwright has one. */
export function findChromium() {
  // Not `chromium-browser`: on Ubuntu that is a wrapper for a snap, which cannot read temporary folders.
  const names = [headlessChromium, 'chromium', 'google-chrome-stable', 'google-chrome'];
  const system = names.map((name) => findProgram(name)).find((file) => file !== undefined);
  return system ?? (applications[process.platform] ?? []).find((file) => existsSync(file)) ?? playwrightsOwn();
}

function playwrightsOwn() {
  if (!existsSync(path.join(modulesFolder, 'playwright-core'))) return undefined;
  const { chromium } = createRequire(import.meta.url)('playwright-core');
  const file = chromium.executablePath();
  return file && existsSync(file) ? file : undefined;
}
