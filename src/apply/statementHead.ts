import { declarationOf } from './declaration.js';

/**
 * What a statement is about, so that two with the same one exclude each other: what is declared, assigned or named by a key, or that
 * something is returned. For others the line itself.
 */
export function statementHead(line: string): string {
  const trimmed = line.trim();
  const declaration = declarationOf(line);
  if (declaration !== undefined) return `declare ${declaration.name}`;
  const word = /^(?:return|throw|raise|break|continue|yield|module\.exports|export default)\b/.exec(trimmed)?.[0];
  if (word !== undefined) return word;
  const imported = /^(?:import|from|export)\b.*?(['"][^'"]+['"]|[\w.]+)\s*;?$/.exec(trimmed);
  if (imported !== null) return /['"]/.test(imported[1] ?? '') ? `import ${imported[1] ?? ''}` : trimmed;
  const target =
    /^(?:(?:const|let|var|val|my|local|static|final|int|string|bool|auto)\s+)?(["']?[\w$.@[\]-]+["']?)\s*(?::(?!:)|[-+*/|&]?=(?!=)|:=)/.exec(
      trimmed,
    )?.[1];
  return target === undefined ? trimmed : `set ${target}`;
}
