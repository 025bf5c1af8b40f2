/** Fewer tokens than this are no answer: that the chat is too long says more. OpenAI takes no lower limit either. */
const leastTokens = 16;

/** How much a server lets a model say. */
export interface OutputLimit {
  readonly tokens: number;
  /** Whether it depends on the question: it is then what the context has left. */
  readonly isRest: boolean;
}

/** The context, and how much of it the question takes: names of the groups below. */
const rests: readonly RegExp[] = [
  // Anthropic
  /input length and `max_tokens` exceed context limit: (?<input>\d+) \+ \d+ > (?<context>\d+)/,
  // OpenAI and older vLLM
  /maximum context length is (?<context>\d+) tokens\b.{0,80}\((?<input>\d+) (?:in|of) (?:the messages|text input|your prompt)/,
  // vLLM
  /maximum context length is (?<context>\d+) tokens and your request has (?<input>\d+) input tokens/,
  // TGI, Together
  /max_new_tokens`? must be <= (?<context>\d+)\. Given: (?<input>\d+) `inputs` tokens/,
];

const maxima: readonly RegExp[] = [
  // Anthropic
  /max_tokens: \d+ > (\d+), which is the maximum/,
  // OpenAI
  /max_(?:completion_|output_)?tokens is too large: \d+\. This model supports at most (\d+)/,
  // Groq, Cohere
  /max[_ ](?:completion_)?tokens`? must be less than or equal to `?(\d+)/,
  // DeepSeek; Alibaba
  /range of max_tokens (?:is|should be) \[\d+, ?(\d+)\]/i,
];

/** The first that is too much: Google. */
const exclusive =
  /maxOutputTokens value of \d+ but the supported range is from \d+ \(inclusive\) to (\d+) \(exclusive\)/;

/** The limit that a server names when it refuses a request for asking for more; `undefined` when it refuses for something else. */
export function outputLimitIn(text: string): OutputLimit | undefined {
  for (const pattern of rests) {
    const { context, input } = pattern.exec(text)?.groups ?? {};
    const tokens = Number(context) - Number(input);
    if (tokens >= leastTokens) return { tokens, isRest: true };
  }
  for (const pattern of maxima) {
    const tokens = Number(pattern.exec(text)?.[1]);
    if (tokens >= leastTokens) return { tokens, isRest: false };
  }
  const tokens = Number(exclusive.exec(text)?.[1]) - 1;
  return tokens >= leastTokens ? { tokens, isRest: false } : undefined;
}
