/** What models put around a part of an answer, in its text, where no parser on their server takes it out. Case does not matter. */
export interface Marks {
  readonly opens: readonly string[];
  /** Any of them ends the part. */
  readonly closes: readonly string[];
}

const tags = (name: string): Marks => ({ opens: [`<${name}>`], closes: [`</${name}>`] });
/** A message of the harmony format is on a channel (https://cookbook.openai.com/articles/openai-harmony); the first one lacks its beginning. */
const channel = (name: string): Marks => ({
  opens: [`<|start|>assistant<|channel|>${name}<|message|>`, `<|channel|>${name}<|message|>`],
  closes: ['<|end|>', '<|return|>'],
});
const kimi = (name: string): Marks => ({ opens: [`<|open|>${name}<|sep|>`], closes: [`<|close|>${name}<|sep|>`] });

const tagged: readonly Marks[] = [
  // DeepSeek R1, Qwen and most others: continuedev/continue#3832. open-webui/open-webui reads the next three, too.
  tags('think'),
  tags('thinking'),
  tags('reasoning'),
  tags('reason'),
  // EXAONE Deep, Gemma
  tags('thought'),
  // Seed-OSS: ggml-org/llama.cpp#15490, vllm-project/vllm#24263
  tags('seed:think'),
  // Kimi-VL, Kimi-Dev: MoonshotAI/Kimi-Dev#6
  { opens: ['◁think▷'], closes: ['◁/think▷'] },
  // Kimi K3: sgl-project/sglang#32677
  kimi('think'),
  // Magistral (its chat template)
  { opens: ['[THINK]'], closes: ['[/THINK]'] },
  // OpenThoughts, Sky-T1 (their system prompts)
  { opens: ['<|begin_of_thought|>'], closes: ['<|end_of_thought|>'] },
  // Cohere's Command A Reasoning (its chat template)
  { opens: ['<|START_THINKING|>'], closes: ['<|END_THINKING|>'] },
  // Gemma 4: lmstudio-ai/lmstudio-bug-tracker#2013
  { opens: ['<|channel>thought\n'], closes: ['<channel|>'] },
];

/** Around a thought, at the beginning of an answer. gpt-oss has a channel for it: kekzl/imp#768, NVIDIA/TensorRT-LLM#9256. */
export const thoughtMarks: readonly Marks[] = [...tagged, channel('analysis')];

/** What ends a thought and nothing else. */
export const thoughtEnds: readonly string[] = tagged.flatMap(({ closes }) => closes);

/** Around the answer itself, in the formats that mark it as well. */
export const answerMarks: readonly Marks[] = [
  { opens: ['<|begin_of_solution|>'], closes: ['<|end_of_solution|>'] },
  { opens: ['<|START_RESPONSE|>'], closes: ['<|END_RESPONSE|>'] },
  kimi('response'),
  channel('final'),
  // What gpt-oss says to its reader before it calls a tool.
  channel('commentary'),
];

/** The same, where a thought came before: Hunyuan A13B (its model card). Alone it may be what the question asked for. */
export const answerTags: Marks = tags('answer');

/** Where one of these marks stands first in a text. */
export function firstMark(text: string, marks: readonly string[]): { at: number; length: number } | undefined {
  const lower = lowerCase(text);
  const [first] = marks
    .map((mark) => ({ at: lower.indexOf(lowerCase(mark)), length: mark.length }))
    .filter(({ at }) => at !== -1)
    .sort((a, b) => a.at - b.at);
  return first;
}

/** Whether a text begins with another one, whatever the case. */
export function beginsWith(text: string, beginning: string): boolean {
  return lowerCase(text.slice(0, beginning.length)) === lowerCase(beginning);
}

/** Every character stays where it is. */
function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  // Some letters become two: then Latin ones only, which takes longer.
  if (lower.length === text.length) return lower;
  return text.replaceAll(/[A-Z]+/gu, (letters) => letters.toLowerCase());
}
