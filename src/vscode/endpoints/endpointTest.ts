import * as vscode from 'vscode';
import { isCancellation, toScoutError, type ErrorCode } from '../../core/errors.js';
import type { Endpoint } from '../../providers/endpoint.js';
import type { ChatProvider, ModelInfo } from '../../providers/provider.js';
import type { ProviderManager } from '../../providers/providerManager.js';
import { hostOf, webAddress, type Connections } from '../models/connections.js';
import { reachServer, type ReachStep } from './reachServer.js';

/** What is tested, in this order. */
export type TestStep = ReachStep | 'key' | 'model';

export type TestOutcome =
  | { readonly step: TestStep; readonly reason: string }
  /** @property models how many are offered; `undefined`: the model was asked instead */
  | { readonly step: undefined; readonly models: number | undefined; readonly model: string };

export interface EndpointTestDependencies {
  readonly connections: Connections;
  readonly manager: ProviderManager;
}

/**
 * Tests an endpoint step by step: its address without the key, then key and model. Lists are free; where models are listed by hand, one
 * is asked a question of one word, and the request is closed at its first sign of life.
 * @param model that is in use with the endpoint; `undefined`: any
 * @throws only `AbortError`
 */
export async function testEndpointSteps(
  endpoint: Endpoint,
  model: string | undefined,
  { connections, manager }: EndpointTestDependencies,
  signal: AbortSignal,
): Promise<TestOutcome> {
  const { baseUrl } = await connections.of(endpoint);
  const address = webAddress(baseUrl ?? endpoint.defaultBaseUrl ?? '');
  if (address === undefined) return { step: 'address', reason: vscode.l10n.t('There is no valid address.') };
  const unreached = await reachServer(address, signal);
  if (unreached !== undefined) return unreached;
  try {
    const lease = await manager.lease(endpoint.id);
    try {
      return await testModels(endpoint, model, lease.provider, signal);
    } finally {
      lease.release();
    }
  } catch (error) {
    if (isCancellation(error)) throw error;
    const { code, fault, message } = toScoutError(error);
    return { step: fault === 'address' ? 'address' : stepOf(code), reason: message };
  }
}

async function testModels(
  endpoint: Endpoint,
  model: string | undefined,
  provider: ChatProvider,
  signal: AbortSignal,
): Promise<TestOutcome> {
  const manual = endpoint.added?.models ?? [];
  const asked = model ?? manual[0]?.id;
  if (manual.length > 0 && asked !== undefined) {
    await askOneWord(provider, asked, signal);
    return { step: undefined, models: undefined, model: asked };
  }
  const models: readonly ModelInfo[] = await provider.listModels(signal);
  if (models.length === 0) {
    const host = hostOf(endpoint, { baseUrl: undefined }) ?? endpoint.name;
    return { step: 'model', reason: vscode.l10n.t('{0} offers no models.', host) };
  }
  return { step: undefined, models: models.length, model: asked ?? '' };
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
      return 'key';
    case 'network':
      return 'address';
    default:
      return 'model';
  }
}
