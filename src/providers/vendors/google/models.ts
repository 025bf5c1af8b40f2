import { listedModels } from '../../adapter/modelList/listedModels.js';
import { elementsOf, textIn } from '../../adapter/wireValues.js';
import type { ModelInfo } from '../../provider.js';
import { toFacts } from './facts.js';

/** Of Google's own models, those that chat in something else than text, or not at all. A gateway gives other models any name. */
const own = /^(?:gemini|gemma|learnlm|imagen|veo|lyria|aqa|embedding|text-embedding)\b/;
const otherwise = /embedding|\btts\b|-live|native-audio|transcribe|\baqa\b|imagen|veo|lyria|robotics|computer-use/;

/** The chat models of `models.list` (https://ai.google.dev/api/models), in its order. Throws `invalid-response` for no list. */
export function readModels(response: Response): Promise<ModelInfo[]> {
  return listedModels(response, (model) => {
    const id = model.id.replace(/^models\//u, '');
    const methods = model['supportedGenerationMethods'];
    if (own.test(id) && otherwise.test(id)) return undefined;
    if (Array.isArray(methods) && !elementsOf(methods).includes('generateContent')) return undefined;
    return { id, displayName: textIn(model['displayName']) ?? id, ...toFacts(model) };
  });
}
