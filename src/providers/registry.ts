import type { Vendor, VendorId } from './provider.js';

/** Every vendor whose format SCOUT speaks. Adding one: write its folder, add its line here, and its endpoint in `endpoints.ts`. */
export const vendors: readonly Vendor<VendorId>[] = [
  { id: 'openai', name: 'OpenAI', load: () => import('./vendors/openai/openai.js') },
  { id: 'anthropic', name: 'Anthropic', load: () => import('./vendors/anthropic/anthropic.js') },
  { id: 'google', name: 'Google', load: () => import('./vendors/google/google.js') },
  { id: 'mistral', name: 'Mistral', load: () => import('./vendors/mistral/mistral.js') },
  { id: 'huggingface', name: 'Hugging Face', load: () => import('./vendors/huggingface/huggingface.js') },
  { id: 'compatible', name: 'OpenAI-compatible server', load: () => import('./vendors/compatible/compatible.js') },
];
