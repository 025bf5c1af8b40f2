import { listedModels } from '../../adapter/modelList/listedModels.js';
import { isOtherModel } from '../../adapter/modelList/otherModels.js';
import type { ModelInfo } from '../../provider.js';
import { toFacts } from './facts.js';

/** Of everything that OpenAI itself runs, only these families answer to the Responses API with text. */
const chat = /^(?:gpt-|o\d|chatgpt-|codex-)/;
const otherwise =
  /-(?:audio|realtime|transcribe|tts|image|embedding|moderation|instruct|search-preview|deep-research|computer-use|live)(?:-|$)/;
/** A dated copy of a model that is listed under its plain name too. */
const dated = /-(?:20\d\d-\d\d-\d\d|\d{4})$/;

/**
 * Chat models, newest first; dated copies after the names that people use. Throws `invalid-response` for no list.
 * @param isGateway whether a server of the user's own answers: it may give models any name, and all are listed
 */
export async function readModels(response: Response, isGateway = false): Promise<ModelInfo[]> {
  const listed = await listedModels(response, (model) => {
    const { id, created } = model;
    if (isOtherModel(id, model) || (!isGateway && !isChatModel(id))) return undefined;
    return { id, created: typeof created === 'number' ? created : 0, facts: toFacts(model) };
  });
  return listed
    .sort(
      (a, b) =>
        Number(dated.test(a.id)) - Number(dated.test(b.id)) || b.created - a.created || a.id.localeCompare(b.id),
    )
    .map(({ id, facts }) => ({ id, displayName: id, ...facts }));
}

/** What a fine-tuned model (`ft:<model>:<organization>:<name>:<id>`) is called by its owner says nothing. */
function isChatModel(id: string): boolean {
  const model = id.startsWith('ft:') ? (id.split(':')[1] ?? '') : id;
  return chat.test(model) && !otherwise.test(model);
}
