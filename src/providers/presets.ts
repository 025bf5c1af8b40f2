import type { Dialect } from './endpoint.js';

/** What the user fills into an address or a list of models. */
export type PresetBlank = 'resource' | 'deployment' | 'region' | 'model';

/** An endpoint that is known but for what only its user can know. Data, not code: each states the page it is from. */
export interface Preset {
  readonly id: string;
  readonly name: string;
  readonly dialect: Dialect;
  /** `{resource}` and the like are filled in. */
  readonly baseUrl: string;
  /** Whether the user can say that the server is somewhere else. */
  readonly ownAddress?: boolean;
  readonly blanks?: readonly PresetBlank[];
  /** How the key is sent; absent: as Bearer, if there is one. */
  readonly auth?: 'bearer' | 'api-key';
  readonly needsKey: boolean;
  /** Where to get a key. */
  readonly keyUrl?: string;
  /** The environment variable in which the vendor's own tools look for it. */
  readonly keyVariable?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Where the server has no list, or one of what it could have; with blanks. */
  readonly models?: readonly string[];
  /** The port on this machine on which such a server usually listens. */
  readonly localPort?: number;
  /** The day on which its vendor closed the service: it is named, and cannot be added. */
  readonly closedOn?: string;
  /** The vendor's page. */
  readonly source: string;
}

export const presets: readonly Preset[] = [
  {
    id: 'ollama',
    name: 'Ollama',
    dialect: 'chat-completions',
    baseUrl: 'http://127.0.0.1:11434/v1',
    ownAddress: true,
    needsKey: false,
    localPort: 11434,
    source: 'https://docs.ollama.com/api/openai-compatibility',
  },
  {
    id: 'lm-studio',
    name: 'LM Studio',
    dialect: 'chat-completions',
    baseUrl: 'http://127.0.0.1:1234/v1',
    ownAddress: true,
    needsKey: false,
    localPort: 1234,
    source: 'https://lmstudio.ai/docs/developer/openai-compat',
  },
  {
    id: 'llama-cpp',
    name: 'llama.cpp',
    dialect: 'chat-completions',
    baseUrl: 'http://127.0.0.1:8080/v1',
    ownAddress: true,
    needsKey: false,
    localPort: 8080,
    source: 'https://github.com/ggml-org/llama.cpp/tree/master/tools/server',
  },
  {
    id: 'vllm',
    name: 'vLLM',
    dialect: 'chat-completions',
    baseUrl: 'http://127.0.0.1:8000/v1',
    ownAddress: true,
    needsKey: false,
    localPort: 8000,
    source: 'https://docs.vllm.ai/en/latest/serving/openai_compatible_server/',
  },
  {
    id: 'openrouter',
    name: 'OpenRouter',
    dialect: 'chat-completions',
    baseUrl: 'https://openrouter.ai/api/v1',
    auth: 'bearer',
    needsKey: true,
    keyUrl: 'https://openrouter.ai/settings/keys',
    keyVariable: 'OPENROUTER_API_KEY',
    // The name of the app. Without `HTTP-Referer` it appears in no public ranking: https://openrouter.ai/docs/app-attribution
    headers: { 'X-OpenRouter-Title': 'SCOUT' },
    source: 'https://openrouter.ai/docs/quickstart',
  },
  {
    id: 'azure-v1',
    name: 'Azure OpenAI',
    dialect: 'chat-completions',
    baseUrl: 'https://{resource}.openai.azure.com/openai/v1',
    blanks: ['resource', 'deployment'],
    auth: 'api-key',
    needsKey: true,
    keyUrl: 'https://portal.azure.com',
    keyVariable: 'AZURE_OPENAI_API_KEY',
    // Its list is of all models of the region; requests name the deployment.
    models: ['{deployment}'],
    source: 'https://learn.microsoft.com/azure/foundry/openai/api-version-lifecycle',
  },
  {
    id: 'azure-classic',
    name: 'Azure OpenAI (with api-version)',
    dialect: 'chat-completions',
    baseUrl: 'https://{resource}.openai.azure.com/openai/deployments/{deployment}',
    blanks: ['resource', 'deployment'],
    auth: 'api-key',
    needsKey: true,
    keyUrl: 'https://portal.azure.com',
    keyVariable: 'AZURE_OPENAI_API_KEY',
    // The latest general release of the API with dated versions.
    query: { 'api-version': '2024-10-21' },
    models: ['{deployment}'],
    source: 'https://learn.microsoft.com/azure/foundry-classic/openai/reference',
  },
  {
    id: 'bedrock',
    name: 'Amazon Bedrock',
    dialect: 'chat-completions',
    baseUrl: 'https://bedrock-runtime.{region}.amazonaws.com/openai/v1',
    blanks: ['region', 'model'],
    auth: 'bearer',
    needsKey: true,
    keyUrl: 'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
    keyVariable: 'AWS_BEARER_TOKEN_BEDROCK',
    // AWS recommends this host over `bedrock-mantle`. It has no list of models.
    models: ['{model}'],
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/inference-chat-completions.html',
  },
  {
    id: 'github-models',
    name: 'GitHub Models',
    dialect: 'chat-completions',
    baseUrl: 'https://models.github.ai/inference',
    blanks: ['model'],
    auth: 'bearer',
    needsKey: true,
    keyUrl: 'https://github.com/settings/personal-access-tokens',
    models: ['{model}'],
    // Together with the catalogue and the playground.
    closedOn: '2026-07-30',
    source: 'https://github.blog/changelog/2026-07-30-github-models-is-now-retired/',
  },
  {
    id: 'groq',
    name: 'Groq',
    dialect: 'chat-completions',
    baseUrl: 'https://api.groq.com/openai/v1',
    auth: 'bearer',
    needsKey: true,
    keyUrl: 'https://console.groq.com/keys',
    keyVariable: 'GROQ_API_KEY',
    source: 'https://console.groq.com/docs/openai',
  },
  {
    id: 'deepseek',
    name: 'DeepSeek',
    dialect: 'chat-completions',
    baseUrl: 'https://api.deepseek.com',
    auth: 'bearer',
    needsKey: true,
    keyUrl: 'https://platform.deepseek.com/api_keys',
    keyVariable: 'DEEPSEEK_API_KEY',
    source: 'https://api-docs.deepseek.com',
  },
  {
    id: 'xai',
    name: 'xAI',
    dialect: 'chat-completions',
    baseUrl: 'https://api.x.ai/v1',
    auth: 'bearer',
    needsKey: true,
    keyUrl: 'https://console.x.ai',
    keyVariable: 'XAI_API_KEY',
    // Deprecated in favor of Responses, and served: https://docs.x.ai/developers/model-capabilities/text/comparison
    source: 'https://docs.x.ai/developers/rest-api-reference/inference/chat',
  },
  {
    id: 'together',
    name: 'Together AI',
    dialect: 'chat-completions',
    baseUrl: 'https://api.together.ai/v1',
    auth: 'bearer',
    needsKey: true,
    keyUrl: 'https://api.together.ai/settings/api-keys',
    keyVariable: 'TOGETHER_API_KEY',
    source: 'https://docs.together.ai/docs/inference/openai-compatibility',
  },
  {
    id: 'fireworks',
    name: 'Fireworks AI',
    dialect: 'chat-completions',
    baseUrl: 'https://api.fireworks.ai/inference/v1',
    auth: 'bearer',
    needsKey: true,
    keyUrl: 'https://app.fireworks.ai/settings/users/api-keys',
    keyVariable: 'FIREWORKS_API_KEY',
    source: 'https://fireworks.ai/docs/guides/querying-text-models',
  },
  {
    id: 'cerebras',
    name: 'Cerebras',
    dialect: 'chat-completions',
    baseUrl: 'https://api.cerebras.ai/v1',
    auth: 'bearer',
    needsKey: true,
    keyUrl: 'https://cloud.cerebras.ai',
    keyVariable: 'CEREBRAS_API_KEY',
    source: 'https://inference-docs.cerebras.ai/resources/openai',
  },
  {
    id: 'moonshot',
    name: 'Moonshot AI',
    dialect: 'chat-completions',
    baseUrl: 'https://api.moonshot.ai/v1',
    auth: 'bearer',
    needsKey: true,
    keyUrl: 'https://platform.moonshot.ai/console/api-keys',
    keyVariable: 'MOONSHOT_API_KEY',
    source: 'https://platform.kimi.ai/docs/overview',
  },
  {
    id: 'litellm',
    name: 'LiteLLM',
    dialect: 'chat-completions',
    baseUrl: 'http://127.0.0.1:4000/v1',
    ownAddress: true,
    auth: 'bearer',
    needsKey: true,
    keyVariable: 'LITELLM_API_KEY',
    source: 'https://docs.litellm.ai/docs/proxy/api_key_auth',
  },
  {
    id: 'other',
    name: 'Other server',
    dialect: 'chat-completions',
    baseUrl: '',
    ownAddress: true,
    needsKey: false,
    source: 'https://platform.openai.com/docs/api-reference/chat',
  },
];
