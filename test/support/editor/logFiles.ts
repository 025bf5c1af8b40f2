import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Everything a VS Code wrote into log files of this name below `logsFolder`, such as `SCOUT.log`: one per
 * start of a window, oldest first. Empty when there is none yet.
 */
export function readLogs(logsFolder: string, fileName: string): string {
  if (!existsSync(logsFolder)) return '';
  return readdirSync(logsFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === fileName)
    .map((file) => path.join(logsFolder, file))
    .sort((a, b) => statSync(a).birthtimeMs - statSync(b).birthtimeMs)
    .map((file) => readFileSync(file, 'utf8'))
    .join('');
}
