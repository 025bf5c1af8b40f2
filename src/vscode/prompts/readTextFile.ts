import * as vscode from 'vscode';

export type ReadText =
  | { readonly text: string; readonly bytes: number }
  | { readonly text?: undefined; readonly failure: 'file-too-large' | 'not-text' | 'unreadable' };

/**
 * A text file of any file system; what is on the screen where it is open with unsaved changes. Its size is looked at before it is read.
 * Never rejects.
 */
export async function readTextFile(uri: vscode.Uri, maximumBytes: number): Promise<ReadText> {
  const open = vscode.workspace.textDocuments.find(
    (document) => document.isDirty && document.uri.toString() === uri.toString(),
  );
  if (open !== undefined) {
    const text = open.getText();
    const bytes = Buffer.byteLength(text);
    return bytes > maximumBytes ? { failure: 'file-too-large' } : { text, bytes };
  }
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > maximumBytes) return { failure: 'file-too-large' };
    const content = await vscode.workspace.fs.readFile(uri);
    // It may have grown meanwhile, and devices have no size.
    if (content.byteLength > maximumBytes) return { failure: 'file-too-large' };
    const text = decode(content);
    return text === undefined ? { failure: 'not-text' } : { text, bytes: content.byteLength };
  } catch {
    return { failure: 'unreadable' };
  }
}

/** UTF-8, or UTF-16 where a byte order mark says so; `undefined` for what is no text. */
function decode(content: Uint8Array): string | undefined {
  const [first, second] = content;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(encoding, { ignoreBOM: false }).decode(content);
  return text.includes('\0') ? undefined : text;
}
