/**
 * Answers of models whose server takes no thought out of the text: the thought "A thought." and the answer "Paris.", as each model marks them. The
 * sources are in `src/core/text/thoughtMarks.ts`.
 */
export const thoughtTexts: Readonly<Record<string, string>> = {
  'thought-think': '\n<think>\nA thought.\n</think>\n\nParis.',
  'thought-in-capitals': '<THINK>A thought.</Think>Paris.',
  'thought-thinking': '<thinking>A thought.</thinking>\n\nParis.',
  'thought-reasoning': '<reasoning>\nA thought.</reasoning>Paris.',
  'thought-reason': '<reason>A thought.</reason>Paris.',
  'thought-thought': '<Thought>\nA thought.\n</Thought>\nParis.',
  'thought-seed': '<seed:think>\nA thought.</seed:think>Paris.',
  'thought-kimi': '◁think▷A thought.◁/think▷Paris.',
  'thought-kimi-tokens':
    '<|open|>think<|sep|>A thought.<|close|>think<|sep|><|open|>response<|sep|>Paris.<|close|>response<|sep|>',
  'thought-magistral': '[THINK]A thought.[/THINK]Paris.',
  'thought-solution':
    '<|begin_of_thought|>\n\nA thought.\n\n<|end_of_thought|>\n\n<|begin_of_solution|>Paris.<|end_of_solution|>\n',
  'thought-cohere': '<|START_THINKING|>A thought.<|END_THINKING|><|START_RESPONSE|>Paris.<|END_RESPONSE|>',
  'thought-gemma': '<|channel>thought\nA thought.<channel|>Paris.',
  'thought-harmony':
    '<|channel|>analysis<|message|>A thought.<|end|><|start|>assistant<|channel|>final<|message|>Paris.<|return|>',
  'thought-harmony-open':
    '<|channel|>analysis<|message|>A thought.<|end|><|start|>assistant<|channel|>final<|message|>Paris.',
  'thought-with-answer': '<think>\nA thought.\n</think>\n<answer>Paris.</answer>',
  'thoughts-in-a-row': '<think>\n</think>\n\n<think>A thought.</think>\nParis.',
};

/** The same, where the prompt's template has opened the thought: only its end is in the answer. */
export const unopenedThoughts: Readonly<Record<string, string>> = {
  'unopened-thought': 'A thought.</think>Paris.',
  'unopened-thought-on-lines': 'A thought.\n</think>\n\nParis.',
  'unopened-thought-of-exaone': 'A thought.\n</thought>\n\nParis.',
};
