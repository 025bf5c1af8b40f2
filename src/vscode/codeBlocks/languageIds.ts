import * as vscode from 'vscode';

/** What models write behind a fence, where VS Code has another word for it. */
const languageIds: Readonly<Record<string, string>> = {
  'c++': 'cpp',
  bash: 'shellscript',
  cjs: 'javascript',
  console: 'shellscript',
  cs: 'csharp',
  cts: 'typescript',
  docker: 'dockerfile',
  golang: 'go',
  js: 'javascript',
  jsx: 'javascriptreact',
  kt: 'kotlin',
  make: 'makefile',
  md: 'markdown',
  mjs: 'javascript',
  mts: 'typescript',
  node: 'javascript',
  objc: 'objective-c',
  patch: 'diff',
  ps1: 'powershell',
  pwsh: 'powershell',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  sh: 'shellscript',
  shell: 'shellscript',
  text: 'plaintext',
  ts: 'typescript',
  tsx: 'typescriptreact',
  txt: 'plaintext',
  yml: 'yaml',
  zsh: 'shellscript',
};

/** VS Code's id of a language, as the word behind a fence has it; `undefined` for one that VS Code does not know. */
export async function languageIdOf(word: string | undefined): Promise<string | undefined> {
  if (word === undefined || word === '') return undefined;
  const id = languageIds[word.toLowerCase()] ?? word.toLowerCase();
  return (await vscode.languages.getLanguages()).includes(id) ? id : undefined;
}
