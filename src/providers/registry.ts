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
    fallbackModels: [],
    load: () => import('./openai.js'),
  },
];

/** The descriptor of a known provider; `undefined` for anything else, such as a typo in the settings. */
export function findProvider(id: string): ProviderDescriptor | undefined {
  return providers.find((provider) => provider.id === id);
}

export type { ProviderId };
