import type { Endpoint, EndpointId } from './endpoint.js';

/** Every endpoint SCOUT knows: one of each vendor's own, the user's server, and the models of VS Code. */
export const endpoints: readonly Endpoint[] = [
  {
    id: 'openai' as EndpointId,
    name: 'OpenAI',
    vendor: 'openai',
    settingKey: 'openai',
    keyUrl: 'https://platform.openai.com/api-keys',
    keyVariables: ['OPENAI_API_KEY'],
    needsKey: true,
    defaultBaseUrl: 'https://api.openai.com/v1',
    // From `ChatModel` in openai 7.59.
    fallbackModels: [
      { id: 'gpt-5.5', displayName: 'gpt-5.5' },
      { id: 'gpt-6.1-sol', displayName: 'gpt-6.1-sol' },
      { id: 'gpt-6.1-terra', displayName: 'gpt-6.1-terra' },
      { id: 'gpt-6-luna', displayName: 'gpt-6-luna' },
      { id: 'gpt-5.4-mini', displayName: 'gpt-5.4-mini' },
      { id: 'gpt-4.1', displayName: 'gpt-4.1' },
    ],
  },
  {
    id: 'anthropic' as EndpointId,
    name: 'Anthropic',
    vendor: 'anthropic',
    settingKey: 'anthropic',
    keyUrl: 'https://platform.claude.com/settings/keys',
    keyVariables: ['ANTHROPIC_API_KEY'],
    needsKey: true,
    defaultBaseUrl: 'https://api.anthropic.com/v1',
    // From `Model` in @anthropic-ai/sdk 1.14.
    fallbackModels: [
      { id: 'claude-sonnet-5-5', displayName: 'Claude Sonnet 5.5' },
      { id: 'claude-opus-5-5', displayName: 'Claude Opus 5.5' },
      { id: 'claude-haiku-5-5', displayName: 'Claude Haiku 5.5' },
      { id: 'claude-haiku-4-5', displayName: 'Claude Haiku 4.5' },
    ],
  },
  {
    id: 'google' as EndpointId,
    name: 'Google',
    vendor: 'google',
    settingKey: 'google',
    keyUrl: 'https://aistudio.google.com/apikey',
    keyVariables: ['GEMINI_API_KEY', 'GOOGLE_API_KEY'],
    needsKey: true,
    defaultBaseUrl: 'https://generativelanguage.googleapis.com/v1',
    // From the documentation inside @google/genai 3.3.
    fallbackModels: [
      { id: 'gemini-3.8-flash', displayName: 'Gemini 3.8 Flash' },
      { id: 'gemini-3.1-pro-preview', displayName: 'Gemini 3.1 Pro Preview' },
      { id: 'gemini-3.5-flash-lite', displayName: 'Gemini 3.5 Flash-Lite' },
      { id: 'gemini-2.5-pro', displayName: 'Gemini 2.5 Pro' },
    ],
  },
  {
    id: 'mistral' as EndpointId,
    name: 'Mistral',
    vendor: 'mistral',
    settingKey: 'mistral',
    keyUrl: 'https://console.mistral.ai/api-keys',
    keyVariables: ['MISTRAL_API_KEY'],
    needsKey: true,
    defaultBaseUrl: 'https://api.mistral.ai/v1',
    // Names that always lead to the newest version.
    fallbackModels: [
      { id: 'mistral-large-latest', displayName: 'mistral-large-latest' },
      { id: 'mistral-medium-latest', displayName: 'mistral-medium-latest' },
      { id: 'mistral-small-latest', displayName: 'mistral-small-latest' },
      { id: 'codestral-latest', displayName: 'codestral-latest' },
    ],
  },
  {
    id: 'huggingface' as EndpointId,
    name: 'Hugging Face',
    vendor: 'huggingface',
    settingKey: 'huggingface',
    keyUrl: 'https://huggingface.co/settings/tokens',
    keyVariables: ['HF_TOKEN'],
    needsKey: true,
    defaultBaseUrl: 'https://router.huggingface.co/v1',
    // Models that several companies run, from the router's list.
    fallbackModels: [
      { id: 'openai/gpt-oss-120b', displayName: 'openai/gpt-oss-120b' },
      { id: 'openai/gpt-oss-20b', displayName: 'openai/gpt-oss-20b' },
      { id: 'zai-org/GLM-4.6', displayName: 'zai-org/GLM-4.6' },
      { id: 'meta-llama/Llama-3.1-8B-Instruct', displayName: 'meta-llama/Llama-3.1-8B-Instruct' },
    ],
  },
  {
    id: 'compatible' as EndpointId,
    name: 'OpenAI-compatible server',
    vendor: 'compatible',
    settingKey: 'compatible',
    // No vendor, hence no usual name: this one is SCOUT's.
    keyVariables: ['OPENAI_COMPATIBLE_API_KEY'],
    needsKey: false,
    // Only the server knows what it has.
    fallbackModels: [],
  },
  {
    id: 'vscode' as EndpointId,
    name: 'VS Code',
    vendor: 'vscode',
    settingKey: 'vscode',
    keyVariables: [],
    needsKey: false,
    // They come and go with extensions and accounts.
    fallbackModels: [],
  },
];

/** `undefined` for anything that is no endpoint's id, such as a typo in the settings. */
export function findEndpoint(id: string): Endpoint | undefined {
  return endpoints.find((endpoint) => endpoint.id === id);
}
