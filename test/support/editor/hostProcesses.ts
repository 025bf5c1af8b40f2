import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

interface ProcessInfo {
  readonly id: number;
  readonly parentId: number;
  readonly command: string;
}

/** Ids of the extension-host processes among the descendants of a VS Code server, one per open window. */
export function extensionHostProcesses(serverProcessId: number): readonly number[] {
  const all = process.platform === 'linux' ? linuxProcesses() : otherProcesses();
  const family = new Set([serverProcessId]);
  // Parents are listed in no particular order: go round until nobody new is found.
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { id, parentId } of all) if (family.has(parentId)) family.add(id);
  }
  return all
    .filter(({ id, command }) => family.has(id) && command.includes('--type=extensionHost'))
    .map(({ id }) => id);
}

function linuxProcesses(): readonly ProcessInfo[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/stat`, 'utf8');
        // "id (name, which may hold anything) state parent …"
        const parentId = Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
        return [
          { id: Number(name), parentId, command: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') },
        ];
      } catch {
        // It ended in the meantime.
        return [];
      }
    });
}

function otherProcesses(): readonly ProcessInfo[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
      return match ? [{ id: Number(match[1]), parentId: Number(match[2]), command: match[3] ?? '' }] : [];
    });
}
