/**
 * How much SCOUT costs before it is used: VS Code's own activation figures and the memory of the extension
 * host, against an extension that does nothing. Fresh starts of both alternate in one run.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { scoutExtensionId } from '../support/editor/scoutErrors.js';
import { projectFolder } from '../support/projectFolder.js';
import { runServedVsCode } from '../support/servedVsCode.js';
import { median } from './median.js';

interface Figures {
  /** Milliseconds, as VS Code gives them. */
  readonly loadCode: number;
  readonly callActivate: number;
  readonly finishActivate: number;
  /** Bytes, some seconds after activation. */
  readonly rss: number;
  readonly heapUsed: number;
  readonly vscode: string;
}

export interface ActivationReport {
  readonly rounds: number;
  readonly vscode: string;
  readonly scout: Omit<Figures, 'vscode'>;
  readonly control: Omit<Figures, 'vscode'>;
  /** (Load + Call + Finish) of SCOUT over that of the control. */
  readonly ratioLoadAndFinish: number;
  readonly ratioAll: number;
  /** Medians' difference, in MiB. */
  readonly memoryAboveControl: number;
  readonly heapAboveControl: number;
}

const subjects = {
  scout: { id: scoutExtensionId, folder: projectFolder },
  control: { id: 'scout.scout-control', folder: path.join(projectFolder, 'test', 'bench', 'control') },
};

/** Starts VS Code `rounds` times with each. */
export async function measureActivation(rounds: number): Promise<ActivationReport> {
  const figures: Record<keyof typeof subjects, Figures[]> = { scout: [], control: [] };
  for (let round = 0; round < rounds; round++) {
    for (const name of ['scout', 'control'] as const)
      figures[name].push(await startWith(subjects[name].id, subjects[name].folder));
  }
  const [scout, control] = [medians(figures.scout), medians(figures.control)];
  const mebibytes = (bytes: number): number => bytes / 2 ** 20;
  return {
    rounds,
    vscode: figures.scout[0]?.vscode ?? '',
    scout,
    control,
    ratioLoadAndFinish: (scout.loadCode + scout.finishActivate) / (control.loadCode + control.finishActivate),
    ratioAll: sum(scout) / sum(control),
    memoryAboveControl: mebibytes(scout.rss - control.rss),
    heapAboveControl: mebibytes(scout.heapUsed - control.heapUsed),
  };
}

async function startWith(id: string, extensionFolder: string): Promise<Figures> {
  const workFolder = mkdtempSync(path.join(tmpdir(), 'scout-bench-'));
  const result = path.join(workFolder, 'figures.json');
  mkdirSync(path.join(workFolder, 'workspace'));
  // The server, and so the extension host, takes its environment from this process.
  process.env['SCOUT_BENCH_EXTENSION'] = id;
  process.env['SCOUT_BENCH_RESULT'] = result;
  const code = await runServedVsCode([
    `--extensionDevelopmentPath=${extensionFolder}`,
    `--extensionTestsPath=${path.join(projectFolder, 'test', 'bench', 'activationFigures.mjs')}`,
    path.join(workFolder, 'workspace'),
  ]);
  if (code !== 0) throw new Error(`The figures of ${id} could not be taken.`);
  const figures = JSON.parse(readFileSync(result, 'utf8')) as Figures;
  rmSync(workFolder, { recursive: true, force: true });
  return figures;
}

function medians(all: readonly Figures[]): Omit<Figures, 'vscode'> {
  return {
    loadCode: median(all.map(({ loadCode }) => loadCode)),
    callActivate: median(all.map(({ callActivate }) => callActivate)),
    finishActivate: median(all.map(({ finishActivate }) => finishActivate)),
    rss: median(all.map(({ rss }) => rss)),
    heapUsed: median(all.map(({ heapUsed }) => heapUsed)),
  };
}

function sum({ loadCode, callActivate, finishActivate }: Omit<Figures, 'vscode'>): number {
  return loadCode + callActivate + finishActivate;
}
