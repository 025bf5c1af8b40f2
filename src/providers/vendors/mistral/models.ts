import type { ModelListData } from '@mistralai/mistralai/models/components/modellist.js';
import { limits } from '../../adapter/limits.js';
import type { ModelInfo } from '../../provider.js';
import { toFacts } from './facts.js';

/** Chat models: first the names that always lead to the newest version, which are what people look for, then all others. */
export function toModels(models: readonly ModelListData[]): ModelInfo[] {
  const infos = models.flatMap((model): ModelInfo[] => {
    if (
      !('capabilities' in model) ||
      typeof model.id !== 'string' ||
      model.id.length > limits.modelId ||
      !model.capabilities.completionChat
    )
      return [];
    return [{ id: model.id, displayName: model.id, ...toFacts(model) }];
  });
  // The list repeats a model under each of its names; a name may come twice.
  const unique = [...new Map(infos.map((info) => [info.id, info])).values()].slice(0, limits.models);
  const latest = ({ id }: ModelInfo): number => Number(id.endsWith('-latest'));
  return unique.sort((a, b) => latest(b) - latest(a) || a.id.localeCompare(b.id));
}
