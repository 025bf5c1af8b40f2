import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  'security.workspace.trust.enabled': false,
};

/** What tests leave out in addition: it costs time and has nothing to do with SCOUT. */
export const testSettings: SettingValues = { 'chat.disableAIFeatures': true, 'git.enabled': false };

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

/**
 * Writes the settings of a served VS Code below `dataFolder/data`. A remote editor takes machine-scoped
 * settings, such as a base URL, from another file than the user's: each goes where it is read.
 */
export function writeServerSettings(dataFolder: string, extensionFolder: string, settings: SettingValues): void {
  const machineScoped = machineScopedSettings(extensionFolder);
  const entries = Object.entries({ ...quietSettings, ...settings });
  write(path.join(dataFolder, 'data', 'User'), entries.filter(([name]) => !machineScoped.has(name)));
  write(path.join(dataFolder, 'data', 'Machine'), entries.filter(([name]) => machineScoped.has(name)));
}

/** Writes the settings of a desktop VS Code started with `--user-data-dir`: one file holds them all. */
export function writeDesktopSettings(dataFolder: string, settings: SettingValues): void {
  write(path.join(dataFolder, 'User'), Object.entries({ ...quietSettings, ...settings }));
}

function write(folder: string, entries: readonly (readonly [string, unknown])[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(Object.fromEntries(entries), null, 2));
}

interface Manifest {
  readonly contributes?: { readonly configuration?: ConfigurationSection | readonly ConfigurationSection[] };
}

interface ConfigurationSection {
  readonly properties?: Readonly<Record<string, { readonly scope?: string }>>;
}

function machineScopedSettings(extensionFolder: string): ReadonlySet<string> {
  const manifest = JSON.parse(readFileSync(path.join(extensionFolder, 'package.json'), 'utf8')) as Manifest;
  const sections = [manifest.contributes?.configuration ?? []].flat();
  const properties = sections.flatMap((section) => Object.entries(section.properties ?? {}));
  return new Set(properties.filter(([, { scope }]) => scope?.startsWith('machine')).map(([name]) => name));
}
