import { limits } from '../../adapter/limits.js';
import { listedModels } from '../../adapter/wireValues.js';
import type { ModelInfo } from '../../provider.js';
import { toFacts } from './facts.js';

/** The list holds everything OpenAI runs; only these families answer to the Responses API with text. */
const chat = /^(?:ft:)?(?:gpt-|o\d|chatgpt-|codex-)/;
const otherwise =
  /audio|realtime|transcribe|tts|image|embedding|moderation|instruct|search-preview|deep-research|computer-use|-live/;
/** A dated copy of a model that is listed under its plain name too. */
const dated = /-(?:20\d\d-\d\d-\d\d|\d{4})$/;

/** Chat models, newest first; dated copies after the names that people use. Throws `invalid-response` for no list. */
export function toModels(answer: unknown): ModelInfo[] {
  return listedModels(answer)
    .flatMap((model) => {
      const { id, created } = model;
      return chat.test(id) && !otherwise.test(id)
        ? [{ id, created: typeof created === 'number' ? created : 0, facts: toFacts(model) }]
        : [];
    })
    .slice(0, limits.models)
    .sort(
      (a, b) =>
        Number(dated.test(a.id)) - Number(dated.test(b.id)) || b.created - a.created || a.id.localeCompare(b.id),
    )
    .map(({ id, facts }) => ({ id, displayName: id, ...facts }));
}
