import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../projectFolder.js';

interface Manifest {
  readonly version: string;
  readonly engines: { readonly vscode: string };
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly default?: unknown; readonly scope?: string }>>;
    }[];
  };
}

/** The extension's package.json. */
export const manifest = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8')) as Manifest;
