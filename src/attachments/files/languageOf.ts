/** VS Code's ids of languages by the usual endings of files, for those that no editor has opened; an id that is its ending stands by itself. */
const languages: Readonly<Record<string, string>> = {
  bash: 'shellscript',
  bat: 'bat',
  c: 'c',
  cc: 'cpp',
  cjs: 'javascript',
  cpp: 'cpp',
  cs: 'csharp',
  css: 'css',
  cts: 'typescript',
  dart: 'dart',
  diff: 'diff',
  fs: 'fsharp',
  go: 'go',
  h: 'c',
  hpp: 'cpp',
  htm: 'html',
  html: 'html',
  ini: 'ini',
  java: 'java',
  js: 'javascript',
  json: 'json',
  jsonc: 'jsonc',
  jsx: 'javascriptreact',
  kt: 'kotlin',
  less: 'less',
  lua: 'lua',
  m: 'objective-c',
  md: 'markdown',
  mjs: 'javascript',
  mts: 'typescript',
  php: 'php',
  pl: 'perl',
  ps1: 'powershell',
  py: 'python',
  r: 'r',
  rb: 'ruby',
  rs: 'rust',
  scala: 'scala',
  scss: 'scss',
  sh: 'shellscript',
  sql: 'sql',
  svelte: 'svelte',
  svg: 'xml',
  swift: 'swift',
  toml: 'toml',
  ts: 'typescript',
  tsx: 'typescriptreact',
  vue: 'vue',
  xml: 'xml',
  yaml: 'yaml',
  yml: 'yaml',
  zsh: 'shellscript',
};

/** The language of a file by its name, if that tells. */
export function languageOf(name: string): string | undefined {
  const dot = name.lastIndexOf('.');
  if (dot < 0) return name === 'Dockerfile' ? 'dockerfile' : name === 'Makefile' ? 'makefile' : undefined;
  const ending = name.slice(dot + 1).toLowerCase();
  return Object.hasOwn(languages, ending) ? languages[ending] : undefined;
}

/** Whether the name says that it is a picture or a PDF of a kind that models take. */
export function isPictureOrPdf(name: string): boolean {
  return /\.(?:png|jpe?g|gif|webp|pdf)$/iu.test(name);
}
