const levels = ['low', 'medium', 'high', 'xhigh', 'max'];

/** A model of the list with every field: `ModelInfo` in `resources/models` of @anthropic-ai/sdk 1.14. @param efforts the levels it takes */
export function listedModel(id: string, name: string, efforts: readonly string[], retiresAt: string | null): object {
  const support = (supported: boolean): object => ({ supported });
  return {
    type: 'model',
    id,
    display_name: name,
    line: null,
    created_at: '2026-09-01T00:00:00Z',
    lifecycle: retiresAt === null ? 'active' : 'deprecated',
    deprecated_at: retiresAt === null ? null : '2026-10-01T00:00:00Z',
    retires_at: retiresAt,
    max_input_tokens: 200_000,
    max_tokens: 64_000,
    capabilities: {
      batch: support(true),
      citations: support(true),
      code_execution: support(true),
      context_management: null,
      effort: {
        supported: efforts.length > 0,
        ...Object.fromEntries(levels.map((level) => [level, support(efforts.includes(level))])),
      },
      image_input: support(true),
      pdf_input: support(true),
      server_tools: { supported: true, code_execution: support(true), web_search: support(true) },
      structured_outputs: support(true),
      thinking: {
        supported: true,
        types: {
          adaptive: support(efforts.length > 0),
          between_tools: support(false),
          disabled: support(true),
          enabled: support(efforts.length === 0),
        },
      },
    },
  };
}
