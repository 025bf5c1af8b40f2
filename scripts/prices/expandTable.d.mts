import type { Provider } from '@pydantic/genai-prices';

export function expandTable(
  data: readonly Provider[],
  find: (providerId: string, modelId: string) => unknown,
  version: string,
  date: string,
): unknown;
