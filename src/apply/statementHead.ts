import { declarationOf } from './declaration.js';

/**
 * What a statement is about, so that two with the same one exclude each other: what is declared, assigned or named by a key or called, or that
 * something is returned. For others the line itself.
 */
export function statementHead(line: string): string {
  const trimmed = line.trim();
  // What is that long is no statement that two places have in another form.
  if (trimmed.length > 400) return trimmed;
  const declaration = declarationOf(line);
  if (declaration !== undefined) return `declare ${declaration.name}`;
  const word = /^(?:return|throw|raise|break|continue|yield|module\.exports|export default)\b/.exec(trimmed)?.[0];
  if (word !== undefined) return word;
  const imported = /^(?:import|from|export)\b.*?(['"][^'"]+['"]|[\w.]+)\s*;?$/.exec(trimmed);
  if (imported !== null) return /['"]/.test(imported[1] ?? '') ? `import ${imported[1] ?? ''}` : trimmed;
  const bare = trimmed.replace(/^- /, '');
  const target =
    /^(?:(?:const|let|var|val|my|local|static|final|int|string|bool|auto)\s+)?(["']?[\w$.@[\]-]+["']?)\s*(?::(?!:)|[-+*/|&]?=(?!=)|:=)/.exec(
      bare,
    )?.[1];
  if (target !== undefined) return `set ${target}`;
  const called = /^(?:await\s+)?([\w$.@]+)[!?]?\(/.exec(bare)?.[1] ?? /^<\/?([\w.:-]+)/.exec(bare)?.[1];
  return called === undefined ? trimmed : `call ${called}`;
}
