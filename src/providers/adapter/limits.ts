/**
 * The most that is taken of one answer, whatever a server sends. Beyond a limit without a remark the answer ends with
 * `answer-too-long`; what had arrived before is kept.
 */
export const limits = {
  /** Characters of text, reasoning, arguments and everything else, together. The longest outputs of models are below 2 million. */
  answerCharacters: 32 * 1024 * 1024,
  /** Bytes of generated images, together: four of the largest that vendors make. */
  imageBytes: 64 * 1024 * 1024,
  /** Changes between text, reasoning and the rest. Each becomes a part that is stored, shown and sent back. */
  parts: 10_000,
  /** Vendors take 128 tools per request; agents call a few dozen per answer. */
  toolCalls: 1_000,
  /** Characters. OpenAI takes 64, Google 128; gateways put a server's name in front. */
  toolName: 256,
  /** Characters. Vendors use about 40; gateways hide signatures in ids. */
  toolCallId: 16_384,
  /** Characters of the arguments of one call. */
  toolArguments: 4 * 1024 * 1024,
  /** Brackets, colons and commas in them: two for each value. */
  toolArgumentMarks: 50_000,
  /** Levels of arrays and objects in arguments and opaque data. Structured clones and SQLite's JSON functions overflow at about 1,000. */
  jsonDepth: 100,
  /** Values in the arguments of a call or in opaque data: they are gone through several times on their way to the disk. */
  jsonValues: 25_000,
  /** Such values of an answer, together: all are parsed, and handed to the storage's thread, in one go. 300,000 took 75 ms. */
  answerValues: 50_000,
  /** Further sources are left out. */
  citations: 1_000,
  /** Characters; a source with a longer address is left out. The view opens none that is longer than 8,000. */
  citationUrl: 8_000,
  /** Characters; the rest is cut off. */
  citationTitle: 300,
  /** Characters of the vendor's word for the end; the rest is cut off. */
  rawReason: 100,
  /** Tokens; larger numbers count as not reported. */
  tokens: 1_000_000_000,
  /** Models of a list; further ones are left out. The largest gateways list about 500. */
  models: 5_000,
  /** Brackets, colons and commas of one entry of a list, and of all beside the list: OpenRouter's entries have 80. */
  listEntryMarks: 20_000,
  /** Companies that run a model behind a router; further ones are left out. The largest router names about ten. */
  modelHosts: 30,
  /** Characters; a model with a longer id is left out. */
  modelId: 256,
} as const;
