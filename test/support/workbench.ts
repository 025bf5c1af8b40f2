/**
 * A real VS Code in a real browser, for the end-to-end tests: the workbench of the code-server package,
 * its Node extension host, and a headless Chromium that a test drives as a person would.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser } from './editor/browser.js';
import { linkFewExtensions } from './editor/builtInExtensions.js';
import {
  testSettings,
  themeSettings,
  writeServerSettings,
  type SettingValues,
  type ThemeName,
} from './editor/editorSettings.js';
import { freePort } from './editor/freePort.js';
import { extensionHostProcesses } from './editor/hostProcesses.js';
import { readLogs } from './editor/logFiles.js';
import { collectScoutErrors, scoutExtensionId } from './editor/scoutErrors.js';
import { keepSecrets } from './editor/secretKey.js';
import { startVsCodeServer, type VsCodeServer } from './editor/vsCodeServer.js';
import { projectFolder } from './projectFolder.js';
import { workbenchWindow, type WorkbenchWindow } from './workbenchWindow.js';

export interface WorkbenchOptions {
  /** The user's settings. */
  readonly settings?: SettingValues;
  /** Environment of the extension host, on top of this process's own; `undefined` removes a variable. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Keeps everything between two workbenches; by default a temporary folder that `close` removes. */
  readonly userDataDir?: string;
  /** The built extension; the project by default. */
  readonly extensionDir?: string;
  /** Further extensions, built. */
  readonly otherExtensionDirs?: readonly string[];
  /** VS Code's own that the test needs besides the few that there always are, such as `git`. */
  readonly builtInExtensions?: readonly string[];
  /** The folder, or the file of a workspace (`.code-workspace`), that is opened; an empty folder by default. */
  readonly folder?: string;
  /** Whether folders must be trusted before their settings count; all are, by default. */
  readonly workspaceTrust?: boolean;
  readonly theme?: ThemeName;
  /** Pixels of a screenshot for each of the page's; 1 by default. */
  readonly pixelRatio?: number;
  /** Errors of SCOUT's own code that the test brings about on purpose. */
  readonly expectedErrors?: RegExp;
}

export interface Workbench extends WorkbenchWindow {
  /** Where SCOUT keeps its databases. */
  readonly globalStorageFolder: string;
  /** Opens another window of the same editor, with the same data, on an empty folder of its own. */
  openWindow(): Promise<WorkbenchWindow>;
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
  const folder = options.folder ?? path.join(dataFolder, 'workspace');
  const isWorkspace = folder.endsWith('.code-workspace');
  if (!isWorkspace) mkdirSync(folder, { recursive: true });
  const start = await install(dataFolder, options);
  let server = await start();
  const context = await openBrowser(path.join(dataFolder, 'browser'), options.pixelRatio).catch(stopAndRethrow(server));
  await keepSecrets(context);
  const logsFolder = path.join(dataFolder, 'data', 'logs');
  const errors = collectScoutErrors(context, logsFolder);
  const windowOn = (page: Page, shownFolder: string): WorkbenchWindow =>
    workbenchWindow(page, () =>
      server.address(shownFolder === folder && isWorkspace ? { workspace: folder } : { folder: shownFolder }),
    );
  const first = windowOn(context.pages()[0] ?? (await context.newPage()), folder);

  const close = async (): Promise<void> => {
    await context.close();
    await server.stop();
    const found = errors.all().filter((text) => options.expectedErrors?.test(text) !== true);
    if (options.userDataDir === undefined) rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    if (found.length > 0) throw new Error(`SCOUT's code wrote errors to a console:\n${found.join('\n')}`);
  };

  await first.reload().catch(async (error: unknown) => {
    await close();
    throw error;
  });

  return {
    ...first,
    globalStorageFolder: path.join(dataFolder, 'data', 'User', 'globalStorage', scoutExtensionId),
    openWindow: async () => {
      const page = await context.newPage();
      const otherFolder = path.join(dataFolder, `workspace-${context.pages().length}`);
      mkdirSync(otherFolder, { recursive: true });
      const opened = windowOn(page, otherFolder);
      await opened.reload();
      return opened;
    },
    restart: async (changed) => {
      // Leave first: a page that loses its server shows a reconnection dialog and keeps trying.
      await first.page.goto('about:blank');
      await server.stop();
      server = await start(changed);
      await first.reload();
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

function stopAndRethrow(server: VsCodeServer): (error: unknown) => Promise<never> {
  return async (error) => {
    await server.stop();
    throw error;
  };
}

/** Installs the extensions in a data folder. @returns what starts VS Code, always at the same address. */
async function install(
  dataFolder: string,
  options: WorkbenchOptions,
): Promise<(changed?: SettingValues) => Promise<VsCodeServer>> {
  const extensionFolder = options.extensionDir ?? projectFolder;
  const extensionsFolder = path.join(dataFolder, 'extensions');
  linkExtensions(extensionsFolder, [extensionFolder, ...(options.otherExtensionDirs ?? [])]);
  const settings = { ...testSettings, ...themeSettings(options.theme ?? 'dark'), ...options.settings };
  const port = await freePort();
  return (changed = {}) => {
    writeServerSettings(dataFolder, { ...settings, ...changed });
    return startVsCodeServer({
      dataFolder,
      extensionsFolder,
      port,
      environment: options.environment ?? {},
      workspaceTrust: options.workspaceTrust ?? false,
      flags: [
        '--builtin-extensions-dir',
        linkFewExtensions(path.join(dataFolder, 'builtin'), options.builtInExtensions),
      ],
    });
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
