import type { Content, Part } from '@google/genai/web';
import { generationOf } from './generation.js';

/**
 * Stands for the signature of a call that Gemini did not make: the models from 3 on refuse a call of the turn under way without one.
 * Source: https://ai.google.dev/gemini-api/docs/thought-signatures ("Can I transfer history from a different model")
 */
const noSignature = 'skip_thought_signature_validator';

/**
 * Signs the first call of each step of the turn under way, where another model made it. A turn begins with the last question; what follows a
 * result directly, such as a tool's picture, is still the turn of its call.
 */
export function withCallSignatures(model: string, contents: readonly Content[]): Content[] {
  if (generationOf(model) < 3) return [...contents];
  const hasResult = (content: Content | undefined): boolean => content?.parts?.some(isResult) === true;
  const turn = contents.findLastIndex(
    (content, index) => content.role === 'user' && !hasResult(content) && !hasResult(contents[index - 1]),
  );
  return contents.map((content, index) => (index > turn && content.role === 'model' ? signed(content) : content));
}

function signed({ role, parts = [] }: Content): Content {
  const first = parts.findIndex(({ functionCall }) => functionCall !== undefined);
  return {
    role: role!,
    parts: parts.map((part, index) =>
      index === first && part.thoughtSignature === undefined ? { ...part, thoughtSignature: noSignature } : part,
    ),
  };
}

function isResult({ functionResponse }: Part): boolean {
  return functionResponse !== undefined;
}
