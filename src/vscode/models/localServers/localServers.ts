import * as v from 'valibot';
import { labelOf } from '../../../core/text/labelOf.js';
import { presets } from '../../../providers/presets.js';
import { withoutLogin } from '../../../core/text/withoutLogin.js';

/** A server with OpenAI's API. */
export interface ModelServer {
  /** With the version, as the setting takes it. */
  readonly baseUrl: string;
  readonly models: readonly string[];
  /** It tells its models to nobody without a key. */
  readonly wantsKey?: true;
}

/** One on this machine. */
export interface LocalServer extends ModelServer {
  /** The program that usually listens there. */
  readonly name: string;
}

/** Why there is no list of models: nobody answered, or something else than such a list came. */
export type NoModels = 'no-answer' | 'no-list';

/** Where the usual programs listen unless they are told otherwise. */
export const localPorts = presets.flatMap(({ localPort: port, name }) => (port === undefined ? [] : [{ port, name }]));

const timeoutMs = 3_000;
/** Where the user has named the address, it may be far away. */
const namedTimeoutMs = 10_000;
const maxBytes = 1_000_000;
const maxModels = 1_000;

const longestId = 256;

const modelList = v.object({ data: v.array(v.object({ id: v.pipe(v.string(), v.nonEmpty(), v.maxLength(500)) })) });

/**
 * Asks the loopback interface's usual ports for their models, without any key. Ports where nothing, or
 * something else, answers are left out. Rejects only when `signal` is aborted.
 */
export async function findLocalServers(signal: AbortSignal): Promise<readonly LocalServer[]> {
  const found = await Promise.all(
    localPorts.map(async ({ port, name }) => {
      const baseUrl = `http://127.0.0.1:${port}/v1`;
      const models = await ask(baseUrl, timeoutMs, signal);
      return typeof models === 'string' ? undefined : { name, baseUrl, models };
    }),
  );
  signal.throwIfAborted();
  return found.filter((server) => server !== undefined);
}

/**
 * Asks one address for its models, without any key, user or password. Where it has no path, and only what is below `/v1` has
 * a list, or both want a key, the version is added. Rejects only when `signal` is aborted.
 *
 * @param address a valid one, without a slash at its end
 */
export async function askServer(address: string, signal: AbortSignal): Promise<ModelServer | NoModels> {
  const candidates = hasPath(address) ? [address] : [address, `${address}/v1`];
  const answers = await Promise.all(
    candidates.map(async (baseUrl) => ({ baseUrl, models: await ask(baseUrl, namedTimeoutMs, signal) })),
  );
  signal.throwIfAborted();
  for (const { baseUrl, models } of answers) if (typeof models !== 'string') return { baseUrl, models };
  const guarded = answers.findLast(({ models }) => models === 'wants-key');
  if (guarded !== undefined) return { baseUrl: guarded.baseUrl, models: [], wantsKey: true };
  return answers.some(({ models }) => models === 'no-list') ? 'no-list' : 'no-answer';
}

function hasPath(address: string): boolean {
  const { pathname, search, hash } = new URL(address);
  return pathname !== '/' || search !== '' || hash !== '';
}

async function ask(
  baseUrl: string,
  timeout: number,
  signal: AbortSignal,
): Promise<readonly string[] | NoModels | 'wants-key'> {
  let isThere = false;
  try {
    // `fetch` refuses user and password.
    const response = await fetch(withoutLogin(new URL(`${baseUrl}/models`)).href, {
      redirect: 'manual',
      credentials: 'omit',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
    });
    isThere = true;
    if (!response.ok) {
      await response.body?.cancel();
      return response.status === 401 ? 'wants-key' : 'no-list';
    }
    const { data } = v.parse(modelList, JSON.parse(await readAtMost(response, maxBytes)));
    // An id that cannot be shown as it is would hide what is asked for.
    const models = data.map(({ id }) => id).filter((id) => labelOf(id, longestId) === id);
    return models.slice(0, maxModels);
  } catch {
    // Nobody there, or no server of this kind: whatever else runs on a machine may listen on such a port.
    return isThere ? 'no-list' : 'no-answer';
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
