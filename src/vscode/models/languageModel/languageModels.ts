import * as vscode from 'vscode';
import { ScoutError } from '../../../core/errors.js';
import { checkedModels } from '../../../providers/adapter/answer/checkedEvents.js';
import type { ModelInfo } from '../../../providers/provider.js';
import { within } from '../../../core/within.js';

/**
 * The models that other extensions offer in VS Code, in VS Code's order. Their extensions are started for it; the user is asked nothing.
 * An id is unique for its vendor only, so SCOUT's is `vendor/id`. Rejects with `AbortError`.
 */
export async function listLanguageModels(signal: AbortSignal): Promise<readonly ModelInfo[]> {
  const models = await within(vscode.lm.selectChatModels(), signal);
  return checkedModels(models.map(infoOf));
}

/** @param id as `listLanguageModels` gives it. Throws `model-not-found`; `missing-model` for an empty one. */
export async function findLanguageModel(id: string, signal: AbortSignal): Promise<vscode.LanguageModelChat> {
  if (id === '') throw new ScoutError('missing-model', vscode.l10n.t('Choose one of the models VS Code offers.'));
  const slash = id.indexOf('/');
  const selector = { vendor: id.slice(0, Math.max(slash, 0)), id: id.slice(slash + 1) };
  const found = slash < 1 ? [] : await within(vscode.lm.selectChatModels(selector), signal);
  const model = found.find((candidate) => idOf(candidate) === id);
  if (model === undefined) throw modelNotFound(id);
  return model;
}

export function modelNotFound(id: string): ScoutError {
  return new ScoutError(
    'model-not-found',
    vscode.l10n.t(
      'VS Code has no model “{0}” any more. Choose another one, or sign in to the extension it is from.',
      id,
    ),
  );
}

/** What to do where VS Code has none. */
export function noLanguageModels(): ScoutError {
  return new ScoutError(
    'missing-model',
    vscode.l10n.t(
      'VS Code has no models for SCOUT. Sign in to GitHub Copilot, or install an extension that offers models, and try again.',
    ),
  );
}

/** The output's limit and what an answer costs are known to nobody. */
function infoOf(model: vscode.LanguageModelChat): ModelInfo {
  const imageInput = hasCapability(model, 'supportsImageToText');
  const tools = hasCapability(model, 'supportsToolCalling');
  return {
    id: idOf(model),
    displayName: model.name,
    contextTokens: model.maxInputTokens,
    ...(imageInput === undefined ? {} : { imageInput }),
    ...(tools === undefined ? {} : { tools }),
  };
}

function idOf({ vendor, id }: vscode.LanguageModelChat): string {
  return `${vendor}/${id}`;
}

/** VS Code has `capabilities`, but its API of 1.106 does not. `undefined`: not known. */
export function hasCapability(
  model: vscode.LanguageModelChat & { readonly capabilities?: unknown },
  name: 'supportsImageToText' | 'supportsToolCalling',
): boolean | undefined {
  const { capabilities } = model;
  if (typeof capabilities !== 'object' || capabilities === null) return undefined;
  const value: unknown = Reflect.get(capabilities, name);
  return typeof value === 'boolean' ? value : undefined;
}
