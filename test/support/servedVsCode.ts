import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { openBrowser } from './editor/browser.js';
import { linkFewExtensions } from './editor/builtInExtensions.js';
import { testSettings, writeServerSettings } from './editor/editorSettings.js';
import { collectScoutErrors } from './editor/scoutErrors.js';
import { keepSecrets } from './editor/secretKey.js';
import { startVsCodeServer, type VsCodeServer } from './editor/vsCodeServer.js';

interface Arguments {
  readonly extension: string;
  readonly tests: string;
  readonly folder: string;
}

/**
 * What a desktop VS Code does with `--extensionDevelopmentPath --extensionTestsPath`, done by the served one
 * and a headless Chromium: the tests run in a real Node extension host. Resolves with the exit code: the
 * tests' own, or 1 when SCOUT's code wrote errors to a console.
 */
export async function runServedVsCode(argv: readonly string[]): Promise<number> {
  const { extension, tests, folder } = parse(argv);
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'scout-served-'));
  writeServerSettings(dataFolder, testSettings);
  const server = await startVsCodeServer({
    dataFolder,
    extensionsFolder: path.join(dataFolder, 'extensions'),
    // Only the driver makes the workbench look at the payload of its address.
    flags: [
      '--enable-smoke-test-driver',
      '--builtin-extensions-dir',
      linkFewExtensions(path.join(dataFolder, 'builtin')),
    ],
  });
  try {
    const context = await openBrowser(path.join(dataFolder, 'browser'));
    await keepSecrets(context);
    const errors = collectScoutErrors(context, path.join(dataFolder, 'data', 'logs'));
    const code = await untilTestsEnd(
      context.pages()[0] ?? (await context.newPage()),
      testAddress(server, extension, tests, folder),
    );
    await context.close();
    const found = errors.all();
    if (found.length > 0) console.error(`SCOUT's code wrote errors to a console:\n${found.join('\n')}`);
    return found.length > 0 ? 1 : code;
  } finally {
    await server.stop();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function untilTestsEnd(page: Page, address: string): Promise<number> {
  const ended = Promise.withResolvers<number>();
  // The workbench calls these when it runs tests.
  await page.exposeFunction('codeAutomationExit', (code: number) => ended.resolve(code));
  await page.exposeFunction('codeAutomationLog', () => undefined);
  page.once('crash', () => ended.reject(new Error('The page of the editor crashed.')));
  await page.goto(address);
  const code = await ended.promise;
  // Let the last console messages arrive.
  await delay(500);
  return code;
}

function testAddress(server: VsCodeServer, extension: string, tests: string, folder: string): string {
  const remote = (file: string): string => `vscode-remote://127.0.0.1:${server.port}${pathToFileURL(file).pathname}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extension)],
    ['extensionTestsPath', remote(tests)],
    ['skipWelcome', 'true'],
  ];
  return server.address({ folder, payload: JSON.stringify(payload) });
}

function parse(argv: readonly string[]): Arguments {
  const value = (name: string): string => {
    const prefix = `--${name}=`;
    const found = argv.find((argument) => argument.startsWith(prefix));
    if (found === undefined) throw new Error(`${prefix} is missing.`);
    return path.resolve(found.slice(prefix.length));
  };
  const folder = argv.find((argument) => !argument.startsWith('-'));
  if (folder === undefined) throw new Error('The folder to open is missing.');
  return {
    extension: value('extensionDevelopmentPath'),
    tests: value('extensionTestsPath'),
    folder: path.resolve(folder),
  };
}
