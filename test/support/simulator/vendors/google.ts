import type { Conversation } from '../demoAnswer.js';
import type { Failure } from '../scenarios.js';
import {
  fieldsOf,
  listOf,
  stringOf,
  type Fields,
  type VendorReply,
  type VendorRequest,
  type VendorWire,
} from '../vendor.js';
import { googleHistory } from './historyRules.js';
import { GoogleWriter, signatureOf } from './googleWriter.js';

/** Google's Gemini API: https://ai.google.dev/api/generate-content, and `types` in @google/genai. */
export const googleWire: VendorWire = {
  prefix: 'google',
  receive,
  models: () => ({
    status: 200,
    body: {
      // https://ai.google.dev/api/models: everything, with what each can do.
      models: [
        ['gemini-3.8-flash', 'Gemini 3.8 Flash', 'generateContent'],
        ['gemini-2.5-pro', 'Gemini 2.5 Pro', 'generateContent'],
        ['gemini-3.8-flash-tts', 'Gemini 3.8 Flash TTS', 'generateContent'],
        ['gemini-embedding-001', 'Gemini Embedding', 'embedContent'],
      ].map(([id, displayName, method]) => ({
        name: `models/${id}`,
        displayName,
        inputTokenLimit: 1_048_576,
        outputTokenLimit: 65_536,
        temperature: 1,
        maxTemperature: 2,
        ...(method === 'generateContent' ? { thinking: true } : {}),
        supportedGenerationMethods: [method],
      })),
    },
  }),
  failure,
  writer: (chat) => new GoogleWriter(chat),
};

/** Fields of `GenerateContentRequest` and of its `generationConfig` in the API reference. */
const bodyFields = new Set(
  'contents systemInstruction tools toolConfig safetySettings generationConfig cachedContent'.split(' '),
);
const generationFields = new Set(
  'temperature topP topK candidateCount maxOutputTokens stopSequences responseMimeType responseSchema responseJsonSchema thinkingConfig seed presencePenalty frequencyPenalty'.split(
    ' ',
  ),
);

function receive(request: VendorRequest): ReturnType<VendorWire['receive']> {
  // https://ai.google.dev/gemini-api/docs/api-key: the header x-goog-api-key. A missing key is 403, a wrong one 400.
  const key = request.headers['x-goog-api-key'];
  if (key === undefined)
    return error(
      403,
      'PERMISSION_DENIED',
      "Method doesn't allow unregistered callers (callers without established identity).",
    );
  if (key !== request.acceptedKey) return failure('bad-key');
  if (request.method === 'GET' && /^\/v1(?:beta)?\/models$/.test(request.path)) return { models: true };
  const model = /^\/v1(?:beta)?\/models\/([^:]+):streamGenerateContent$/.exec(request.path)?.[1];
  if (request.method !== 'POST' || model === undefined)
    return error(404, 'NOT_FOUND', 'Requested entity was not found.');
  // Without it the answer is one JSON array: https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent
  if (request.query.get('alt') !== 'sse') return invalid('The simulator streams server-sent events only.');
  if (request.body === undefined) return invalid('Invalid JSON payload received.');
  const body = fieldsOf(request.body);
  const mistake = googleHistory(listOf(body['contents']).map(fieldsOf));
  if (mistake !== undefined) return invalid(mistake);
  const refused = checkBody(body, model) ?? checkContents(listOf(body['contents']).map(fieldsOf));
  return refused ?? { chat: conversation(body, model), usage: true };
}

function checkBody(body: Fields, model: string): VendorReply | undefined {
  const config = fieldsOf(body['generationConfig']);
  for (const name of Object.keys(body)) {
    if (!bodyFields.has(name))
      return invalid(`Invalid JSON payload received. Unknown name "${name}": Cannot find field.`);
  }
  for (const name of Object.keys(config)) {
    if (!generationFields.has(name))
      return invalid(
        `Invalid JSON payload received. Unknown name "${name}" at 'generation_config': Cannot find field.`,
      );
  }
  // https://ai.google.dev/gemini-api/docs/thinking: from 2.5 on; levels from 3 on, budgets before.
  const thinking = fieldsOf(config['thinkingConfig']);
  const generation = Number(/^gemini-(\d+(?:\.\d+)?)/.exec(model)?.[1] ?? 0);
  if (generation < 2.5 && Object.keys(thinking).length > 0)
    return invalid(`Thinking is not enabled for models/${model}`);
  if (generation < 3 && 'thinkingLevel' in thinking) return invalid(`Thinking level is not supported for this model.`);
  if (model.startsWith('gemma') && 'systemInstruction' in body)
    return invalid(`Developer instruction is not enabled for models/${model}`);
  if ('responseJsonSchema' in config && config['responseMimeType'] !== 'application/json')
    return invalid('A response schema needs the response mime type application/json.');
  return undefined;
}

/** https://ai.google.dev/api/caching#Content: roles and parts; function responses follow their calls. */
function checkContents(contents: readonly Fields[]): VendorReply | undefined {
  if (contents.length === 0) return invalid('* GenerateContentRequest.contents: contents is not specified');
  let asked: string[] = [];
  // The turn under way begins with the last question.
  const turn = contents.findLastIndex(
    (content) => content['role'] === 'user' && listOf(content['parts']).some((part) => 'text' in fieldsOf(part)),
  );
  for (const [index, content] of contents.entries()) {
    const role = content['role'];
    if (role !== 'user' && role !== 'model') return invalid('Please use a valid role: user, model.');
    const parts = listOf(content['parts']).map(fieldsOf);
    if (parts.length === 0) return invalid('* GenerateContentRequest.contents.parts: must not be empty.');
    for (const part of parts) {
      if (!['text', 'inlineData', 'functionCall', 'functionResponse'].some((name) => name in part))
        return invalid('Part must have one initialized field.');
      if (part['text'] === '' && !('thoughtSignature' in part))
        return invalid('Unable to submit request because it must have a text parameter.');
      // https://ai.google.dev/gemini-api/docs/thought-signatures: each in the part it came with.
      const signature = part['thoughtSignature'];
      // The same page: a word in the place of the signature of a call that another model made.
      const isForeign = signature === 'skip_thought_signature_validator' && 'functionCall' in part;
      if (signature !== undefined && signature !== signatureOf(part) && !isForeign)
        return invalid('Thought signature is not valid.');
    }
    const answered = parts
      .filter((part) => 'functionResponse' in part)
      .map((part) => stringOf(fieldsOf(part['functionResponse'])['name']));
    if (answered.length !== asked.length || answered.some((name, index) => name !== asked[index])) {
      return invalid(
        'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.',
      );
    }
    const calls = parts.filter((part) => 'functionCall' in part);
    // https://ai.google.dev/gemini-api/docs/thought-signatures: in the turn under way the first call of each step is signed.
    if (index > turn && calls.length > 0 && calls[0]!['thoughtSignature'] === undefined) {
      return invalid('Function call is missing a thought_signature in functionCall parts.');
    }
    asked = calls.map((part) => stringOf(fieldsOf(part['functionCall'])['name']));
  }
  return contents.at(-1)!['role'] === 'user' ? undefined : invalid('Please ensure that the last turn is of the user.');
}

function conversation(body: Fields, model: string): Conversation {
  const contents = listOf(body['contents']).map(fieldsOf);
  const partsOf = (content: Fields | undefined): Fields[] => listOf(content?.['parts']).map(fieldsOf);
  const texts = (content: Fields): string =>
    partsOf(content)
      .map((part) => stringOf(part['text']))
      .join('');
  const users = contents.filter(
    (content) => content['role'] === 'user' && !partsOf(content).some((part) => 'functionResponse' in part),
  );
  const last = partsOf(contents.at(-1));
  const result = last.find((part) => 'functionResponse' in part);
  const config = fieldsOf(body['generationConfig']);
  const system = partsOf(fieldsOf(body['systemInstruction']));
  return {
    model,
    system: system.length === 0 ? undefined : system.map((part) => stringOf(part['text'])).join(''),
    questions: users.map(texts),
    files: last.flatMap((part) => ('inlineData' in part ? [stringOf(fieldsOf(part['inlineData'])['mimeType'])] : [])),
    lastToolResult:
      result === undefined ? undefined : stringOf(fieldsOf(fieldsOf(result['functionResponse'])['response'])['output']),
    schema: 'responseJsonSchema' in config ? fieldsOf(config['responseJsonSchema']) : undefined,
  };
}

/** Error bodies: https://ai.google.dev/gemini-api/docs/troubleshooting and google.rpc.Status. */
function error(code: number, status: string, message: string, details: readonly object[] = []): VendorReply {
  return { status: code, body: { error: { code, message, status, ...(details.length === 0 ? {} : { details }) } } };
}

const invalid = (message: string): VendorReply => error(400, 'INVALID_ARGUMENT', message);

function failure(kind: Failure): VendorReply {
  switch (kind) {
    case 'bad-key':
      return error(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
        { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID', domain: 'googleapis.com' },
      ]);
    case 'forbidden':
      return error(
        403,
        'PERMISSION_DENIED',
        'Generative Language API has not been used in this project before or it is disabled.',
      );
    case 'unknown-model':
      return error(
        404,
        'NOT_FOUND',
        'models/gemini-9 is not found for API version v1, or is not supported for generateContent.',
      );
    case 'too-long':
      return invalid('The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).');
    case 'too-large':
      return error(413, 'INVALID_ARGUMENT', 'Request payload size exceeds the limit: 20971520 bytes.');
    case 'rate-limited':
      return error(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).');
    case 'rate-limited-with-wait':
      // The wait is in the body only: google.rpc.RetryInfo.
      return error(
        429,
        'RESOURCE_EXHAUSTED',
        'You exceeded your current quota, please check your plan and billing details.',
        [
          { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [] },
          { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '7s' },
        ],
      );
    case 'quota':
      return error(
        429,
        'RESOURCE_EXHAUSTED',
        'You exceeded your current quota, please check your plan and billing details.',
      );
    case 'server-error':
      return error(500, 'INTERNAL', 'An internal error has occurred.');
    case 'unavailable':
      return error(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.');
  }
}
