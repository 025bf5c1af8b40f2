import { thoughtTexts, unopenedThoughts } from './thoughtTexts.js';
import { wireScenarios } from './wireScenarios.js';
import type { WireScenario } from './wireScenario.js';
import { demoAnswer, exampleOf, type Conversation } from './demoAnswer.js';

/** What the vendor sends while nothing happens, an event it has invented since, an event cut in half, an error. */
export type Disturbance = 'keep-alive' | 'unknown' | 'broken-json' | 'half-event' | 'error';

/** One thing that happens in a streamed answer, in no vendor's words. */
export type Step =
  | { readonly do: 'text' | 'reasoning' | 'refusal'; readonly text: string }
  /** A `half-call` never ends. */
  | {
      readonly do: 'call' | 'half-call';
      readonly id: string;
      readonly name: string;
      readonly fragments: readonly string[];
    }
  /** `unclosed`: the terminal event, and nothing of what usually follows it. */
  | {
      readonly do: 'finish';
      readonly reason: 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'refusal';
      readonly unclosed?: true;
    }
  | { readonly do: Disturbance }
  /** Everything that closes an answer, but the terminal event. */
  | { readonly do: 'closing-without-terminal' }
  /** The connection: silence for ever, a reset. Without either the server ends it properly. */
  | { readonly do: 'stall' }
  | { readonly do: 'reset' };

/** How the steps are brought to the wire. */
export interface Delivery {
  /** CRLF, no space after the colon, comments between events. */
  readonly framing?: 'odd';
  /** Bytes per write, so that characters and events are torn apart. */
  readonly pieceBytes?: number;
  /** Everything in one write. */
  readonly together?: boolean;
}

export type Failure =
  | 'bad-key'
  | 'forbidden'
  | 'unknown-model'
  | 'too-long'
  | 'too-large'
  | 'rate-limited'
  | 'rate-limited-with-wait'
  | 'quota'
  | 'server-error'
  | 'unavailable';

export type Scenario =
  | { readonly kind: 'stream'; readonly steps: readonly Step[]; readonly delivery?: Delivery }
  | { readonly kind: 'failure'; readonly failure: Failure }
  /** Not the vendor's doing: what proxies and wrong addresses answer. */
  | {
      readonly kind: 'intermediary';
      readonly answer: 'html' | 'bad-gateway' | 'redirect' | 'error-in-200' | 'other-dialect';
    }
  | { readonly kind: 'silent' }
  | WireScenario
  | { readonly kind: 'flood'; readonly flood: 'huge' | 'endless-line' };

const weather = { id: 'call_weather_1', name: 'get_weather', fragments: ['{"city":"Paris"}'] } as const;
const paris: readonly Step[] = [
  { do: 'text', text: 'The capital ' },
  { do: 'text', text: 'of France ' },
  { do: 'text', text: 'is Paris.' },
];
const stop: Step = { do: 'finish', reason: 'stop' };
const unclosedStop: Step = { do: 'finish', reason: 'stop', unclosed: true };
const called: Step = { do: 'finish', reason: 'tool-calls' };

/** Answers to a tool's result must not call the tool again. */
const calling =
  (steps: readonly Step[]) =>
  (chat: Conversation): Scenario =>
    chat.lastToolResult === undefined
      ? stream(steps)
      : stream([{ do: 'text', text: `The tool says: ${chat.lastToolResult}` }, stop]);

const stream = (steps: readonly Step[], delivery?: Delivery): Scenario => ({
  kind: 'stream',
  steps,
  ...(delivery ? { delivery } : {}),
});
const failure = (kind: Failure): Scenario => ({ kind: 'failure', failure: kind });

/** In pieces that are shorter than any mark. */
const thoughts = Object.fromEntries(
  Object.entries({ ...thoughtTexts, ...unopenedThoughts }).map(([name, text]) => [
    name,
    stream([...text.match(/[^]{1,3}/gu)!.map((piece): Step => ({ do: 'text', text: piece })), stop]),
  ]),
);

/** Chosen by `scenario-<name>` in the model's id or `[scenario:<name>]` in the last question. */
export const scenarios: Readonly<Record<string, Scenario | ((chat: Conversation) => Scenario)>> = {
  plain: stream([...paris, stop]),
  empty: stream([stop]),
  reasoning: stream([
    { do: 'reasoning', text: 'France is a country. ' },
    { do: 'reasoning', text: 'Its capital is known.' },
    ...paris,
    stop,
  ]),
  'tool-call': calling([{ do: 'text', text: 'I look it up.' }, { do: 'call', ...weather }, called]),
  'tool-calls': calling([
    { do: 'call', ...weather },
    { do: 'call', id: 'call_weather_2', name: 'get_weather', fragments: ['{"city":"Oslo"}'] },
    called,
  ]),
  'tool-fragments': calling([
    { do: 'reasoning', text: 'A tool knows.' },
    { do: 'call', ...weather, fragments: ['{"ci', 'ty":', ' "Pa', 'ris \\"', '☂\\""', '}'] },
    called,
  ]),
  'tool-no-arguments': calling([{ do: 'call', id: 'call_time_1', name: 'get_time', fragments: [] }, called]),
  'tool-broken': stream([{ do: 'call', ...weather, fragments: ['{"city":"Pa'] }, called]),
  unicode: stream([{ do: 'text', text: 'Grüße, 世界! ' }, { do: 'text', text: '👩‍👩‍👧 naïve – “quoted”\u2028end' }, stop], {
    pieceBytes: 3,
  }),
  framing: stream([...paris, stop], { framing: 'odd' }),
  together: stream([...paris, stop], { together: true }),
  'keep-alive': stream([
    { do: 'keep-alive' },
    paris[0]!,
    { do: 'keep-alive' },
    { do: 'keep-alive' },
    paris[1]!,
    paris[2]!,
    { do: 'keep-alive' },
    stop,
  ]),
  unknown: stream([{ do: 'unknown' }, paris[0]!, { do: 'unknown' }, paris[1]!, paris[2]!, { do: 'unknown' }, stop]),
  'max-tokens': stream([paris[0]!, { do: 'finish', reason: 'length' }]),
  refusal: stream([
    { do: 'refusal', text: 'I cannot help with that.' },
    { do: 'finish', reason: 'refusal' },
  ]),
  safety: stream([paris[0]!, { do: 'finish', reason: 'content-filter' }]),
  burst: stream([...Array.from({ length: 10_000 }, (): Step => ({ do: 'text', text: 'x' })), stop], { together: true }),

  'bad-key': failure('bad-key'),
  forbidden: failure('forbidden'),
  'unknown-model': failure('unknown-model'),
  'too-long': failure('too-long'),
  'too-large': failure('too-large'),
  'rate-limited': failure('rate-limited'),
  'rate-limited-with-wait': failure('rate-limited-with-wait'),
  quota: failure('quota'),
  'server-error': failure('server-error'),
  unavailable: failure('unavailable'),

  html: { kind: 'intermediary', answer: 'html' },
  'bad-gateway': { kind: 'intermediary', answer: 'bad-gateway' },
  redirect: { kind: 'intermediary', answer: 'redirect' },
  'error-in-200': { kind: 'intermediary', answer: 'error-in-200' },
  'other-dialect': { kind: 'intermediary', answer: 'other-dialect' },
  silent: { kind: 'silent' },

  reset: stream([paris[0]!, { do: 'reset' }]),
  'clean-end': stream([paris[0]!, paris[1]!]),
  'end-at-once': stream([]),
  'half-event': stream([paris[0]!, { do: 'half-event' }]),
  'no-terminal': stream([...paris, { do: 'closing-without-terminal' }]),
  'tool-cut': stream([{ do: 'half-call', ...weather, fragments: ['{"city":'] }]),
  'broken-json': stream([paris[0]!, { do: 'broken-json' }, paris[1]!, stop]),
  'error-in-stream': stream([paris[0]!, { do: 'error' }]),
  'stall-at-once': stream([{ do: 'stall' }]),
  stall: stream([paris[0]!, { do: 'stall' }]),
  'stall-after-finish': stream([...paris, unclosedStop, { do: 'stall' }]),
  'reset-after-finish': stream([...paris, unclosedStop, { do: 'reset' }]),
  ...wireScenarios,
  ...thoughts,
  huge: { kind: 'flood', flood: 'huge' },
  'endless-line': { kind: 'flood', flood: 'endless-line' },
};

/** The scenario that a request asks for; a plain model gives the demonstration. */
export function scenarioFor(model: string, chat: Conversation): Scenario {
  const name =
    /scenario-([a-z0-9-]+)/.exec(model)?.[1] ?? /\[scenario:([a-z0-9-]+)\]/.exec(chat.questions.at(-1) ?? '')?.[1];
  const chosen = name === undefined ? undefined : scenarios[name];
  if (chosen !== undefined) return typeof chosen === 'function' ? chosen(chat) : chosen;
  const answer = chat.schema === undefined ? demoAnswer(chat) : JSON.stringify(exampleOf(chat.schema, chat));
  return stream([...pieces(answer).map((text): Step => ({ do: 'text', text })), stop]);
}

/** Pieces about as long as a token. */
function pieces(text: string): string[] {
  return text.match(/\s*\S{1,8}|\s+$/g) ?? [text];
}
