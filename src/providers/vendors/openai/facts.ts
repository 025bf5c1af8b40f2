import { soundFacts, type ModelFacts } from '../../../core/modelFacts.js';
import { dateIn } from '../../adapter/modelList/listedFacts.js';
import type { WireFields } from '../../adapter/wireValues.js';

/** All that OpenAI's list tells of a model: when it is shut down (`Model` in openai 7.59). */
export function toFacts(model: WireFields): ModelFacts {
  const retiresAt = dateIn(model['shutdown_date']);
  return soundFacts({ deprecated: retiresAt === undefined ? undefined : true, retiresAt });
}
