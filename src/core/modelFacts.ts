import { reasoningEfforts, type ReasoningEffort } from './chatParameters.js';
import { soundPrice, type ModelPrice } from './modelPrice.js';
import { labelOf } from './text/labelOf.js';

/** What is known of a model. What is absent is unknown, which is not the same as `false`. */
export interface ModelFacts {
  /** Context window in tokens. Where the vendor tells only what it takes as input, that. */
  readonly contextTokens?: number;
  readonly maxOutputTokens?: number;
  readonly imageInput?: boolean;
  readonly pdfInput?: boolean;
  readonly audioInput?: boolean;
  /** Whether it may be given tools to call. */
  readonly tools?: boolean;
  /** Whether it answers with JSON after a schema. */
  readonly structuredOutput?: boolean;
  readonly reasoning?: boolean;
  /** The levels it takes, from least to most; none: its effort cannot be chosen. */
  readonly efforts?: readonly ReasoningEffort[];
  readonly price?: ModelPrice;
  /** The vendor advises against beginning with it. */
  readonly deprecated?: boolean;
  /** When it stops to answer, in Unix milliseconds. */
  readonly retiresAt?: number;
  /** The id of the model that the vendor names in its place. */
  readonly replacement?: string;
}

/** Larger numbers of tokens are mistakes. */
const mostTokens = 1_000_000_000;
/** Characters. */
const longestId = 256;
/** The years 2000 to 2100: other dates are mistakes, or stand for "unknown". */
const [earliest, latest] = [Date.UTC(2000), Date.UTC(2100)];

/** Reads each fact from a value that may be anything; `undefined` for what is no such fact. */
export const factReaders: {
  readonly [K in keyof ModelFacts]-?: (value: unknown) => NonNullable<ModelFacts[K]> | undefined;
} = {
  contextTokens: tokensIn,
  maxOutputTokens: tokensIn,
  imageInput: flagIn,
  pdfInput: flagIn,
  audioInput: flagIn,
  tools: flagIn,
  structuredOutput: flagIn,
  reasoning: flagIn,
  efforts: effortsIn,
  price: soundPrice,
  deprecated: flagIn,
  retiresAt: timeIn,
  replacement: idIn,
};

export const factNames = Object.keys(factReaders) as readonly (keyof ModelFacts)[];

/** The facts among the fields of an object. What cannot be understood is unknown. */
export function soundFacts(fields: { readonly [K in keyof ModelFacts]?: unknown }): ModelFacts {
  const facts = factNames.flatMap((name) => {
    const fact = factReaders[name](fields[name]);
    return fact === undefined ? [] : [[name, fact] as const];
  });
  return Object.fromEntries(facts);
}

/** A whole number of tokens above 0: servers write 0 for what they do not know. */
function tokensIn(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value <= mostTokens
    ? value
    : undefined;
}

function flagIn(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** In their order, each once; levels that SCOUT does not know are left out. */
function effortsIn(value: unknown): readonly ReasoningEffort[] | undefined {
  return Array.isArray(value) ? reasoningEfforts.filter((level) => value.includes(level)) : undefined;
}

function timeIn(value: unknown): number | undefined {
  return typeof value === 'number' && value >= earliest && value < latest ? value : undefined;
}

function idIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= longestId && labelOf(value, longestId) === value
    ? value
    : undefined;
}
