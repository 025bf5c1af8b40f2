import type { ChatRequest } from '../../../src/providers/provider.js';

/** A red square of 8 by 8 points. */
const redSquare =
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGP4z8CAFWEXHbQSACj/P8Fu7N9hAAAAAElFTkSuQmCC';

const weather = {
  name: 'get_weather',
  description: 'The weather in a city.',
  inputSchema: {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  },
} as const;

function question(text: string): ChatRequest['messages'] {
  return [{ role: 'user', parts: [{ type: 'text', text }] }];
}

type Question = Omit<ChatRequest, 'model'>;

/** The project's own questions, so that a recording holds nobody's words. `models` asks for the list instead. */
export const recordingScenarios: Readonly<Record<string, Question | 'models'>> = {
  models: 'models',
  plain: { messages: question('Name the capital of France in one short sentence.'), parameters: {} },
  markdown: { messages: question('Show a heading, a list of two and a code block of one line.'), parameters: {} },
  unicode: { messages: question('Repeat exactly: Grüße, 世界! 👩‍👩‍👧 naïve – “quoted”'), parameters: {} },
  reasoning: {
    messages: question('Is 221 a prime number? Think, then answer with yes or no.'),
    parameters: { reasoningEffort: 'low' },
  },
  temperature: { messages: question('Say hello in one word.'), parameters: { temperature: 0.5, topP: 0.9 } },
  'output-limit': {
    messages: question('Count from one to one hundred in words.'),
    parameters: { maxOutputTokens: 16 },
  },
  'tool-call': {
    messages: question('What is the weather in Paris? Use the tool.'),
    parameters: {},
    tools: [weather],
  },
  'tool-calls': {
    messages: question('What is the weather in Paris and in Oslo? Call the tool for both at once.'),
    parameters: {},
    tools: [weather],
  },
  'tool-result': {
    messages: [
      ...question('What is the weather in Paris? Use the tool.'),
      {
        role: 'assistant',
        parts: [{ type: 'tool-call', id: 'call00001', name: 'get_weather', input: { city: 'Paris' } }],
      },
      { role: 'tool', parts: [{ type: 'tool-result', callId: 'call00001', output: 'Rain, 12 °C', isError: false }] },
    ],
    parameters: {},
    tools: [weather],
  },
  json: {
    messages: question('Give the capital of France.'),
    parameters: {},
    responseFormat: {
      name: 'capital',
      schema: { type: 'object', properties: { capital: { type: 'string' } }, required: ['capital'] },
    },
  },
  image: {
    messages: [
      {
        role: 'user',
        parts: [
          { type: 'text', text: 'Which colour is this? One word.' },
          { type: 'file', mediaType: 'image/png', data: redSquare },
        ],
      },
    ],
    parameters: {},
  },
};
