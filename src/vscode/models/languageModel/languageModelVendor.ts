import type * as vscode from 'vscode';
import type { Vendor } from '../../../providers/provider.js';
import { LanguageModelAccess } from './languageModelAccess.js';

/**
 * The models that VS Code offers to extensions, as one more entry for the provider manager. VS Code is asked nothing before the first call.
 * @param information read when it is first needed: VS Code then notes that SCOUT may want to use models
 */
export function languageModelVendor(information: () => vscode.LanguageModelAccessInformation): Vendor<'vscode'> {
  const access = new LanguageModelAccess(information);
  return {
    id: 'vscode',
    name: 'VS Code',
    load: async () => {
      const { createLanguageModelProvider } = await import('./languageModelProvider.js');
      return { createProvider: (options) => createLanguageModelProvider(options, access) };
    },
  };
}
