import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { InitSqlJsStatic, SqlJsStatic } from 'sql.js';

/**
 * Loads sql.js from a folder that holds `sql-wasm.wasm` and either `sql-wasm.cjs` (as SCOUT ships it: its
 * own package is one of ES modules) or `sql-wasm.js` (as the sql.js package names it).
 */
export async function loadSqlJs(directory: string): Promise<SqlJsStatic> {
  const require = createRequire(import.meta.url);
  const script = ['sql-wasm.cjs', 'sql-wasm.js']
    .map((name) => path.join(directory, name))
    .find((file) => existsSync(file));
  if (script === undefined) throw new Error(`sql.js is missing from ${directory}.`);
  const initialise = require(script) as InitSqlJsStatic;
  const wasm = readFileSync(path.join(directory, 'sql-wasm.wasm'));
  return initialise({ wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) });
}
