/**
 * A real VS Code in a real browser, for the end-to-end tests: the workbench of the code-server package,
 * its Node extension host, and a headless Chromium that a test drives as a person would.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { openBrowser } from './editor/browser.js';
import { linkThemesOnly } from './editor/builtInExtensions.js';
import { answerInput, patience, pickRow, rowLabels, runCommand } from './editor/commandPalette.js';
import { testSettings, themeSettings, writeServerSettings, type SettingValues, type ThemeName } from './editor/editorSettings.js';
import { freePort } from './editor/freePort.js';
import { extensionHostProcesses } from './editor/hostProcesses.js';
import { readLogs } from './editor/logFiles.js';
import { collectScoutErrors, scoutExtensionId } from './editor/scoutErrors.js';
import { keepSecrets } from './editor/secretKey.js';
import { startVsCodeServer, type VsCodeServer } from './editor/vsCodeServer.js';
import { findWebviewFrame } from './editor/webviewFrames.js';
import { projectFolder } from './projectFolder.js';

export interface WorkbenchOptions {
  /** The user's settings. Machine-scoped ones go where a remote editor reads them. */
  readonly settings?: SettingValues;
  /** Environment of the extension host, on top of this process's own; `undefined` removes a variable. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Keeps everything between two workbenches; by default a temporary folder that `close` removes. */
  readonly userDataDir?: string;
  /** The built extension; the project by default. */
  readonly extensionDir?: string;
  /** Further extensions, built. */
  readonly otherExtensionDirs?: readonly string[];
  /** The folder that is opened; an empty one by default. */
  readonly folder?: string;
  readonly theme?: ThemeName;
  /** Errors of SCOUT's own code that the test brings about on purpose. */
  readonly expectedErrors?: RegExp;
}

export interface Workbench {
  readonly page: Page;
  /** Where SCOUT keeps its databases. */
  readonly globalStorageFolder: string;
  /** Runs a command through the palette. */
  runCommand(title: string): Promise<void>;
  /** Picks a row of the Quick Pick that is open or about to open. */
  quickPick(label: string): Promise<void>;
  /** The labels of the Quick Pick that is open or about to open. */
  quickPickLabels(): Promise<readonly string[]>;
  /** Types into the input box that is open or about to open, then Enter. */
  answerInput(text: string): Promise<void>;
  /** The webview frame that shows `selector`. */
  findFrame(selector: string): Promise<Frame>;
  /** The texts of the notifications on screen. */
  notifications(): Promise<readonly string[]>;
  /** Saves `out/e2e/<name>.png`. */
  screenshot(name: string): Promise<void>;
  /** Reloads the window. */
  reload(): Promise<void>;
  /** Ends VS Code and starts it again with the same data at the same address; `changed` settings replace the old ones. */
  restart(changed?: SettingValues): Promise<void>;
  /** Process ids of the extension hosts. */
  extensionHosts(): readonly number[];
  /** `kill -9` of the extension host; VS Code notices and says so. Resolves with the ids killed. */
  killExtensionHost(): readonly number[];
  /** What SCOUT has logged in all starts so far; empty as long as nothing was written. */
  log(): string;
  /** Errors of SCOUT's own code on any console so far. */
  errors(): readonly string[];
  /** Ends everything; rejects when SCOUT's code wrote errors to a console, which a test never tolerates. */
  close(): Promise<void>;
}

/** Opens a workbench with SCOUT installed. The caller closes it. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const dataFolder = options.userDataDir ?? mkdtempSync(path.join(tmpdir(), 'scout-workbench-'));
  const extensionFolder = options.extensionDir ?? projectFolder;
  const folder = options.folder ?? path.join(dataFolder, 'workspace');
  mkdirSync(folder, { recursive: true });
  const extensionsFolder = path.join(dataFolder, 'extensions');
  linkExtensions(extensionsFolder, [extensionFolder, ...(options.otherExtensionDirs ?? [])]);
  const settings = { ...testSettings, ...themeSettings(options.theme ?? 'dark'), ...options.settings };
  const port = await freePort();
  const start = (changed: SettingValues = {}): Promise<VsCodeServer> => {
    writeServerSettings(dataFolder, extensionFolder, { ...settings, ...changed });
    return startVsCodeServer({
      dataFolder,
      extensionsFolder,
      port,
      environment: options.environment ?? {},
      flags: ['--builtin-extensions-dir', linkThemesOnly(path.join(dataFolder, 'builtin'))],
    });
  };
  let server = await start();
  const context = await openBrowser(path.join(dataFolder, 'browser')).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  await keepSecrets(context);
  const logsFolder = path.join(dataFolder, 'data', 'logs');
  const errors = collectScoutErrors(context, logsFolder);
  const page = context.pages()[0] ?? (await context.newPage());
  const address = `${server.origin}/?${new URLSearchParams({ folder }).toString()}`;

  const close = async (): Promise<void> => {
    await context.close();
    await server.stop();
    const found = errors.all().filter((text) => options.expectedErrors?.test(text) !== true);
    if (options.userDataDir === undefined) rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    if (found.length > 0) throw new Error(`SCOUT's code wrote errors to a console:\n${found.join('\n')}`);
  };

  const show = async (): Promise<void> => {
    await page.goto(address);
    await page.locator('.monaco-workbench').waitFor({ timeout: patience });
  };

  await show().catch(async (error: unknown) => {
    await close();
    throw error;
  });

  return {
    page,
    globalStorageFolder: path.join(dataFolder, 'data', 'User', 'globalStorage', scoutExtensionId),
    runCommand: (title) => runCommand(page, title),
    quickPick: (label) => pickRow(page, label),
    quickPickLabels: () => rowLabels(page),
    answerInput: (text) => answerInput(page, text),
    findFrame: (selector) => findWebviewFrame(page, selector),
    notifications: () => page.locator('.notification-list-item-message').allInnerTexts(),
    screenshot: async (name) => {
      await page.screenshot({ path: path.join(projectFolder, 'out', 'e2e', `${name}.png`) });
    },
    reload: show,
    restart: async (changed) => {
      // Leave first: a page that loses its server shows a reconnection dialog and keeps trying.
      await page.goto('about:blank');
      await server.stop();
      server = await start(changed);
      await show();
    },
    extensionHosts: () => extensionHostProcesses(server.processId),
    killExtensionHost: () => {
      const hosts = extensionHostProcesses(server.processId);
      if (hosts.length === 0) throw new Error('There is no extension host to kill.');
      for (const id of hosts) process.kill(id, 'SIGKILL');
      return hosts;
    },
    log: () => readLogs(logsFolder, 'SCOUT.log'),
    errors: () => errors.all(),
    close,
  };
}

/** As good as installed: VS Code reads every folder in the extensions folder. */
function linkExtensions(extensionsFolder: string, folders: readonly string[]): void {
  rmSync(extensionsFolder, { recursive: true, force: true });
  mkdirSync(extensionsFolder, { recursive: true });
  for (const folder of folders) {
    const name = folder === projectFolder ? scoutExtensionId : path.basename(folder);
    symlinkSync(folder, path.join(extensionsFolder, name), 'junction');
  }
}
