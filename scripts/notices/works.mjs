/**
 * What the package contains and no licence file in node_modules covers: works inside other packages, and what was copied
 * into our sources (Codicons: the outlines of the view's icons; genai-prices: the table of models). `within` is the npm package that brings the work; for one that has no licence file, its own name.
 * `file` lies in `texts`.
 */
export const works = [
  {
    name: 'SQLite',
    within: 'sql.js',
    licence: 'blessing',
    source: 'https://sqlite.org/copyright.html',
    file: 'sqlite.txt',
  },
  {
    name: 'Emscripten',
    within: 'sql.js',
    licence: 'MIT OR NCSA',
    source: 'https://github.com/emscripten-core/emscripten/blob/main/LICENSE',
    file: 'emscripten.txt',
  },
  {
    name: 'musl',
    within: 'sql.js',
    licence: 'MIT',
    source: 'https://git.musl-libc.org/cgit/musl/tree/COPYRIGHT',
    file: 'musl.txt',
  },
  {
    name: 'partial-json-parser',
    within: '@anthropic-ai/sdk',
    licence: 'MIT',
    source: 'https://www.npmjs.com/package/partial-json-parser',
    file: 'partial-json-parser.txt',
  },
  {
    name: 'Codicons',
    licence: 'CC-BY-4.0',
    source: 'https://github.com/microsoft/vscode-codicons',
    file: 'codicons.txt',
  },
  {
    name: 'genai-prices',
    licence: 'MIT',
    source: 'https://github.com/pydantic/genai-prices',
    file: 'genai-prices.txt',
  },
];
