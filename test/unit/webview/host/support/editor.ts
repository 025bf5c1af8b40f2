import * as vscode from 'vscode';
/* eslint-disable */
const { stub } = vscode as any;
export const editor: {
  commands: unknown[][];
  opened: string[];
  clipboard: string;
  picks: any[];
  commandFailure: Error | undefined;
  makePanel: (...args: unknown[]) => unknown;
} = stub;
export function resetEditor(): void {
  editor.commands = [];
  editor.opened = [];
  editor.clipboard = '';
  editor.picks = [];
  editor.commandFailure = undefined;
}
