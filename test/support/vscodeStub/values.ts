import { URI, Utils } from 'vscode-uri';
import type * as vscode from 'vscode';

/** VS Code's own implementation, published by its authors; there `joinPath` is a function beside the class. */
export const Uri: typeof vscode.Uri = Object.assign(URI, { joinPath: Utils.joinPath });

export class ThemeIcon implements vscode.ThemeIcon {
  readonly id: string;
  readonly color: vscode.ThemeColor | undefined;

  constructor(id: string, color?: vscode.ThemeColor) {
    this.id = id;
    this.color = color;
  }
}

export const ConfigurationTarget: Enum<typeof vscode.ConfigurationTarget> = {
  Global: 1,
  Workspace: 2,
  WorkspaceFolder: 3,
};
export const FileType: Enum<typeof vscode.FileType> = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 };
export const FilePermission: Enum<typeof vscode.FilePermission> = { Readonly: 1 };

/** The factories that SCOUT uses. */
export class FileSystemError extends Error {
  readonly code: string;

  constructor(messageOrUri: string | vscode.Uri = '', code = 'Unknown') {
    super(typeof messageOrUri === 'string' ? messageOrUri : messageOrUri.toString());
    this.name = `${code} (FileSystemError)`;
    this.code = code;
  }

  static FileNotFound = (messageOrUri?: string | vscode.Uri): FileSystemError =>
    new FileSystemError(messageOrUri, 'FileNotFound');
  static FileNotADirectory = (messageOrUri?: string | vscode.Uri): FileSystemError =>
    new FileSystemError(messageOrUri, 'FileNotADirectory');
  static NoPermissions = (messageOrUri?: string | vscode.Uri): FileSystemError =>
    new FileSystemError(messageOrUri, 'NoPermissions');
}
export const LogLevel: Enum<typeof vscode.LogLevel> = { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 };
export const ProgressLocation: Enum<typeof vscode.ProgressLocation> = {
  SourceControl: 1,
  Window: 10,
  Notification: 15,
};
export const QuickInputButtons: Pick<typeof vscode.QuickInputButtons, 'Back'> = {
  Back: { iconPath: { id: 'back' }, tooltip: 'Back' },
};

export const QuickPickItemKind: Enum<typeof vscode.QuickPickItemKind> = { Separator: -1, Default: 0 };
export const StatusBarAlignment: Enum<typeof vscode.StatusBarAlignment> = { Left: 1, Right: 2 };
export const ViewColumn: Enum<typeof vscode.ViewColumn> = {
  Active: -1,
  Beside: -2,
  One: 1,
  Two: 2,
  Three: 3,
  Four: 4,
  Five: 5,
  Six: 6,
  Seven: 7,
  Eight: 8,
  Nine: 9,
};

/** The members of an enum, without the names that TypeScript can look up by their numbers. */
type Enum<E> = { readonly [Member in keyof E as Member extends string ? Member : never]: E[Member] };

export class CodeActionKind {
  static readonly QuickFix = new CodeActionKind('quickfix');
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }
}

export class CodeAction {
  readonly title: string;
  readonly kind: CodeActionKind | undefined;

  constructor(title: string, kind?: CodeActionKind) {
    this.title = title;
    this.kind = kind;
  }
}
