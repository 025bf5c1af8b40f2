import { listedModels } from '../../adapter/modelList/listedModels.js';
import { isOtherModel } from '../../adapter/modelList/otherModels.js';
import type { ModelInfo } from '../../provider.js';
import { toFacts } from './facts.js';

/**
 * Chat models: first the names that always lead to the newest version, which are what people look for, then all others. A gateway may
 * tell nothing but names; then all are chat models. Throws `invalid-response` for no list.
 */
export async function readModels(response: Response): Promise<ModelInfo[]> {
  const infos = await listedModels(response, (model) => {
    const { id } = model;
    const facts = toFacts(model);
    const isOver = facts.retiresAt !== undefined && facts.retiresAt < Date.now();
    if (isOtherModel(id, model) || isOver) return undefined;
    return { id, displayName: id, ...facts };
  });
  // The list repeats a model under each of its names; a name may come twice.
  const unique = [...new Map(infos.map((info) => [info.id, info])).values()];
  const latest = ({ id }: ModelInfo): number => Number(id.endsWith('-latest'));
  return unique.sort((a, b) => latest(b) - latest(a) || a.id.localeCompare(b.id));
}
