import * as vscode from 'vscode';
import { isCancellation, toScoutError, type ErrorCode } from '../../core/errors.js';
import type { Endpoint } from '../../providers/endpoint.js';
import type { ChatProvider, ModelInfo } from '../../providers/provider.js';
import type { ProviderManager } from '../../providers/providerManager.js';
import { hostOf, webAddress, type Connections } from '../models/connections.js';
import { answerTo, reachServer, type ReachStep } from './reachServer.js';

/** What is tested, in this order. */
export type TestStep = ReachStep | 'key' | 'model';

export type TestOutcome = TestFailure | TestSuccess;

export interface TestFailure {
  readonly step: TestStep;
  readonly reason: string;
  /** Absent where no request with the key was sent yet. */
  readonly code?: ErrorCode;
}

export interface TestSuccess {
  readonly step: undefined;
  /** `untested`: the server lists its models for everybody, so its list says nothing of the key. `none`: no secret is sent. */
  readonly key: 'right' | 'none' | 'untested';
  /** What answered: a model, or the list, with so many. */
  readonly answered: { readonly model: string } | { readonly models: number };
}

export interface EndpointTestDependencies {
  readonly connections: Connections;
  readonly manager: ProviderManager;
}

/**
 * Tests an endpoint step by step: its address without the key, then key and model. Lists are free; a model is asked for one word where
 * the list does not tell enough: where it is written by hand, where the model in use is not in it, and where it is open to everybody. The
 * request is closed at its first sign of life.
 * @param model that is in use with the endpoint; `undefined`: none
 * @throws only `AbortError`
 */
export async function testEndpointSteps(
  endpoint: Endpoint,
  model: string | undefined,
  { connections, manager }: EndpointTestDependencies,
  signal: AbortSignal,
): Promise<TestOutcome> {
  const { baseUrl, key } = await connections.of(endpoint);
  const address = webAddress(baseUrl ?? endpoint.defaultBaseUrl ?? '');
  if (address === undefined) return { step: 'address', reason: vscode.l10n.t('There is no valid address.') };
  const unreached = await reachServer(address, signal);
  if (unreached !== undefined) return unreached;
  try {
    const lease = await manager.lease(endpoint.id);
    try {
      const hasKey = key !== undefined || (endpoint.added?.headers ?? []).some(({ isSecret }) => isSecret);
      return await testModels({ endpoint, address, hasKey, model }, lease.provider, signal);
    } finally {
      lease.release();
    }
  } catch (error) {
    if (isCancellation(error)) throw error;
    const { code, fault, message } = toScoutError(error);
    return {
      step: fault === 'address' || fault === 'nothing-at-address' ? 'address' : stepOf(code),
      reason: message,
      code,
    };
  }
}

interface Tested {
  readonly endpoint: Endpoint;
  readonly address: URL;
  /** Whether a key or a secret header goes along. */
  readonly hasKey: boolean;
  readonly model: string | undefined;
}

async function testModels(tested: Tested, provider: ChatProvider, signal: AbortSignal): Promise<TestOutcome> {
  const { endpoint, address, hasKey, model } = tested;
  const manual = endpoint.added?.models ?? [];
  const asked = model ?? manual[0]?.id;
  const models = manual.length > 0 ? [] : await listOf(provider, asked !== undefined, signal);
  if (asked === undefined && models.length === 0) {
    const host = hostOf(endpoint, { baseUrl: undefined }) ?? endpoint.name;
    return { step: 'model', reason: vscode.l10n.t('{0} offers no models.', host) };
  }
  const isOpen = hasKey && manual.length === 0 && (await isOpenToAll(address, signal));
  if (asked !== undefined && (isOpen || !models.some(({ id }) => id === asked))) {
    await askOneWord(provider, asked, signal);
    return { step: undefined, key: hasKey ? 'right' : 'none', answered: { model: asked } };
  }
  return {
    step: undefined,
    key: hasKey ? (isOpen ? 'untested' : 'right') : 'none',
    answered: { models: models.length },
  };
}

/** Without a list of its own, a server may still have the model in use: empty then. Rejects with every other failure. */
async function listOf(provider: ChatProvider, hasModel: boolean, signal: AbortSignal): Promise<readonly ModelInfo[]> {
  try {
    return await provider.listModels(signal);
  } catch (error) {
    if (hasModel && !isCancellation(error) && stepOf(toScoutError(error).code) === 'model') return [];
    throw error;
  }
}

/** Whether the list of models comes without the key, as OpenRouter's and Hugging Face's do. */
async function isOpenToAll(address: URL, signal: AbortSignal): Promise<boolean> {
  const list = new URL(address);
  list.pathname = `${address.pathname.replace(/\/+$/u, '')}/models`;
  return (await answerTo(list, signal).catch(() => undefined))?.ok === true;
}

async function askOneWord(provider: ChatProvider, model: string, signal: AbortSignal): Promise<void> {
  const messages = [{ role: 'user', parts: [{ type: 'text', text: 'Say OK.' }] }] as const;
  for await (const event of provider.streamChat({ model, messages, parameters: { maxOutputTokens: 16 } }, signal)) {
    if (event.type !== 'usage') return;
  }
}

function stepOf(code: ErrorCode): TestStep {
  switch (code) {
    case 'missing-api-key':
    case 'invalid-api-key':
    case 'quota-exceeded':
    case 'access-denied':
      return 'key';
    case 'network':
      return 'address';
    default:
      return 'model';
  }
}
