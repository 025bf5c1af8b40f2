/**
 * Under whose name the built-in table knows the models of an address: those of vendors' own interfaces, nobody else's. A gateway, a
 * regional address and a deployment have prices of their own, whatever their models are called.
 */
const providers: ReadonlyMap<string, string> = new Map([
  ['api.openai.com', 'openai'],
  ['api.anthropic.com', 'anthropic'],
  ['generativelanguage.googleapis.com', 'google'],
  ['api.mistral.ai', 'mistral'],
  ['openrouter.ai', 'openrouter'],
  ['api.groq.com', 'groq'],
  ['api.deepseek.com', 'deepseek'],
  ['api.x.ai', 'x-ai'],
  ['api.together.xyz', 'together'],
  ['api.together.ai', 'together'],
  ['api.fireworks.ai', 'fireworks'],
  ['api.cerebras.ai', 'cerebras'],
  ['api.moonshot.ai', 'moonshotai'],
]);

/** Here the company that runs the model has the price: `<model>:<company>`. */
const huggingFaceRouter = 'router.huggingface.co';

/** What to look for in the table. */
export interface TableKey {
  readonly provider: string;
  readonly model: string;
}

/** `undefined` where the table says nothing about the models of this address. @param baseUrl in use */
export function tableKey(baseUrl: string, model: string): TableKey | undefined {
  const host = URL.parse(baseUrl);
  if (host?.protocol !== 'https:' || host.port !== '') return undefined;
  if (host.hostname === huggingFaceRouter) return routedKey(model);
  const provider = providers.get(host.hostname);
  return provider === undefined ? undefined : { provider, model };
}

function routedKey(model: string): TableKey | undefined {
  const [, id, company] = /^(.+):([\w.-]+)$/u.exec(model) ?? [];
  return id === undefined || company === undefined ? undefined : { provider: `huggingface_${company}`, model: id };
}
