import path from 'node:path';
import { build, type Metafile } from 'esbuild';
import { projectFolder } from '../support/projectFolder.js';

export interface Chunk {
  /** Absolute. */
  readonly file: string;
  /** Of itself and of everything it imports statically, without `loadedBefore`. */
  readonly bytes: number;
  /** What else it imports, and has been loaded when it is. Absolute. */
  readonly loadedBefore: readonly string[];
}

/** What dist holds, as esbuild reads it: who imports whom, at once or on demand. */
export class ChunkGraph {
  readonly #inputs: Metafile['inputs'];
  readonly #loadedAtStart: ReadonlySet<string>;

  private constructor(inputs: Metafile['inputs']) {
    this.#inputs = inputs;
    this.#loadedAtStart = this.#reachable('dist/extension.js');
  }

  /** Needs a finished build. */
  static async read(): Promise<ChunkGraph> {
    const { metafile } = await build({
      absWorkingDir: projectFolder,
      entryPoints: ['dist/extension.js'],
      bundle: true,
      format: 'esm',
      splitting: true,
      outdir: 'out',
      write: false,
      metafile: true,
      platform: 'node',
      external: ['vscode'],
      logLevel: 'error',
    });
    return new ChunkGraph(metafile.inputs);
  }

  /** The chunk that a dynamic import of the module of this name became. */
  find(moduleName: string): Chunk {
    const found = this.#chunkOf(moduleName);
    const absolute = (file: string): string => path.join(projectFolder, file);
    const needed = [...this.#reachable(found)];
    return {
      file: absolute(found),
      bytes: this.#bytesOf(needed),
      loadedBefore: needed.filter((file) => this.#loadedAtStart.has(file)).map(absolute),
    };
  }

  /** Bytes that all of these modules import, so that only the first of them pays. */
  sharedBytes(moduleNames: readonly string[]): number {
    const [first = new Set<string>(), ...others] = moduleNames.map((name) => this.#reachable(this.#chunkOf(name)));
    return this.#bytesOf([...first].filter((file) => others.every((needed) => needed.has(file))));
  }

  #chunkOf(moduleName: string): string {
    const found = Object.keys(this.#inputs).find((file) =>
      new RegExp(`^${moduleName}-[A-Z0-9]+\\.js$`).test(path.basename(file)),
    );
    if (found === undefined) throw new Error(`dist has no chunk of ${moduleName}.`);
    return found;
  }

  #bytesOf(files: readonly string[]): number {
    return files.reduce((sum, file) => sum + (this.#loadedAtStart.has(file) ? 0 : (this.#inputs[file]?.bytes ?? 0)), 0);
  }

  #reachable(entry: string): Set<string> {
    const seen = new Set([entry]);
    for (const file of seen) {
      for (const { path: imported, kind, external } of this.#inputs[file]?.imports ?? []) {
        if (kind === 'import-statement' && external !== true) seen.add(imported);
      }
    }
    return seen;
  }
}
