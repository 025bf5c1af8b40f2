import { elementsOf, fieldsOf, textIn, type WireFields } from '../wireValues.js';

/**
 * The names of well-known models that do not chat, each from its beginning and behind the name of a company: a word inside a name says
 * nothing (`embedded-dev-assistant`, `influx-coder`). OpenAI's: https://platform.openai.com/docs/models; the others: Ollama's library.
 */
const wellKnown = new RegExp(
  `(?:^|/)(?:${[
    'gpt-(?:realtime|audio|image|live)(?:-|$)',
    'gpt-4o(?:-mini)?-(?:realtime|audio|transcribe|tts)(?:-|$)',
    'chatgpt-image-',
    'dall-e-\\d',
    'sora-\\d',
    'tts-1',
    'whisper-(?:\\d|tiny|base|small|medium|large)',
    '(?:text|omni)-moderation-',
    'text-embedding-',
    'nomic-embed-',
    'mxbai-embed-',
    'snowflake-arctic-embed',
    'all-minilm',
    'bge-(?:m3|small|base|large|reranker)',
    'stable-diffusion-',
    'flux[.-]1',
  ].join('|')})`,
  'iu',
);

/** Together's and LM Studio's `type`, LiteLLM's `mode`. */
const otherKinds: ReadonlySet<string> = new Set([
  'embedding',
  'embeddings',
  'image',
  'image_generation',
  'video',
  'audio',
  'audio_speech',
  'audio_transcription',
  'transcribe',
  'rerank',
  'moderation',
]);

/** Whether a model is known to do something else than chat: by what its entry in a list says, or as one of the best-known names. */
export function isOtherModel(id: string, model: WireFields): boolean {
  const kind = textIn(model['type']) ?? textIn(model['mode']);
  const outputs = fieldsOf(model['architecture'])['output_modalities'];
  return (
    (kind !== undefined && otherKinds.has(kind.toLowerCase())) ||
    // OpenRouter's: https://openrouter.ai/docs/api-reference/list-available-models
    (Array.isArray(outputs) && outputs.length > 0 && !elementsOf(outputs).includes('text')) ||
    // Mistral's, also behind gateways.
    fieldsOf(model['capabilities'])['completion_chat'] === false ||
    wellKnown.test(id)
  );
}
