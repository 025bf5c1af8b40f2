import type { ToolDefinition } from '../../provider.js';

interface FunctionTool {
  readonly type: 'function';
  readonly function: {
    readonly name: string;
    readonly description: string;
    readonly parameters: Record<string, unknown>;
  };
}

/** The member `tools` of Chat Completions, which Mistral has as well; nothing without tools. */
export function functionTools(tools: readonly ToolDefinition[] = []): { tools?: FunctionTool[] } {
  if (tools.length === 0) return {};
  return {
    tools: tools.map(({ name, description, inputSchema }) => ({
      type: 'function',
      function: { name, description, parameters: { ...inputSchema } },
    })),
  };
}
