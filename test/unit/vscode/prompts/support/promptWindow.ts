import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { ScoutError } from '../../../../../src/core/errors.js';
import type { AttachmentPart } from '../../../../../src/core/message.js';
import type { Endpoint, EndpointId } from '../../../../../src/providers/endpoint.js';
import type { UsedEditor } from '../../../../../src/vscode/context/editor/editorInUse.js';
import { EditorPromptSource } from '../../../../../src/vscode/prompts/editorPromptSource.js';
import { PromptIndex } from '../../../../../src/vscode/prompts/promptIndex.js';
import { PromptLibrary } from '../../../../../src/vscode/prompts/promptLibrary.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';

/** A window with folders of real prompt files. What is attached is only written down. */
export class PromptWindow {
  readonly #home = process.env['HOME'];
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'scout-prompts-'));
  readonly own = vscode.Uri.file(path.join(this.folder, 'own'));
  readonly index = new PromptIndex(this.own, (error) => {
    throw error;
  });
  readonly library = new PromptLibrary(this.own, this.index);
  /** What was captured, by candidate or URI; what is named here cannot be. */
  readonly captured: string[] = [];
  readonly failing = new Set<string>();
  /** What the user will not have attached. */
  readonly declined = new Set<string>();
  /** The editor in use. */
  editor: UsedEditor | undefined;
  current: EndpointId | undefined;
  readonly models: Record<string, readonly { readonly id: string; readonly displayName: string }[]> = {};
  readonly source = new EditorPromptSource({
    index: this.index,
    attachments: {
      capture: (id) => this.#capture(id),
      captureUris: (uris) => this.#capture(uris.join(' ')),
    },
    editor: editorOf(() => this.editor),
    catalogue: { known: ({ id }) => Promise.resolve({ models: this.models[id] ?? [], isFresh: true }) },
    usableEndpoints: () =>
      Promise.resolve(Object.keys(this.models).map((id) => ({ id, settingKey: id }) as unknown as Endpoint)),
    currentEndpoint: () => this.current,
  });

  constructor() {
    process.env['HOME'] = path.join(this.folder, 'home');
    vscodeStub.openFolders(this.uri('work'));
  }

  uri(...names: readonly string[]): vscode.Uri {
    return vscode.Uri.file(path.join(this.folder, ...names));
  }

  /** Writes a file below the window's temporary folder. */
  write(name: string, content: string | Uint8Array): vscode.Uri {
    const file = path.join(this.folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return vscode.Uri.file(file);
  }

  /** Opens a file of the workspace. @param lines the first and the last that are selected */
  open(name: string, lines?: readonly [number, number]): void {
    const uri = this.write(name, 'code\n');
    const selections = lines === undefined ? [] : [new vscode.Range(lines[0] - 1, 0, lines[1] - 1, 1)];
    this.editor = { document: { uri } as vscode.TextDocument, selections };
  }

  /** Of each prompt its name and what tells it apart. */
  async listed(query = ''): Promise<readonly string[]> {
    const found = await this.source.find(query, new AbortController().signal);
    return found.filter(({ origin }) => origin !== 'builtIn').map(({ name, description }) => `${name}: ${description}`);
  }

  async accept(name: string, argument?: string): ReturnType<EditorPromptSource['accept']> {
    const { id } = (await this.source.commandOf(`/${name}`)) ?? { id: '' };
    return this.source.accept(id, new AbortController().signal, argument);
  }

  dispose(): void {
    this.index.dispose();
    if (this.#home === undefined) delete process.env['HOME'];
    else process.env['HOME'] = this.#home;
    rmSync(this.folder, { recursive: true, force: true });
  }

  #capture(id: string): Promise<readonly AttachmentPart[]> {
    const name = id.replace(vscode.Uri.file(this.folder).toString(), '');
    this.captured.push(name);
    if (this.failing.has(name)) return Promise.reject(new ScoutError('unsupported-input', 'It is gone.'));
    if (this.declined.has(name)) return Promise.resolve([]);
    const part = {
      type: 'attachment',
      id,
      kind: name.startsWith('selection') ? 'selection' : 'file',
      label: path.posix.basename(name),
      uri: id,
    };
    return Promise.resolve([
      { ...part, ...(name.startsWith('selection') && { range: { start: 3, end: 9 } }) } as unknown as AttachmentPart,
    ]);
  }
}

function editorOf(current: () => UsedEditor | undefined): { readonly current: UsedEditor | undefined } {
  return {
    get current() {
      return current();
    },
  };
}
