/** What looking through a text for secrets costs, and showing what will be sent; and for how long the extension host does nothing else. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as immediate } from 'node:timers/promises';
import { manifestDocument, type ManifestTexts } from '../../../src/chat/answering/manifestDocument.js';
import type { PromptManifest } from '../../../src/chat/answering/promptManifest.js';
import type { EndpointId } from '../../../src/providers/endpoint.js';
import { findSecrets } from '../../../src/privacy/secretScan.js';
import { projectFolder } from '../../support/projectFolder.js';
import { median } from '../median.js';

export interface PrivacyCost {
  readonly what: string;
  /** Milliseconds of CPU, medians. */
  readonly cpu: number;
  /** The longest time without a turn for others, in milliseconds: the median of the rounds. */
  readonly longestBlock: number;
  /** `JSON.stringify` of the same text, in milliseconds of CPU. */
  readonly peer: number;
}

export async function measurePrivacyCost(rounds: number): Promise<readonly PrivacyCost[]> {
  const code = codeOf(5_000_000);
  const request = code.slice(0, 1_000_000);
  const { signal } = new AbortController();
  const finder = { find: (text: string) => findSecrets(text, undefined, signal) };
  return [
    await costOf('secret scan of 5 MB of code', code, rounds, () => findSecrets(code)),
    await costOf('preview of a request of 1 MB', request, rounds, () =>
      manifestDocument(manifestOf(request), { id: 'e', name: 'E', baseUrl: undefined }, finder, texts, signal),
    ),
  ];
}

/** Real code, as much as is wanted. */
function codeOf(length: number): string {
  const folder = path.join(projectFolder, 'node_modules', 'typescript', 'lib');
  const code = readFileSync(path.join(folder, 'typescript.js'), 'utf8');
  return code.repeat(Math.ceil(length / code.length)).slice(0, length);
}

async function costOf(what: string, text: string, rounds: number, work: () => Promise<unknown>): Promise<PrivacyCost> {
  const figures: { cpu: number; block: number; peer: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const begun = process.cpuUsage();
    const block = await longestBlock(work);
    const cpu = milliseconds(process.cpuUsage(begun));
    const begunPeer = process.cpuUsage();
    JSON.stringify(text);
    figures.push({ cpu, block, peer: milliseconds(process.cpuUsage(begunPeer)) });
  }
  const middle = (of: (figure: (typeof figures)[number]) => number): number => median(figures.map(of));
  return {
    what,
    cpu: middle(({ cpu }) => cpu),
    longestBlock: middle(({ block }) => block),
    peer: middle(({ peer }) => peer),
  };
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000;
}

/** How long, at the most, nothing else had its turn. */
async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  let [longest, last, isOver] = [0, performance.now(), false];
  const done = work().finally(() => (isOver = true));
  while (!isOver) {
    await immediate();
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }
  await done;
  return longest;
}

function manifestOf(text: string): PromptManifest {
  const part = { type: 'text', text } as const;
  return {
    selection: {
      ref: { endpoint: 'e' as EndpointId, model: 'm' },
      endpointName: 'E',
      vendor: 'openai',
      system: undefined,
      parameters: {},
    },
    entries: [{ origin: 'question', role: 'user', messageId: 'q', part }],
  };
}

const nothing = (): string => '';
const texts: ManifestTexts = {
  title: '',
  summary: () => [],
  systemPrompt: '',
  heading: nothing,
  details: nothing,
  secrets: nothing,
  withoutText: nothing,
  leftOutTitle: '',
  leftOut: nothing,
  nothing: '',
};
