import type { ParsedBlock } from './change.js';

/**
 * What a code block of an answer is. Never throws, whatever a model wrote.
 * @param info what stands behind the opening fence
 * @param code without fences
 */
export function parseBlock(info: string, code: string): ParsedBlock {
  void info;
  return { form: 'whole', files: [{ action: 'modify', content: { form: 'code', text: code } }] };
}
