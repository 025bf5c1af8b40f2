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

/**
 * Writes the settings of a served VS Code below `dataFolder/data`. A remote editor takes machine-scoped
 * settings, such as a base URL, from another file than the user's: each goes where it is read.
 */
export function writeServerSettings(dataFolder: string, extensionFolder: string, settings: SettingValues): void {
  const machineScoped = machineScopedSettings(extensionFolder);
  const entries = Object.entries({ ...quietSettings, ...settings });
  const { user, machine } = serverFiles(dataFolder);
  write(
    user,
    entries.filter(([name]) => !machineScoped.has(name)),
  );
  write(
    machine,
    entries.filter(([name]) => machineScoped.has(name)),
  );
}

/**
 * Changes the machine-scoped settings of a served VS Code and leaves the rest as the user has it; the first
 * time, a quiet editor. Throws when the file was edited into something that is not JSON.
 */
export function changeMachineSettings(dataFolder: string, change: (settings: SettingValues) => SettingValues): void {
  const { user, machine } = serverFiles(dataFolder);
  if (!existsSync(user)) write(user, Object.entries(startSettings));
  write(machine, Object.entries(change(read(machine))));
}

/** The same for a desktop VS Code started with `--user-data-dir`: one file holds all settings. */
export function changeDesktopSettings(dataFolder: string, change: (settings: SettingValues) => SettingValues): void {
  const file = path.join(dataFolder, 'User', 'settings.json');
  write(file, Object.entries(change(existsSync(file) ? read(file) : startSettings)));
}

function serverFiles(dataFolder: string): { readonly user: string; readonly machine: string } {
  const file = (kind: string): string => path.join(dataFolder, 'data', kind, 'settings.json');
  return { user: file('User'), machine: file('Machine') };
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
