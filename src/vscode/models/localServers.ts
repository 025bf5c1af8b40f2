import * as v from 'valibot';
import { labelOf } from '../../core/text/labelOf.js';

/** A server with OpenAI's API on this machine. */
export interface LocalServer {
  /** The program that usually listens there. */
  readonly name: string;
  /** With the version, as the setting takes it. */
  readonly baseUrl: string;
  readonly models: readonly string[];
}

/** Where the usual programs listen unless they are told otherwise. */
export const localPorts = [
  { port: 11434, name: 'Ollama' },
  { port: 1234, name: 'LM Studio' },
  { port: 8080, name: 'llama.cpp' },
  { port: 8000, name: 'vLLM' },
] as const;

const timeoutMs = 3_000;
const maxBytes = 1_000_000;
const maxModels = 1_000;

const longestId = 256;

const modelList = v.object({ data: v.array(v.object({ id: v.pipe(v.string(), v.nonEmpty(), v.maxLength(500)) })) });

/**
 * Asks the loopback interface's usual ports for their models, without any key. Ports where nothing, or
 * something else, answers are left out. Rejects only when `signal` is aborted.
 */
export async function findLocalServers(signal: AbortSignal): Promise<readonly LocalServer[]> {
  const found = await Promise.all(localPorts.map((entry) => ask(entry, signal)));
  signal.throwIfAborted();
  return found.filter((server) => server !== undefined);
}

async function ask({ port, name }: (typeof localPorts)[number], signal: AbortSignal): Promise<LocalServer | undefined> {
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  try {
    const response = await fetch(`${baseUrl}/models`, {
      redirect: 'error',
      credentials: 'omit',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    if (!response.ok) {
      await response.body?.cancel();
      return undefined;
    }
    const { data } = v.parse(modelList, JSON.parse(await readAtMost(response, maxBytes)));
    // An id that cannot be shown as it is would hide what is asked for.
    const models = data.map(({ id }) => id).filter((id) => labelOf(id, longestId) === id);
    return { name, baseUrl, models: models.slice(0, maxModels) };
  } catch {
    // Nobody there, or no server of this kind: whatever else runs on a machine may listen on such a port.
    return undefined;
  }
}

/** @throws RangeError when the body is longer. */
async function readAtMost(response: Response, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).byteLength;
    if (size > limit) throw new RangeError('The answer is too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
