/**
 * What 5,000 models of OpenRouter's kind cost from the server's answer to the rows of the list, and for how long nothing else has a turn.
 * Beside it, in turns, a bare `fetch` that parses the same answer as a whole.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { silentLogger } from '../../../src/core/logger.js';
import { createFactLookup } from '../../../src/models/facts/modelFacts.js';
import { builtInTable } from '../../../src/models/facts/modelTable.js';
import { ModelListCache } from '../../../src/models/modelListCache.js';
import type { ChatProvider, ModelInfo } from '../../../src/providers/provider.js';
import { createProvider } from '../../../src/providers/vendors/compatible/compatible.js';
import { MemoryUsers } from '../../support/memoryUsers.js';
import { projectFolder } from '../../support/projectFolder.js';
import { registerVscodeStub } from '../../support/vscodeStub/registerHook.js';
import { LocalUserPreferences } from '../../../src/profile/localUserPreferences.js';
import { median } from '../median.js';
import { turnsOf, type Turns } from './longestTurn.js';

export interface ModelListReport {
  readonly models: number;
  readonly rounds: number;
  /** Of the server's answer, and of what is cached of it as JSON. */
  readonly bytes: number;
  readonly keptBytes: number;
  /** Medians of all rounds, by what is done. */
  readonly steps: readonly ({ readonly what: string } & Turns)[];
}

export async function measureModelLists(models: number, rounds: number): Promise<ModelListReport> {
  const program = path.join(projectFolder, 'test/bench/providers/modelListServer.ts');
  const server = spawn(process.execPath, ['--import', 'tsx', program, String(models)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = (await once(createInterface(server.stdout), 'line')) as [string];
    const [baseUrl = '', bytes] = line.split(' ');
    const provider = createProvider({ apiKey: 'k', baseUrl, idleTimeoutMs: 30_000, logger: silentLogger });
    const listed = await provider.listModels(new AbortController().signal);
    if (listed.length !== models) throw new Error('The list was not read whole.');
    const steps = await stepsOf(baseUrl, provider, listed);
    const taken = new Map(steps.map(({ what }) => [what, [] as Turns[]]));
    for (let round = -1; round < rounds; round++) {
      for (const { what, run } of steps) {
        const turns = await turnsOf(run);
        // The first round warms connections and compiler.
        if (round >= 0) taken.get(what)!.push(turns);
      }
    }
    await provider.dispose();
    const keptBytes = JSON.stringify(listed).length;
    return { models, rounds, bytes: Number(bytes), keptBytes, steps: [...taken].map(mediansOf) };
  } finally {
    server.kill();
    await once(server, 'exit');
  }
}

interface Step {
  readonly what: string;
  readonly run: () => unknown;
}

async function stepsOf(
  baseUrl: string,
  provider: ChatProvider,
  listed: readonly ModelInfo[],
): Promise<readonly Step[]> {
  registerVscodeStub();
  const { modelRows } = await import('../../../src/vscode/models/picker/modelRows.js');
  const { rowButtons } = await import('../../../src/vscode/models/picker/modelRowButtons.js');
  const cache = new ModelListCache(new LocalUserPreferences(new MemoryUsers(), 'ada', silentLogger));
  await cache.setList('gateway', { source: baseUrl, fetchedAt: Date.now(), models: listed });
  const facts = createFactLookup({ listed, table: await builtInTable.get(), settings: new Map(), baseUrl });
  const one = {
    endpoint: { id: 'gateway', name: 'Gateway', vendor: 'compatible' },
    keyState: '',
    missing: undefined,
    models: listed,
    facts,
    problems: [],
    isFresh: true,
    failure: undefined,
  };
  const lists = {
    servers: [],
    favourites: [],
    recent: [],
    hidden: [],
    needs: [],
    showsHidden: false,
    current: undefined,
  };
  const contents = { endpoints: [one], ...lists } as unknown as Parameters<typeof modelRows>[0];
  return [
    { what: 'SCOUT reads the server’s list', run: () => provider.listModels(new AbortController().signal) },
    {
      what: 'a bare `fetch` parses it',
      run: async () => JSON.parse(await (await fetch(`${baseUrl}/models`)).text()) as unknown,
    },
    { what: 'SCOUT reads the cached list', run: () => cache.list('gateway') },
    { what: 'SCOUT makes the rows of the list', run: () => modelRows(contents, rowButtons(), Date.now()) },
  ];
}

function mediansOf([what, all]: readonly [string, readonly Turns[]]): { readonly what: string } & Turns {
  const of = (name: keyof Turns): number => median(all.map((turns) => turns[name]));
  return { what, elapsed: of('elapsed'), cpu: of('cpu'), longest: of('longest') };
}
