import type { ModelInfo } from '../../provider.js';
import { listedModels } from '../modelList/listedModels.js';
import { isOtherModel } from '../modelList/otherModels.js';
import { textIn } from '../wireValues.js';
import { toFacts } from './facts.js';

/** The models of a `GET /models` answer but for those that say that they do not chat, by name. Throws `invalid-response` for no list. */
export async function readModels(response: Response): Promise<ModelInfo[]> {
  const infos = await listedModels(response, (model) => {
    const { id } = model;
    if (isOtherModel(id, model)) return undefined;
    return { id, displayName: textIn(model['name']) ?? textIn(model['display_name']) ?? id, ...toFacts(model) };
  });
  return infos.sort((a, b) => a.id.localeCompare(b.id));
}
