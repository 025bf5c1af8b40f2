import { fieldsOf, textIn, type WireFields } from '../wireValues.js';

/**
 * Where servers put a thought: DeepSeek, vLLM, SGLang `reasoning_content`; Ollama, OpenRouter, Groq `reasoning`, and OpenRouter
 * `reasoning_details`; GitHub Copilot `reasoning_text`; LiteLLM `thinking_blocks`; some gateways `thought`. Several may repeat it, and some are always there and empty.
 */
const places = [
  'reasoning_content',
  'reasoning',
  'reasoning_text',
  'thinking',
  'thought',
  'reasoning_details',
  'thinking_blocks',
] as const;

/** The thought in a delta, from the first place that has one; `''` where there is none. */
export function thoughtIn(delta: WireFields): string {
  for (const place of places) {
    const thought = thoughtOf(delta[place]);
    if (thought !== '') return thought;
  }
  return '';
}

/** A text, an object with one, or an array of them. What cannot be understood is left out: a thought is not the answer. */
export function thoughtOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(pieceOf).join('');
  return pieceOf(value);
}

function pieceOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { text, thinking, summary, content } = fieldsOf(value);
  if (Array.isArray(thinking)) return thinking.map((piece) => textIn(fieldsOf(piece)['text']) ?? '').join('');
  return [text, thinking, summary, content].map(textIn).find((found) => found !== undefined) ?? '';
}
