import path from 'node:path';
import ts from 'typescript';

/** What a mutation leaves unused is a matter of style, and no reason why it would not run. */
const style = { noUnusedLocals: false, noUnusedParameters: false };

/** Finds out which changes of a file compile, without writing them. */
export class Compiler {
  readonly #folder: string;
  readonly #service: ts.LanguageService;
  #changed: { readonly file: string; readonly text: string } | undefined;
  #version = 0;

  /** @param folder the project's, with its tsconfig.json */
  constructor(folder: string) {
    this.#folder = folder;
    const file = path.join(folder, 'tsconfig.json');
    const { config } = ts.readConfigFile(file, (name) => ts.sys.readFile(name)) as { config: unknown };
    const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, folder, style);
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => fileNames,
      getScriptVersion: (file) => (file === this.#changed?.file ? `changed ${this.#version}` : 'as it is'),
      getScriptSnapshot: (file) => {
        const text = file === this.#changed?.file ? this.#changed.text : ts.sys.readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => folder,
      getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
      fileExists: (file) => ts.sys.fileExists(file),
      readFile: (file) => ts.sys.readFile(file),
      readDirectory: (...parameters) => ts.sys.readDirectory(...parameters),
      directoryExists: (name) => ts.sys.directoryExists(name),
      getDirectories: (name) => ts.sys.getDirectories(name),
      realpath: (name) => ts.sys.realpath?.(name) ?? name,
    });
  }

  /** Whether the file, relative to the project, compiles with this text. What it does to other files is not looked at. */
  accepts(file: string, text: string): boolean {
    this.#changed = { file: path.posix.join(this.#folder.replaceAll(path.sep, '/'), file), text };
    this.#version += 1;
    const { file: name } = this.#changed;
    return this.#service.getSyntacticDiagnostics(name).length + this.#service.getSemanticDiagnostics(name).length === 0;
  }
}
