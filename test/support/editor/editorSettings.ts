import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export type SettingValues = Readonly<Record<string, unknown>>;

/** A quiet editor: nothing pops up, nothing goes to the network. */
const quietSettings: SettingValues = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
};

/** What tests leave out in addition: it costs time and has nothing to do with SCOUT. */
export const testSettings: SettingValues = { 'chat.disableAIFeatures': true, 'git.enabled': false };

/** What `npm start` begins with; VS Code's own AI features would only be confused with SCOUT. */
const startSettings: SettingValues = { ...quietSettings, 'chat.disableAIFeatures': true };

const colorThemes = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
} as const;

export type ThemeName = keyof typeof colorThemes;

export function themeSettings(theme: ThemeName): SettingValues {
  return { 'workbench.colorTheme': colorThemes[theme], 'window.autoDetectColorScheme': false };
}

/** Writes the user's settings of a served VS Code below `dataFolder/data`. */
export function writeServerSettings(dataFolder: string, settings: SettingValues): void {
  write(userFile(dataFolder), Object.entries({ ...quietSettings, ...settings }));
}

/**
 * Changes the user's settings of a served VS Code; the first time, a quiet editor. Throws when the file was
 * edited into something that is not JSON.
 */
export function changeServerSettings(dataFolder: string, change: (settings: SettingValues) => SettingValues): void {
  const user = userFile(dataFolder);
  write(user, Object.entries(change(existsSync(user) ? read(user) : startSettings)));
}

/** The same for a desktop VS Code started with `--user-data-dir`: one file holds all settings. */
export function changeDesktopSettings(dataFolder: string, change: (settings: SettingValues) => SettingValues): void {
  const file = path.join(dataFolder, 'User', 'settings.json');
  write(file, Object.entries(change(existsSync(file) ? read(file) : startSettings)));
}

function userFile(dataFolder: string): string {
  return path.join(dataFolder, 'data', 'User', 'settings.json');
}

function read(file: string): SettingValues {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SettingValues;
  } catch (error) {
    throw new Error(`${file} is not plain JSON; please correct it, or delete it.`, { cause: error });
  }
}

function write(file: string, entries: readonly (readonly [string, unknown])[]): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(Object.fromEntries(entries), null, 2));
}
