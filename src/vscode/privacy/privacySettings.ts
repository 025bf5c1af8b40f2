import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { LocalOnlyRules } from '../../privacy/localOnly.js';
import { allValuesOf, localHostsSetting } from '../configuration/settings.js';

/** The rules in force: the user's, and those that the workspace adds, also where it is not trusted. It can take none away. */
export function localOnlyRules(): LocalOnlyRules {
  return new LocalOnlyRules({
    // A single pattern that is not in a list is meant as a rule; whatever else stands there refuses.
    rules: allValuesOf('privacy.localOnly').flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value])),
    localHosts: localHostsSetting(),
    folders: (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString()),
    home: homedir(),
  });
}
