import type { ProviderDescriptor, ProviderId } from './provider.js';

/** Every provider SCOUT knows. Adding one: write its file, add its line. */
export const providers: readonly ProviderDescriptor[] = [
  {
    id: 'openai',
    displayName: 'OpenAI',
    keyUrl: 'https://platform.openai.com/api-keys',
    keyVariables: ['OPENAI_API_KEY'],
    needsKey: true,
    defaultBaseUrl: 'https://api.openai.com/v1',
    // From `ChatModel` in openai 7.57.
    fallbackModels: [
      { id: 'gpt-5.5', displayName: 'gpt-5.5' },
      { id: 'gpt-6.1-sol', displayName: 'gpt-6.1-sol' },
      { id: 'gpt-6.1-terra', displayName: 'gpt-6.1-terra' },
      { id: 'gpt-6-luna', displayName: 'gpt-6-luna' },
      { id: 'gpt-5.4-mini', displayName: 'gpt-5.4-mini' },
      { id: 'gpt-4.1', displayName: 'gpt-4.1' },
    ],
    load: () => import('./openai.js'),
  },
  {
    id: 'anthropic',
    displayName: 'Anthropic',
    keyUrl: 'https://platform.claude.com/settings/keys',
    keyVariables: ['ANTHROPIC_API_KEY'],
    needsKey: true,
    defaultBaseUrl: 'https://api.anthropic.com/v1',
    // From `Model` in @anthropic-ai/sdk 1.12.
    fallbackModels: [
      { id: 'claude-sonnet-5-5', displayName: 'Claude Sonnet 5.5' },
      { id: 'claude-opus-5-5', displayName: 'Claude Opus 5.5' },
      { id: 'claude-haiku-5-5', displayName: 'Claude Haiku 5.5' },
      { id: 'claude-haiku-4-5', displayName: 'Claude Haiku 4.5' },
    ],
    load: () => import('./anthropic.js'),
  },
  {
    id: 'compatible',
    displayName: 'OpenAI-compatible server',
    keyVariables: [],
    needsKey: false,
    // Only the server knows what it has.
    fallbackModels: [],
    load: () => import('./compatible.js'),
  },
];

/** The descriptor of a known provider; `undefined` for anything else, such as a typo in the settings. */
export function findProvider(id: string): ProviderDescriptor | undefined {
  return providers.find((provider) => provider.id === id);
}

export type { ProviderId };
